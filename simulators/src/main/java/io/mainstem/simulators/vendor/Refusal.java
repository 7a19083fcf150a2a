package io.mainstem.simulators.vendor;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A call that is not granted; the vendor says so in its own words. */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why, and the status most vendors give. */
  public enum Why {
    INVALID(400),
    UNAUTHENTICATED(401),
    FORBIDDEN(403),
    NOT_FOUND(404),
    CONFLICT(409),
    RATE_LIMITED(429);

    private final int status;

    Why(int status) {
      this.status = status;
    }

    public int status() {
      return status;
    }
  }

  private final Why why;
  private final String code;
  private final @Nullable Duration pause;

  public Refusal(Why why, String message) {
    this(why, "", message);
  }

  /** With the vendor's own code for it. */
  public Refusal(Why why, String code, String message) {
    super(message, null, false, false);
    this.why = why;
    this.code = code;
    this.pause = null;
  }

  Refusal(Duration pause) {
    super("Too many requests.", null, false, false);
    this.why = Why.RATE_LIMITED;
    this.code = "";
    this.pause = pause;
  }

  public Why why() {
    return why;
  }

  public int status() {
    return why.status();
  }

  /** The vendor's own code, or this where there is none. */
  public String code(String otherwise) {
    return code.isEmpty() ? otherwise : code;
  }

  /** The message, which is never null. */
  public String words() {
    String message = getMessage();
    return message == null ? "" : message;
  }

  /** How long to wait before the next call, where calls came too fast. */
  public @Nullable Duration pause() {
    return pause;
  }
}
