package io.mainstem.connections.expression;

import io.mainstem.connections.json.Pending;

import java.util.Map;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** A compiled, typed, side-effect-free expression over Avro records. Thread-safe. */
public final class Expression {
  private Expression() {}

  public String source() {
    return Pending.value("pending");
  }

  /**
   * The value, of the Java type its {@link ResultType} names, or null.
   *
   * @param variables a variable that is null or left out reads as a record without fields
   * @throws ExpressionFailure if it cannot be computed, e.g. an index past the end of a list
   */
  public @Nullable Object eval(Map<String, ? extends @Nullable IndexedRecord> variables) {
    return Pending.value("pending");
  }

  /** True where a BOOLEAN expression gives true; null counts as false. */
  public boolean test(Map<String, ? extends @Nullable IndexedRecord> variables) {
    return Boolean.TRUE.equals(eval(variables));
  }
}
