package io.mainstem.connections.identity;

import java.util.HashMap;
import java.util.Map;

/** Words of streets and firms, to the short form people use for them. */
final class Abbreviations {
  private static final String TABLE = "/identity/abbreviations.txt";

  private Abbreviations() {}

  /** Word to its short form. */
  static Map<String, String> read() {
    Map<String, String> shorts = new HashMap<>();
    Table.read(TABLE)
        .forEach(
            line ->
                line.subList(1, line.size()).forEach(word -> shorts.put(word, line.getFirst())));
    return Map.copyOf(shorts);
  }
}
