package io.mainstem.anomaly.metric;

import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * What a number is about: one id per dimension, and the unit it is counted in, since amounts in two
 * currencies never add up.
 *
 * @param ids dimension to id, an alias or a canonical id
 * @param unit ISO 4217 for money, {@code H87} for counts
 */
public record Scope(NavigableMap<String, String> ids, String unit) {

  public Scope {
    ids = java.util.Collections.unmodifiableNavigableMap(new TreeMap<>(ids));
  }

  /** A text that is equal for equal scopes; ids hold none of its separators. */
  public String key() {
    return idsKey() + ";" + unit;
  }

  /** The ids without the unit: {@code site=sit_…;terminal=ter_…}. */
  public String idsKey() {
    return ids.entrySet().stream()
        .map(id -> id.getKey() + "=" + id.getValue())
        .collect(Collectors.joining(";"));
  }

  public String id(String dimension) {
    String id = ids.get(dimension);
    if (id == null) {
      throw new IllegalArgumentException("dimension: " + dimension + " (expected: " + ids + ")");
    }
    return id;
  }

  /** The same scope with each alias replaced by the canonical id it belongs to now. */
  public Scope resolved(UnaryOperator<String> canonicalId) {
    TreeMap<String, String> resolved = new TreeMap<>(ids);
    resolved.replaceAll((_, id) -> canonicalId.apply(id));
    return new Scope(resolved, unit);
  }
}
