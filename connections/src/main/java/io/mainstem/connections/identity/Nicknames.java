package io.mainstem.connections.identity;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Given names that are short for others. One name may be short for several. */
final class Nicknames {
  private static final String TABLE = "/identity/nicknames.txt";
  private static final Map<String, Set<String>> LONG_FORMS = read();

  private Nicknames() {}

  /** Whether one is short for the other, or both are short for a third. */
  static boolean same(String left, String right) {
    Set<String> ours = LONG_FORMS.get(left);
    Set<String> theirs = LONG_FORMS.get(right);
    return ours != null && theirs != null && ours.stream().anyMatch(theirs::contains);
  }

  private static Map<String, Set<String>> read() {
    Map<String, Set<String>> longForms = new HashMap<>();
    for (List<String> names : Table.read(TABLE)) {
      for (String name : names) {
        longForms.computeIfAbsent(name, n -> new TreeSet<>()).add(names.getFirst());
      }
    }
    return longForms;
  }
}
