package io.mainstem.runtime.outbound;

import org.jspecify.annotations.Nullable;

/** A call that gave no answer. What was sent may have been applied where the code says so. */
public final class OutboundException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Code {
    /** The address is not http or https, or has no host. Never sent. */
    BAD_ADDRESS(false, false),
    /** The address leads to a blocked network. Never sent. */
    BLOCKED_ADDRESS(false, false),
    /** The name has no address. Never sent. */
    UNRESOLVED(true, false),
    /** No connection. Never sent. */
    UNREACHABLE(true, false),
    /** No whole answer in time; the target may have applied the request. */
    TIMED_OUT(true, true),
    /** The connection broke; the target may have applied the request. */
    BROKEN_OFF(true, true),
    /** The answer is larger than the limit; the target may have applied the request. */
    ANSWER_TOO_LARGE(false, true);

    private final boolean worthRetrying;
    private final boolean maybeApplied;

    Code(boolean worthRetrying, boolean maybeApplied) {
      this.worthRetrying = worthRetrying;
      this.maybeApplied = maybeApplied;
    }

    public boolean isWorthRetrying() {
      return worthRetrying;
    }

    /** Whether the outcome is unknown: look it up before trying again. */
    public boolean isMaybeApplied() {
      return maybeApplied;
    }
  }

  private final Code code;

  OutboundException(Code code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public Code code() {
    return code;
  }
}
