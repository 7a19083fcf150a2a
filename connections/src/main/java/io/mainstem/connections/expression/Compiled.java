package io.mainstem.connections.expression;

import dev.cel.common.types.CelType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A checked program, ready to run any number of times from any thread. */
public final class Compiled {
  private final String source;
  private final CelType type;
  private final Program program;

  Compiled(String source, CelType type, Program program) {
    this.source = source;
    this.type = type;
    this.program = program;
  }

  public String source() {
    return source;
  }

  CelType type() {
    return type;
  }

  /**
   * The value as Java knows it: Boolean, Long, BigDecimal, String, Instant, LocalDate, an Avro
   * record, a list without nulls, or null.
   *
   * @throws ExpressionFailure if it cannot be computed
   */
  public @Nullable Object eval(Scope scope) {
    return Values.toJava(run(scope));
  }

  /**
   * The elements of a list, to be put into scopes one by one.
   *
   * @throws ExpressionFailure if it cannot be computed
   */
  public List<Object> elements(Scope scope) {
    return run(scope) instanceof List<?> list ? List.copyOf(list) : List.of();
  }

  private Object run(Scope scope) {
    try {
      return program.eval(scope.values());
    } catch (CelEvaluationException e) {
      throw failure(e);
    }
  }

  private static ExpressionFailure failure(CelEvaluationException thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof ExpressionFailure failure) {
        return failure;
      }
    }
    return new ExpressionFailure(
        ExpressionFailure.Code.NOT_COMPUTABLE,
        switch (thrown.getErrorCode()) {
          case INDEX_OUT_OF_BOUNDS -> "a list is shorter than the expression expects";
          case OVERLOAD_NOT_FOUND -> "a value it needs is missing";
          case DIVIDE_BY_ZERO -> "it divides by zero";
          case NUMERIC_OVERFLOW -> "a number grows too large";
          case ITERATION_BUDGET_EXCEEDED -> "it loops too long";
          default -> "it cannot be computed (" + thrown.getErrorCode() + ")";
        });
  }
}
