package io.mainstem.connections.expression;

import io.mainstem.schemas.canonical.Money;
import java.math.BigDecimal;
import java.util.Map;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** A compiled, typed, side-effect-free expression over Avro records. Thread-safe. */
public final class Expression {
  private final Environment environment;
  private final Compiled compiled;
  private final ResultType result;

  Expression(Environment environment, Compiled compiled, ResultType result) {
    this.environment = environment;
    this.compiled = compiled;
    this.result = result;
  }

  public String source() {
    return compiled.source();
  }

  public ResultType result() {
    return result;
  }

  /**
   * The value, of the Java type its {@link ResultType} names, or null.
   *
   * @param variables a variable that is null or left out reads as a record without fields
   * @throws ExpressionFailure if it cannot be computed, e.g. an index past the end of a list
   */
  public @Nullable Object eval(Map<String, ? extends @Nullable IndexedRecord> variables) {
    Object value = compiled.eval(environment.scope(variables));
    return result != ResultType.DECIMAL
        ? value
        : switch (value) {
          case null -> null;
          case Long integer -> BigDecimal.valueOf(integer);
          case Double number -> BigDecimal.valueOf(number);
          default -> value;
        };
  }

  /** True where a BOOLEAN expression gives true; null counts as false. */
  public boolean test(Map<String, ? extends @Nullable IndexedRecord> variables) {
    return Boolean.TRUE.equals(eval(variables));
  }

  /** The value of a DECIMAL or INTEGER expression, or the amount of a MONEY one. */
  public @Nullable BigDecimal number(Map<String, ? extends @Nullable IndexedRecord> variables) {
    return switch (eval(variables)) {
      case BigDecimal decimal -> decimal;
      case Long integer -> BigDecimal.valueOf(integer);
      case Money money -> money.getAmount();
      case null, default -> null;
    };
  }
}
