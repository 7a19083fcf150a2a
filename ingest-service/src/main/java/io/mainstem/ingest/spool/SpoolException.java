package io.mainstem.ingest.spool;

/** The spool did not take a delivery, so its sender must be told to come again. */
public final class SpoolException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Why; also the metric label. */
  public enum Reason {
    /** What waits has reached the bytes allowed. */
    FULL,
    /** What waits first has waited as long as is allowed. */
    OLD,
    /** More is waiting for the disk than memory is given for. */
    BUSY,
    /** The folder cannot be opened, or the disk refused to write. */
    UNUSABLE
  }

  private final Reason reason;

  SpoolException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  SpoolException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
