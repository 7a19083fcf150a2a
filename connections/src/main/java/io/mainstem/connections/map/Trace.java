package io.mainstem.connections.map;

import org.jspecify.annotations.Nullable;

/** Told of every field as it is mapped; what {@code mainstem try} shows. */
@FunctionalInterface
interface Trace {
  Trace NONE = (field, expression, value, reason) -> {};

  void saw(String field, String expression, @Nullable Object value, String reason);

  /** Of the fields of an element of a list. */
  default Trace within(String list, int index) {
    if (this == NONE) {
      return NONE;
    }
    String prefix = list + "[" + index + "].";
    return (field, expression, value, reason) -> saw(prefix + field, expression, value, reason);
  }
}
