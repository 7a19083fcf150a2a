package io.mainstem.connections.expression;

/** An expression that could not be computed for the record at hand. The message holds no values. */
public final class ExpressionFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What kind of failure. */
  public enum Code {
    UNPARSEABLE_MONEY,
    UNPARSEABLE_VALUE,
    NOT_COMPUTABLE
  }

  private final Code code;

  ExpressionFailure(Code code, String message) {
    super(message);
    this.code = code;
  }

  public Code code() {
    return code;
  }
}
