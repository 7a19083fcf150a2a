package io.mainstem.connections.identity;

import java.util.List;

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
}
