package io.mainstem.canonicalizer.resolve;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Blocks known to be too large, the most recently asked for: what is in here is; of any other block
 * one must look. Saves counting the members of the same common blocks for every record.
 */
final class LargeBlocks {
  static final int MAX_KNOWN = 50_000;

  private final Map<String, Boolean> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > MAX_KNOWN;
        }
      };

  boolean holds(String block) {
    return known.get(block) != null;
  }

  void add(String block) {
    known.put(block, true);
  }

  void remove(String block) {
    known.remove(block);
  }
}
