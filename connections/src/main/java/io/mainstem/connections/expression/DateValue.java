package io.mainstem.connections.expression;

import dev.cel.common.types.OpaqueType;
import dev.cel.common.values.OpaqueValue;
import java.time.LocalDate;

/** A calendar date inside an expression. */
@SuppressWarnings("Immutable") // LocalDate is; the checker cannot know
final class DateValue extends OpaqueValue implements Comparable<DateValue> {
  static final OpaqueType TYPE = OpaqueType.create("date");

  private final LocalDate date;

  DateValue(LocalDate date) {
    this.date = date;
  }

  LocalDate date() {
    return date;
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
  public int compareTo(DateValue other) {
    return date.compareTo(other.date);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DateValue that && date.equals(that.date);
  }

  @Override
  public int hashCode() {
    return date.hashCode();
  }

  @Override
  public String toString() {
    return date.toString();
  }
}
