package io.mainstem.connections.expression;

import dev.cel.runtime.CelVariableResolver;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The values of variables for one evaluation. Made by {@link Environment#scope}. */
public final class Scope {
  private final Map<String, Object> values;

  Scope(Map<String, Object> values) {
    this.values = values;
  }

  /** The same, with one more variable: an element {@link Compiled#elements} gave. */
  public Scope with(String variable, Object element) {
    Map<String, Object> more = new HashMap<>(values);
    more.put(variable, element);
    return new Scope(more);
  }

  Map<String, Object> values() {
    return values;
  }

  /** For the engine, which would copy a map each time it is given one. */
  CelVariableResolver resolver() {
    return name -> Optional.ofNullable(values.get(name));
  }
}
