package io.mainstem.ingest.webhook;

/** More bytes arrived than a body may have. */
final class BodyTooLargeException extends Exception {
  private static final long serialVersionUID = 1L;

  BodyTooLargeException() {
    super("body (expected: at most " + Limits.MAX_BODY_BYTES + " bytes)");
  }
}
