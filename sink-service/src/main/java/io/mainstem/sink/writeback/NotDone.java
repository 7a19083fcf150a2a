package io.mainstem.sink.writeback;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A step of a write that did not succeed, and what that calls for. */
final class NotDone extends Exception {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final boolean worthRetrying;
  private final boolean maybeApplied;
  private final @Nullable Duration after;

  private NotDone(
      String code,
      String detail,
      boolean worthRetrying,
      boolean maybeApplied,
      @Nullable Duration after) {
    super(detail);
    this.code = code;
    this.worthRetrying = worthRetrying;
    this.maybeApplied = maybeApplied;
    this.after = after;
  }

  /** Trying again would not help. */
  static NotDone refused(String code, String detail) {
    return new NotDone(code, detail, false, false, null);
  }

  /**
   * To be tried again.
   *
   * @param maybeApplied whether the tool may have done it all the same
   * @param after as the tool asked; null for our own backoff
   */
  static NotDone later(String code, String detail, boolean maybeApplied, @Nullable Duration after) {
    return new NotDone(code, detail, true, maybeApplied, after);
  }

  String code() {
    return code;
  }

  String detail() {
    return String.valueOf(getMessage());
  }

  boolean worthRetrying() {
    return worthRetrying;
  }

  boolean maybeApplied() {
    return maybeApplied;
  }

  @Nullable Duration after() {
    return after;
  }
}
