package io.mainstem.canonicalizer.resolve;

import io.mainstem.canonicalizer.fragment.Cause;
import io.mainstem.connections.identity.MatchRules;
import io.mainstem.connections.identity.Verdicts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which pairs of like records a person should look at; told once, and again when it is settled. */
final class Suggestions {
  private final ResolveStore store;
  private final String entity;
  private final ResolveRules rules;

  Suggestions(ResolveStore store, String entity, ResolveRules rules) {
    this.store = store;
    this.entity = entity;
    this.rules = rules;
  }

  /** What is newly suggested and what no longer is, of pairs with one of these records. */
  List<ResolveStep> of(Collection<String> keys, Verdicts verdicts, Cause cause) {
    MatchRules matching = rules.matching();
    if (matching == null) {
      return List.of();
    }
    List<ResolveStep> steps = new ArrayList<>();
    Set<Like> seen = new HashSet<>();
    for (String key : keys) {
      Map<String, Double> likes = store.likes(key);
      Map<String, Double> told = store.suggested(key);
      Set<String> others = new TreeSet<>(likes.keySet());
      others.addAll(told.keySet());
      for (String other : others) {
        Like pair = Like.of(key, other, 0);
        if (seen.add(pair)) {
          Double like = likes.get(other);
          Double bits = like != null && isOpen(pair, verdicts) ? like : null;
          if (!Objects.equals(bits, told.get(other))) {
            mark(key, other, bits);
            mark(other, key, bits);
            add(steps, pair, bits, matching, cause);
          }
        }
      }
    }
    return steps;
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
      List<ResolveStep> steps, Like pair, @Nullable Double bits, MatchRules matching, Cause cause) {
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
                matching.matcher().evidence(left.profile(), right.profile()),
                matching.matcher().links(bits) ? stopped(left, right, matching) : null,
                cause));
  }

  private String stopped(SourceRecord left, SourceRecord right, MatchRules matching) {
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
