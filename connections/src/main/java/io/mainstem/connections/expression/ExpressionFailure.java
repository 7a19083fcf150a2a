package io.mainstem.connections.expression;

/** An expression that could not be computed for the record at hand. */
public final class ExpressionFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ExpressionFailure(String message) {
    super(message);
  }
}
