package io.mainstem.canonicalizer.resolve;

import io.mainstem.canonicalizer.fragment.Cause;
import io.mainstem.canonicalizer.fragment.SourceFragment;
import io.mainstem.canonicalizer.fragment.Token;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the clusters right while records come, change their identifiers and go: each fragment
 * recomputes the part of the graph it can touch, with {@link Clusters}, and tells what changed.
 */
public final class Resolver {
  private final ResolveStore store;
  private final Guards guards;
  private final Clusters clusters;

  public Resolver(ResolveStore store, Guards guards) {
    this.store = store;
    this.guards = guards;
    this.clusters = new Clusters(guards);
  }

  /** Takes one fragment in; the steps are in the order in which they must be carried out. */
  public List<ResolveStep> resolve(SourceFragment fragment, Cause cause) {
    SourceRecord before = store.record(fragment.key());
    SourceRecord after = before == null ? SourceRecord.first(fragment) : before.with(fragment);
    if (after.equals(before) && !cause.outcomeDue()) {
      return List.of();
    }
    if (!after.everLive()) {
      store.put(after);
      return List.of(new ResolveStep.Merge(fragment.entity(), after.alias(), List.of(), cause));
    }
    Map<String, SourceRecord> reach = reindex(before, after);
    List<Cluster> present = clusters.of(reach.values());
    boolean valuesChanged = before == null || !sameValues(before, after);
    return steps(present, reach, after.key(), valuesChanged, cause);
  }

  /** Puts the record with its new identifiers; gives all records whose cluster can change by it. */
  private Map<String, SourceRecord> reindex(@Nullable SourceRecord before, SourceRecord after) {
    String entity = after.latest().entity();
    Set<Token> old = before == null || !before.everLive() ? Set.of() : Set.copyOf(before.tokens());
    Set<Token> now = Set.copyOf(after.tokens());
    Set<Token> touched = new HashSet<>(old);
    touched.addAll(now);
    Map<String, SourceRecord> reach = new TreeMap<>();
    if (before != null) {
      reach.put(before.key(), before);
    }
    touched.forEach(token -> addHolders(reach, entity, token));
    expand(reach, entity);

    if (before != null && old.equals(now)) {
      store.put(after);
      reach.put(after.key(), after);
      return reach;
    }
    old.stream()
        .filter(token -> !now.contains(token))
        .forEach(token -> store.release(entity, token, after.key()));
    now.stream()
        .filter(token -> !old.contains(token))
        .forEach(token -> store.hold(entity, token, after.key()));
    store.put(after);
    reach.put(after.key(), after);
    expand(reach, entity);
    return reach;
  }

  /** Follows shared identifiers until nothing new is found. */
  private void expand(Map<String, SourceRecord> reach, String entity) {
    Deque<SourceRecord> open = new ArrayDeque<>(reach.values());
    Set<Token> followed = new HashSet<>();
    while (!open.isEmpty() && reach.size() < Guards.MAX_REACH) {
      for (Token token : open.remove().tokens()) {
        if (followed.add(token)) {
          open.addAll(addHolders(reach, entity, token));
        }
      }
    }
  }

  private List<SourceRecord> addHolders(
      Map<String, SourceRecord> reach, String entity, Token token) {
    List<String> holders = store.holders(entity, token, guards.maxShared() + 1);
    List<SourceRecord> added = new ArrayList<>();
    for (String key : holders) {
      if (!reach.containsKey(key)) {
        SourceRecord holder =
            Objects.requireNonNull(store.record(key), "a holder of a token is always stored");
        reach.put(key, holder);
        added.add(holder);
      }
    }
    return added;
  }

  private List<ResolveStep> steps(
      List<Cluster> present,
      Map<String, SourceRecord> reach,
      String changedKey,
      boolean valuesChanged,
      Cause cause) {
    List<ResolveStep> steps = new ArrayList<>();
    for (Cluster cluster : present) {
      boolean ofEvent = cluster.holds(changedKey);
      boolean told =
          ofEvent && (valuesChanged || cause.outcomeDue() || cluster.members().size() > 1);
      if (told || !membersBefore(reach.values(), cluster.id()).equals(keys(cluster))) {
        steps.add(merge(cluster, ofEvent ? cause : cause.withoutOutcome()));
      }
      for (SourceRecord member : cluster.members()) {
        steps.addAll(settle(cluster, member, cause.withoutOutcome()));
      }
    }
    return steps;
  }

  private List<ResolveStep> settle(Cluster cluster, SourceRecord member, Cause cause) {
    if (cluster.id().equals(member.canonicalId())) {
      return List.of();
    }
    store.put(member.in(cluster.id()));
    List<ResolveStep> steps = new ArrayList<>();
    if (member.everCanonical() && !member.alias().equals(cluster.id())) {
      steps.add(
          new ResolveStep.Absorb(member.latest().entity(), member.alias(), cluster.id(), cause));
    }
    LinkReason why = LinkReason.of(cluster, member);
    steps.add(
        new ResolveStep.Linked(member.latest(), cluster.id(), why.rule(), why.words(), cause));
    return steps;
  }

  private static ResolveStep merge(Cluster cluster, Cause cause) {
    return new ResolveStep.Merge(
        cluster.founder().latest().entity(),
        cluster.id(),
        cluster.members().stream().map(SourceRecord::member).toList(),
        cause);
  }

  private static boolean sameValues(SourceRecord before, SourceRecord after) {
    return before.standing().gone() == after.standing().gone()
        && before.latest().stamp().sameContent(after.latest().stamp());
  }

  private static Set<String> membersBefore(Collection<SourceRecord> records, String id) {
    Set<String> keys = new HashSet<>();
    records.stream()
        .filter(candidate -> id.equals(candidate.canonicalId()))
        .forEach(candidate -> keys.add(candidate.key()));
    return keys;
  }

  private static Set<String> keys(Cluster cluster) {
    Set<String> keys = new LinkedHashSet<>();
    cluster.members().forEach(member -> keys.add(member.key()));
    return keys;
  }
}
