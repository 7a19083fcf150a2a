package io.mainstem.connections.expression;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A map that answers a key it does not have with what stands for an absent value. */
final class Entries extends AbstractMap<String, Object> {
  private final Map<String, Object> entries;
  private final Object absent;

  Entries(Map<String, Object> entries, Object absent) {
    this.entries = entries;
    this.absent = absent;
  }

  @Override
  public Object get(@Nullable Object key) {
    return entries.getOrDefault(key, absent);
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return entries.containsKey(key);
  }

  @Override
  public Set<Entry<String, Object>> entrySet() {
    return entries.entrySet();
  }
}
