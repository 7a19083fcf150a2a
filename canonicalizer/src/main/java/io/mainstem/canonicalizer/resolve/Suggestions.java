package io.mainstem.canonicalizer.resolve;

import io.mainstem.canonicalizer.fragment.Cause;
import io.mainstem.connections.identity.Evidence;
import io.mainstem.connections.identity.MatchRules;
import io.mainstem.connections.identity.Verdicts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which pairs of records a person should look at: those that are alike, and those whose link a
 * guard has stopped. Told once, and again when it is settled.
 */
final class Suggestions {
  private final ResolveStore store;
  private final String entity;
  private final ResolveRules rules;

  Suggestions(ResolveStore store, String entity, ResolveRules rules) {
    this.store = store;
    this.entity = entity;
    this.rules = rules;
  }

  /**
   * What is newly suggested and what no longer is, of pairs with one of these records.
   *
   * @param stops all there are of these records
   */
  List<ResolveStep> of(
      Collection<String> keys, Collection<Stop> stops, Verdicts verdicts, Cause cause) {
    Map<Like, Stop> stopped = new HashMap<>();
    stops.forEach(stop -> stopped.putIfAbsent(Like.of(stop.left(), stop.right(), 0), stop));
    List<ResolveStep> steps = new ArrayList<>();
    Set<Like> seen = new HashSet<>();
    for (String key : keys) {
      Map<String, Double> likes = rules.matching() == null ? Map.of() : store.likes(key);
      Map<String, Double> told = store.suggested(key);
      Set<String> others = new TreeSet<>(likes.keySet());
      others.addAll(told.keySet());
      stops.forEach(stop -> other(stop, key, others));
      for (String other : others) {
        Like pair = Like.of(key, other, 0);
        if (seen.add(pair)) {
          Stop stop = stopped.get(pair);
          Double bits = isOpen(pair, verdicts) ? bits(pair, likes.get(other), stop) : null;
          if (!Objects.equals(bits, told.get(other))) {
            mark(key, other, bits);
            mark(other, key, bits);
            add(steps, pair, bits, stop, cause);
          }
        }
      }
    }
    return steps;
  }

  private static void other(Stop stop, String key, Set<String> others) {
    if (stop.left().equals(key)) {
      others.add(stop.right());
    } else if (stop.right().equals(key)) {
      others.add(stop.left());
    }
  }

  /** What likeness and a stopped identifier say together; null where neither says anything. */
  private @Nullable Double bits(Like pair, @Nullable Double like, @Nullable Stop stop) {
    if (stop == null) {
      return like;
    }
    MatchRules matching = rules.matching();
    SourceRecord left = Objects.requireNonNull(store.record(pair.left()));
    SourceRecord right = Objects.requireNonNull(store.record(pair.right()));
    return matching != null && matching.matcher().canCompare(left.profile(), right.profile())
        ? stop.bits() + matching.matcher().weight(left.profile(), right.profile())
        : stop.bits();
  }

  private boolean isOpen(Like pair, Verdicts verdicts) {
    SourceRecord left = store.record(pair.left());
    SourceRecord right = store.record(pair.right());
    return left != null
        && right != null
        && left.canonicalId() != null
        && !left.canonicalId().equals(right.canonicalId())
        && !verdicts.forbids(pair.left(), pair.right());
  }

  private void mark(String key, String other, @Nullable Double bits) {
    Map<String, Double> told = new TreeMap<>(store.suggested(key));
    if (bits == null) {
      told.remove(other);
    } else {
      told.put(other, bits);
    }
    store.putSuggested(key, told);
  }

  private void add(
      List<ResolveStep> steps, Like pair, @Nullable Double bits, @Nullable Stop stop, Cause cause) {
    SourceRecord left = store.record(pair.left());
    SourceRecord right = store.record(pair.right());
    if (left == null || right == null) {
      return;
    }
    steps.add(
        bits == null
            ? new ResolveStep.Settled(
                entity, left.latest().source(), right.latest().source(), cause)
            : new ResolveStep.Suggested(
                entity,
                left.latest().source(),
                right.latest().source(),
                bits,
                evidence(left, right, stop),
                stop == null ? unlinked(left, right, bits) : stop.why(),
                cause));
  }

  private List<Evidence> evidence(SourceRecord left, SourceRecord right, @Nullable Stop stop) {
    List<Evidence> evidence = new ArrayList<>();
    if (stop != null) {
      evidence.add(stop.evidence());
    }
    MatchRules matching = rules.matching();
    if (matching != null) {
      evidence.addAll(matching.matcher().evidence(left.profile(), right.profile()));
    }
    return evidence;
  }

  /** Why two records that are alike enough are not linked; null where they are not. */
  private @Nullable String unlinked(SourceRecord left, SourceRecord right, double bits) {
    MatchRules matching = rules.matching();
    if (matching == null || !matching.matcher().links(bits)) {
      return null;
    }
    if (rules.reportOnly()) {
      return "Nothing is linked here but by a person (reportOnly).";
    }
    if (matching.distinctPerConnection()
        && left.latest().source().connection().equals(right.latest().source().connection())) {
      return "Both come from one connection, which lists each thing once.";
    }
    return "Together with what either is already linked to they would be too many ("
        + rules.guards().maxCluster()
        + "), or too unlike.";
  }
}
