package io.mainstem.canonicalizer.resolve;

import io.mainstem.canonicalizer.fragment.Cause;
import io.mainstem.canonicalizer.fragment.SourceFragment;
import io.mainstem.canonicalizer.fragment.Token;
import io.mainstem.connections.identity.Decision;
import io.mainstem.connections.identity.MatchRules;
import io.mainstem.connections.identity.Verdicts;
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
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the clusters of one entity right while records come, change and go, and people decide: each
 * fragment and each decision recomputes the part of the graph it can touch, with {@link Clusters},
 * and tells what changed.
 */
public final class Resolver {
  private final RememberingStore store;
  private final String entity;
  private final ResolveRules rules;
  private final Clusters clusters;
  private final @Nullable Likes likes;
  private final Suggestions suggestions;

  public Resolver(ResolveStore store, String entity, ResolveRules rules) {
    RememberingStore remembering = new RememberingStore(store);
    this.store = remembering;
    this.entity = entity;
    this.rules = rules;
    this.clusters = new Clusters(rules);
    MatchRules matching = rules.matching();
    this.suggestions = new Suggestions(remembering, entity, rules);
    this.likes = matching == null ? null : new Likes(remembering, entity, matching);
  }

  /** Takes one fragment in; the steps are in the order in which they must be carried out. */
  public List<ResolveStep> resolve(SourceFragment fragment, Cause cause) {
    return settled(() -> take(fragment, cause));
  }

  private List<ResolveStep> take(SourceFragment fragment, Cause cause) {
    SourceRecord before = store.record(fragment.key());
    SourceRecord after = before == null ? SourceRecord.first(fragment) : before.with(fragment);
    if (after.equals(before) && !cause.outcomeDue()) {
      return List.of();
    }
    if (!after.everLive()) {
      remember(before, after);
      store.put(after);
      return List.of(new ResolveStep.Merge(entity, after.alias(), List.of(), cause));
    }
    Map<String, SourceRecord> reach = reindex(before, after);
    if (remember(before, after)) {
      expand(reach);
    }
    boolean valuesChanged = before == null || !sameValues(before, after);
    return settle(
        reach,
        cluster -> cluster.holds(after.key()),
        cluster -> valuesChanged || cause.outcomeDue() || cluster.members().size() > 1,
        cause);
  }

  /**
   * First of three steps by which all records come under these rules: puts one with its new
   * identifiers and blocks, and tells nobody.
   *
   * @param before as it is held in this store by whatever rules; null where it is not
   */
  public void place(@Nullable SourceRecord before, SourceRecord after) {
    settled(
        () -> {
          if (after.everLive()) {
            index(before, after);
          }
          store.put(after);
          return List.of();
        });
  }

  private void index(@Nullable SourceRecord before, SourceRecord after) {
    Set<Token> old = before == null ? Set.of() : Set.copyOf(before.tokens());
    hold(old, Set.copyOf(after.tokens()), after.key());
    Likes.place(store, entity, before == null ? Set.of() : before.blocks(), after);
    if (!store.likes(after.key()).isEmpty()) {
      store.putLikes(after.key(), Map.of());
    }
  }

  /** Who held the old identifiers holds the new ones. */
  private void hold(Set<Token> old, Set<Token> now, String key) {
    old.stream()
        .filter(token -> !now.contains(token))
        .forEach(token -> store.release(entity, token, key));
    now.stream()
        .filter(token -> !old.contains(token))
        .forEach(token -> store.hold(entity, token, key));
  }

  /** Second, once all are placed: compares a record with those it shares a block with. */
  public void compare(String key) {
    settled(
        () -> {
          SourceRecord known = store.record(key);
          if (likes != null && known != null && known.everLive()) {
            likes.compare(known);
          }
          return List.of();
        });
  }

  /** Third, once all are compared: what becomes of the record's cluster. */
  public List<ResolveStep> settle(String key, Cause cause) {
    // Each cluster once, when its founder comes: members it lost may be out of reach.
    return settled(
        () ->
            settle(
                reach(key),
                cluster -> cluster.founder().key().equals(key),
                cluster -> true,
                cause));
  }

  /** The canonical id the record would have; null for one that never said anything. */
  public @Nullable String canonicalId(String key) {
    try {
      Map<String, SourceRecord> reach = reach(key);
      return clusters
          .of(reach.values(), likesAmong(reach), verdicts(reach.keySet(), List.of()))
          .clusters()
          .stream()
          .filter(cluster -> cluster.holds(key))
          .map(Cluster::id)
          .findFirst()
          .orElse(null);
    } finally {
      store.forget();
    }
  }

  private Map<String, SourceRecord> reach(String key) {
    Map<String, SourceRecord> reach = new TreeMap<>();
    addRecord(reach, key);
    expand(reach);
    return reach;
  }

  /**
   * Takes in what a person decided; records that are not known yet are bound by it once they are.
   */
  public List<ResolveStep> decide(Decision decision, Cause cause) {
    return settled(() -> follow(decision, cause));
  }

  private List<ResolveStep> follow(Decision decision, Cause cause) {
    Map<String, SourceRecord> reach = new TreeMap<>();
    for (String key : decision.records()) {
      store.decisions(key).stream()
          .filter(known -> known.id().equals(decision.id()))
          .forEach(known -> known.records().forEach(named -> addRecord(reach, named)));
      addRecord(reach, key);
    }
    expand(reach);
    for (String key : decision.records()) {
      List<Decision> known = new ArrayList<>(store.decisions(key));
      known.removeIf(other -> other.id().equals(decision.id()));
      known.add(decision);
      store.putDecisions(key, known);
    }
    expand(reach);
    List<ResolveStep> steps =
        new ArrayList<>(settle(reach, cluster -> false, cluster -> false, cause));
    verdicts(reach.keySet(), decision.records()).contradictions().stream()
        .filter(each -> each.refused().equals(decision))
        .map(each -> new ResolveStep.Refused(decision, each.chain()))
        .forEach(steps::add);
    return steps;
  }

  /** Keeps what the record's vendor made one, with both records; whether that is news. */
  private boolean remember(@Nullable SourceRecord before, SourceRecord after) {
    Decision old = before == null ? null : before.vendorMerge();
    Decision now = after.vendorMerge();
    if (Objects.equals(old, now)) {
      return false;
    }
    if (old != null) {
      for (String key : old.records()) {
        List<Decision> rest = new ArrayList<>(store.decisions(key));
        rest.remove(old);
        store.putDecisions(key, rest);
      }
    }
    if (now != null) {
      for (String key : now.records()) {
        List<Decision> all = new ArrayList<>(store.decisions(key));
        all.add(now);
        store.putDecisions(key, all);
      }
    }
    return true;
  }

  /** What one event changes is written when all of it is known. */
  private List<ResolveStep> settled(Supplier<List<ResolveStep>> work) {
    try {
      List<ResolveStep> steps = work.get();
      store.settle();
      return steps;
    } finally {
      store.forget();
    }
  }

  /** Puts the record with its new identifiers; gives all records whose cluster can change by it. */
  private Map<String, SourceRecord> reindex(@Nullable SourceRecord before, SourceRecord after) {
    boolean known = before != null && before.everLive();
    SourceRecord live = known ? before : null;
    Set<Token> old = live == null ? Set.of() : Set.copyOf(live.tokens());
    Set<Token> now = Set.copyOf(after.tokens());
    Set<Token> touched = new HashSet<>(old);
    touched.addAll(now);
    Map<String, SourceRecord> reach = new TreeMap<>();
    if (before != null) {
      reach.put(before.key(), before);
    }
    touched.forEach(token -> addHolders(reach, token));
    expand(reach);

    boolean sameProfile = live != null && live.profile().equals(after.profile());
    if (live == null || !old.equals(now)) {
      hold(old, now, after.key());
    } else if (sameProfile) {
      store.put(after);
      reach.put(after.key(), after);
      return reach;
    }
    Set<String> alike = likes == null || sameProfile ? Set.of() : likes.update(live, after);
    store.put(after);
    reach.put(after.key(), after);
    alike.forEach(key -> addRecord(reach, key));
    expand(reach);
    return reach;
  }

  /** Follows shared identifiers, likenesses that link, and decisions until nothing new is found. */
  private void expand(Map<String, SourceRecord> reach) {
    Deque<SourceRecord> open = new ArrayDeque<>(reach.values());
    Set<Token> followed = new HashSet<>();
    while (!open.isEmpty() && reach.size() < Guards.MAX_REACH) {
      SourceRecord next = open.remove();
      for (Token token : next.tokens()) {
        if (followed.add(token)) {
          open.addAll(addHolders(reach, token));
        }
      }
      for (String key : linked(next.key())) {
        SourceRecord added = addRecord(reach, key);
        if (added != null) {
          open.add(added);
        }
      }
    }
  }

  private Set<String> linked(String key) {
    Set<String> linked = new LinkedHashSet<>();
    MatchRules matching = rules.matching();
    if (matching != null) {
      store
          .likes(key)
          .forEach(
              (other, bits) -> {
                if (matching.matcher().links(bits)) {
                  linked.add(other);
                }
              });
    }
    for (Decision decision : store.decisions(key)) {
      if (decision.kind() == Decision.Kind.MUST_LINK
          || decision.kind() == Decision.Kind.VENDOR_MERGE) {
        linked.addAll(decision.records());
      }
    }
    return linked;
  }

  private List<SourceRecord> addHolders(Map<String, SourceRecord> reach, Token token) {
    List<SourceRecord> added = new ArrayList<>();
    for (String key : store.holders(entity, token, rules.guards().maxShared() + 1)) {
      SourceRecord holder = addRecord(reach, key);
      if (holder != null) {
        added.add(holder);
      }
    }
    return added;
  }

  /** The record if it was not in reach before and has ever said something. */
  private @Nullable SourceRecord addRecord(Map<String, SourceRecord> reach, String key) {
    if (reach.containsKey(key)) {
      return null;
    }
    SourceRecord known = store.record(key);
    if (known == null || !known.everLive()) {
      return null;
    }
    reach.put(key, known);
    return known;
  }

  private List<ResolveStep> settle(
      Map<String, SourceRecord> reach,
      Predicate<Cluster> isOfCause,
      Predicate<Cluster> isTold,
      Cause cause) {
    Verdicts verdicts = verdicts(reach.keySet(), List.of());
    Clusters.Found present = clusters.of(reach.values(), likesAmong(reach), verdicts);
    List<ResolveStep> steps = new ArrayList<>();
    for (Cluster cluster : present.clusters()) {
      boolean ofEvent = isOfCause.test(cluster);
      boolean told = ofEvent && isTold.test(cluster);
      if (told || !membersBefore(reach.values(), cluster.id()).equals(keys(cluster))) {
        steps.add(merge(cluster, ofEvent ? cause : cause.withoutOutcome()));
      }
      for (SourceRecord member : cluster.members()) {
        steps.addAll(settle(cluster, member, verdicts, cause.withoutOutcome()));
      }
    }
    steps.addAll(suggestions.of(reach.keySet(), present.stops(), verdicts, cause.withoutOutcome()));
    return steps;
  }

  private List<ResolveStep> settle(
      Cluster cluster, SourceRecord member, Verdicts verdicts, Cause cause) {
    if (cluster.id().equals(member.canonicalId())) {
      return List.of();
    }
    store.put(member.in(cluster.id()));
    List<ResolveStep> steps = new ArrayList<>();
    if (member.everCanonical() && !member.alias().equals(cluster.id())) {
      steps.add(new ResolveStep.Absorb(entity, member.alias(), cluster.id(), cause));
    }
    LinkReason why = LinkReason.of(cluster, member, verdicts, rules.matching());
    steps.add(
        new ResolveStep.Linked(
            member.latest(), cluster.id(), member.canonicalId(), why.rule(), why.words(), cause));
    return steps;
  }

  private ResolveStep merge(Cluster cluster, Cause cause) {
    return new ResolveStep.Merge(
        entity, cluster.id(), cluster.members().stream().map(SourceRecord::member).toList(), cause);
  }

  private List<Like> likesAmong(Map<String, SourceRecord> reach) {
    if (likes == null) {
      return List.of();
    }
    List<Like> among = new ArrayList<>();
    for (String key : reach.keySet()) {
      store
          .likes(key)
          .forEach(
              (other, bits) -> {
                if (key.compareTo(other) < 0 && reach.containsKey(other)) {
                  among.add(new Like(key, other, bits));
                }
              });
    }
    return among;
  }

  private Verdicts verdicts(Collection<String> keys, Collection<String> alsoOf) {
    Set<Decision> decisions = new HashSet<>();
    keys.forEach(key -> decisions.addAll(store.decisions(key)));
    alsoOf.forEach(key -> decisions.addAll(store.decisions(key)));
    return Verdicts.of(decisions);
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
