package io.mainstem.connections.identity;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What people's decisions, and after them vendors' own merges, say together. Taken in the order in
 * which they were made; one that contradicts those before it is refused, with the chain that makes
 * it so. A function of the set.
 */
public final class Verdicts {
  private static final Comparator<Decision> PEOPLE_FIRST =
      Comparator.<Decision, Boolean>comparing(
              decision -> decision.kind() == Decision.Kind.VENDOR_MERGE)
          .thenComparing(Decision.EARLIEST_FIRST);

  private final Map<String, Set<String>> together = new HashMap<>();
  private final Set<Pair> apart = new HashSet<>();
  private final Set<Pair> byVendors = new HashSet<>();
  private final List<Contradiction> contradictions = new ArrayList<>();

  /**
   * A decision that cannot hold.
   *
   * @param chain keys of records: each must be linked with the next, or, the first and last, must
   *     not
   */
  public record Contradiction(Decision refused, List<String> chain) {
    public Contradiction {
      chain = List.copyOf(chain);
    }
  }

  /** Two records, in a fixed order. */
  private record Pair(String left, String right) {
    static Pair of(String one, String other) {
      return one.compareTo(other) < 0 ? new Pair(one, other) : new Pair(other, one);
    }
  }

  private Verdicts() {}

  public static Verdicts of(Collection<Decision> decisions) {
    Verdicts verdicts = new Verdicts();
    decisions.stream().distinct().sorted(PEOPLE_FIRST).forEach(verdicts::take);
    return verdicts;
  }

  /** Decisions that are not followed. */
  public List<Contradiction> contradictions() {
    return List.copyOf(contradictions);
  }

  /** Records a person or their vendor has linked with this one, directly. */
  public Set<String> linkedWith(String key) {
    return together.getOrDefault(key, Set.of());
  }

  /** Whether the tool they come from made one of these two, rather than a person. */
  public boolean byVendor(String one, String other) {
    return byVendors.contains(Pair.of(one, other));
  }

  /** Whether a person set these two apart. */
  public boolean forbids(String one, String other) {
    return apart.contains(Pair.of(one, other));
  }

  private void take(Decision decision) {
    List<String> records = decision.records();
    switch (decision.kind()) {
      case REVOKED -> {}
      case MUST_LINK -> {
        var _ = mustLink(decision, records);
      }
      case VENDOR_MERGE -> {
        if (mustLink(decision, records)) {
          byVendors.add(Pair.of(records.getFirst(), records.getLast()));
        }
      }
      case CANNOT_LINK, SPLIT -> {
        String first = records.getFirst();
        for (String other : records.subList(1, records.size())) {
          List<String> chain = chain(first, other);
          if (chain.isEmpty()) {
            apart.add(Pair.of(first, other));
          } else {
            contradictions.add(new Contradiction(decision, chain));
          }
        }
      }
    }
  }

  private boolean mustLink(Decision decision, List<String> records) {
    Set<String> all = new HashSet<>();
    records.forEach(record -> all.addAll(component(record)));
    for (Pair pair : apart) {
      if (all.contains(pair.left()) && all.contains(pair.right())) {
        contradictions.add(new Contradiction(decision, List.of(pair.left(), pair.right())));
        return false;
      }
    }
    String first = records.getFirst();
    for (String other : records.subList(1, records.size())) {
      together.computeIfAbsent(first, key -> new HashSet<>()).add(other);
      together.computeIfAbsent(other, key -> new HashSet<>()).add(first);
    }
    return true;
  }

  private Set<String> component(String from) {
    return paths(from).keySet();
  }

  /** From one to the other over links people made; empty where there is no way. */
  private List<String> chain(String from, String to) {
    Map<String, String> paths = paths(from);
    List<String> chain = new ArrayList<>();
    if (paths.containsKey(to)) {
      for (String at = to; !at.equals(from); at = paths.getOrDefault(at, from)) {
        chain.addFirst(at);
      }
      chain.addFirst(from);
    }
    return chain;
  }

  /** Every record reached, to the one it was reached from. */
  private Map<String, String> paths(String from) {
    Map<String, String> reached = new HashMap<>(Map.of(from, from));
    Deque<String> open = new ArrayDeque<>(List.of(from));
    while (!open.isEmpty()) {
      String at = open.remove();
      for (String next : linkedWith(at)) {
        if (reached.putIfAbsent(next, at) == null) {
          open.add(next);
        }
      }
    }
    return reached;
  }
}
