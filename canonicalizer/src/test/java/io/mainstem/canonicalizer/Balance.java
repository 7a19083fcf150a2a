package io.mainstem.canonicalizer;

import io.mainstem.schemas.event.Outcome;
import io.mainstem.schemas.event.OutcomeKind;
import io.mainstem.schemas.event.SourceEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Conservation (I1) and single outcome (I4): every stored copy of an event has one outcome; the
 * first copy any but DUPLICATE, the others DUPLICATE. Compared id by id, never by totals.
 */
final class Balance {
  private Balance() {}

  /** What is wrong, one sentence each; empty where all is accounted for. */
  static List<String> violations(List<SourceEvent> stored, List<Outcome> outcomes) {
    Map<String, Integer> copies = new HashMap<>();
    stored.forEach(event -> copies.merge(event.getEventId(), 1, Integer::sum));
    Map<String, Integer> terminal = new HashMap<>();
    Map<String, Integer> duplicates = new HashMap<>();
    for (Outcome outcome : outcomes) {
      boolean duplicate = outcome.getKind() == OutcomeKind.DUPLICATE;
      (duplicate ? duplicates : terminal).merge(outcome.getEventId(), 1, Integer::sum);
    }
    TreeSet<String> ids = new TreeSet<>(copies.keySet());
    ids.addAll(terminal.keySet());
    ids.addAll(duplicates.keySet());
    List<String> violations = new ArrayList<>();
    for (String id : ids) {
      int stands = copies.getOrDefault(id, 0);
      expect(violations, id + ": terminal outcomes", stands == 0 ? 0 : 1, terminal.get(id));
      expect(violations, id + ": duplicates", Math.max(0, stands - 1), duplicates.get(id));
    }
    return violations;
  }

  private static void expect(
      List<String> violations, String what, int expected, @Nullable Integer found) {
    int actual = found == null ? 0 : found;
    if (actual != expected) {
      violations.add(what + ": " + actual + " (expected: " + expected + ")");
    }
  }
}
