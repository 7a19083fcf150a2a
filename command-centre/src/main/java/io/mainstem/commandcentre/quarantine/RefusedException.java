package io.mainstem.commandcentre.quarantine;

import java.util.Map;

/** Nothing was sent, and why. */
public final class RefusedException extends Exception {
  private final Reason reason;
  private final transient Map<String, Object> also;

  /** Kinds of reasons. */
  public enum Reason {
    /** The request itself is wrong. */
    FORM,
    /** It names what nobody knows. */
    UNKNOWN,
    /** Somebody was faster, or it is closed. */
    TAKEN,
    /** It would not fit now either. */
    UNFIT,
    /** Kafka or the registry did not take it in time. */
    AWAY
  }

  RefusedException(Reason reason, String words) {
    this(reason, words, Map.of());
  }

  /**
   * With more for programs.
   *
   * @param also further fields of the answer
   */
  RefusedException(Reason reason, String words, Map<String, Object> also) {
    super(words);
    this.reason = reason;
    this.also = Map.copyOf(also);
  }

  static RefusedException form(String words) {
    return new RefusedException(Reason.FORM, words);
  }

  public Reason reason() {
    return reason;
  }

  public String words() {
    return String.valueOf(getMessage());
  }

  public Map<String, Object> also() {
    return also;
  }
}
