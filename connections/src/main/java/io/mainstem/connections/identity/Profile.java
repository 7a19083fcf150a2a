package io.mainstem.connections.identity;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What one record is compared by.
 *
 * @param values for each comparison of the model its plain values; empty where the record has none
 * @param blocks digests of its blocking keys: records that share one are compared
 */
public record Profile(List<List<String>> values, List<String> blocks) {
  public static final Profile EMPTY = new Profile(List.of(), List.of());

  public Profile {
    values = List.copyOf(values);
    blocks = List.copyOf(blocks);
  }

  /** The same, to be compared with others in these blocks too. */
  public Profile alsoIn(Collection<String> more) {
    Set<String> all = new LinkedHashSet<>(blocks);
    all.addAll(more);
    return new Profile(values, List.copyOf(all));
  }
}
