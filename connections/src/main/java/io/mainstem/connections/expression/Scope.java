package io.mainstem.connections.expression;

import dev.cel.runtime.CelVariableResolver;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The values of variables for one evaluation. Made by {@link Environment#scope}. */
public final class Scope {
  private final Map<String, Object> values;
  private final @Nullable Inner inner;

  /** One more variable: an element of a list that is walked. */
  private record Inner(String name, Object element, @Nullable Inner outer) {}

  Scope(Map<String, Object> values) {
    this(values, null);
  }

  private Scope(Map<String, Object> values, @Nullable Inner inner) {
    this.values = values;
    this.inner = inner;
  }

  /** The same, with one more variable: an element {@link Compiled#elements} gave. */
  public Scope with(String variable, Object element) {
    return new Scope(values, new Inner(variable, element, inner));
  }

  @Nullable Object value(String name) {
    for (Inner at = inner; at != null; at = at.outer()) {
      if (at.name().equals(name)) {
        return at.element();
      }
    }
    return values.get(name);
  }

  /** For the engine, which would copy a map each time it is given one. */
  CelVariableResolver resolver() {
    return name -> Optional.ofNullable(value(name));
  }
}
