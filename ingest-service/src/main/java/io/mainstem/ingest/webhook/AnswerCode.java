package io.mainstem.ingest.webhook;

/** How a request at the door ended; also the metric label. */
public enum AnswerCode {
  ACCEPTED(200),
  HANDSHAKE(200),
  /** Verified but not readable or not placeable: stored to be quarantined. */
  UNREADABLE(200),
  REFUSED(401),
  NOT_CONFIGURED(401),
  /** A secret came that is none, or although one is kept. */
  HANDSHAKE_REFUSED(401),
  /** The tool's public keys have not been fetched yet. */
  KEYS_MISSING(503),
  /** A secret came and could not be kept. */
  NOT_KEPT(503),
  NO_WEBHOOKS(404),
  UNKNOWN_CONNECTION(404),
  BODY_TOO_LARGE(413),
  INFLATES_TOO_FAR(413),
  ENCODING_UNKNOWN(415),
  ENCODING_BROKEN(400),
  BODY_TOO_SLOW(408),
  NOT_STORED(503);

  private final int status;

  AnswerCode(int status) {
    this.status = status;
  }

  /** HTTP status, where the tool file does not say another. */
  int status() {
    return status;
  }
}
