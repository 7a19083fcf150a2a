package io.mainstem.ingest.file;

/** The broker did not take it; the file is read again later. */
public final class NotStoredException extends Exception {
  private static final long serialVersionUID = 1L;

  public NotStoredException(String message, Throwable cause) {
    super(message, cause);
  }
}
