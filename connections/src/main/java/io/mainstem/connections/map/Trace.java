package io.mainstem.connections.map;

import org.jspecify.annotations.Nullable;

/** Told of every field as it is mapped; what {@code mainstem try} shows. */
@FunctionalInterface
interface Trace {
  /** Nobody listens. */
  Trace NONE =
      new Trace() {
        @Override
        public void saw(String field, String expression, @Nullable Object value, String reason) {}

        @Override
        public boolean listens() {
          return false;
        }

        @Override
        public Trace within(String list, int index) {
          return this;
        }
      };

  void saw(String field, String expression, @Nullable Object value, String reason);

  /** Whether what is said is heard: reasons cost more than mapping. */
  default boolean listens() {
    return true;
  }

  /** Of the fields of an element of a list. */
  default Trace within(String list, int index) {
    String prefix = list + "[" + index + "].";
    return (field, expression, value, reason) -> saw(prefix + field, expression, value, reason);
  }
}
