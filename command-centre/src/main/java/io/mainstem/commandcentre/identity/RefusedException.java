package io.mainstem.commandcentre.identity;

import java.util.List;

/** A decision that was not sent, and why. */
public final class RefusedException extends Exception {
  private final Cause cause;
  private final transient List<DecisionView> chain;

  /** Kinds of reasons. */
  public enum Cause {
    /** The request itself is wrong. */
    FORM,
    /** It names what nobody knows. */
    UNKNOWN,
    /** It contradicts what people decided before. */
    CONTRADICTION,
    /** Kafka or the registry did not take it in time. */
    AWAY
  }

  RefusedException(Cause cause, String message, List<DecisionView> chain) {
    super(message);
    this.cause = cause;
    this.chain = List.copyOf(chain);
  }

  static RefusedException form(String message) {
    return new RefusedException(Cause.FORM, message, List.of());
  }

  static RefusedException unknown(String message) {
    return new RefusedException(Cause.UNKNOWN, message, List.of());
  }

  public Cause reason() {
    return cause;
  }

  public String words() {
    return String.valueOf(getMessage());
  }

  /** The earlier decisions it contradicts. */
  public List<DecisionView> chain() {
    return chain;
  }
}
