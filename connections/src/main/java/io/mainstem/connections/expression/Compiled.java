package io.mainstem.connections.expression;

import dev.cel.common.CelErrorCode;
import dev.cel.common.types.CelType;
import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A checked program, ready to run any number of times from any thread. */
public final class Compiled {
  private final String source;
  private final CelType type;
  private final Program program;
  private final @Nullable Closure closure;
  private final Reads reads;

  Compiled(String source, CelType type, Program program, @Nullable Closure closure, Reads reads) {
    this.source = source;
    this.type = type;
    this.program = program;
    this.closure = closure;
    this.reads = reads;
  }

  /** Which parts of a payload it reads. */
  public Reads reads() {
    return reads;
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
    return run(scope) instanceof List<?> list ? Collections.unmodifiableList(list) : List.of();
  }

  private Object run(Scope scope) {
    if (closure != null) {
      try {
        return closure.value(scope);
      } catch (RuntimeException e) {
        return byEngine(scope); // which says what is wrong, in its own words
      }
    }
    return byEngine(scope);
  }

  private Object byEngine(Scope scope) {
    try {
      return program.eval(scope.resolver());
    } catch (CelEvaluationException e) {
      return propagates(e.getErrorCode()) ? NullValue.NULL_VALUE : refuse(e);
    }
  }

  /**
   * Types were checked when the file was loaded: an operator that finds no fitting overload, and a
   * field that is not there, have met a null. Null propagates.
   */
  private static boolean propagates(CelErrorCode code) {
    return code == CelErrorCode.OVERLOAD_NOT_FOUND || code == CelErrorCode.ATTRIBUTE_NOT_FOUND;
  }

  private static Object refuse(CelEvaluationException thrown) {
    throw failure(thrown);
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
          case DIVIDE_BY_ZERO -> "it divides by zero";
          case NUMERIC_OVERFLOW -> "a number grows too large";
          case ITERATION_BUDGET_EXCEEDED -> "it loops too long";
          default -> "it cannot be computed (" + thrown.getErrorCode() + ")";
        });
  }
}
