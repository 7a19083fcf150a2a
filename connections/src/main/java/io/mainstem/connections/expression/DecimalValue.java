package io.mainstem.connections.expression;

import dev.cel.common.types.OpaqueType;
import dev.cel.common.values.OpaqueValue;
import java.math.BigDecimal;

/** An exact number inside an expression; equal whatever its scale. */
@SuppressWarnings("Immutable") // BigDecimal is; the checker cannot know
final class DecimalValue extends OpaqueValue implements Comparable<DecimalValue> {
  static final OpaqueType TYPE = OpaqueType.create("decimal");

  private final BigDecimal number;

  DecimalValue(BigDecimal number) {
    this.number = number;
  }

  BigDecimal number() {
    return number;
  }

  @Override
  public Object value() {
    return this;
  }

  @Override
  public OpaqueType celType() {
    return TYPE;
  }

  @Override
  public int compareTo(DecimalValue other) {
    return number.compareTo(other.number);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DecimalValue that && number.compareTo(that.number) == 0;
  }

  @Override
  public int hashCode() {
    return number.stripTrailingZeros().hashCode();
  }

  @Override
  public String toString() {
    return number.toPlainString();
  }
}
