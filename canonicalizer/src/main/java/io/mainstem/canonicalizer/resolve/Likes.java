package io.mainstem.canonicalizer.resolve;

import io.mainstem.connections.identity.MatchRules;
import io.mainstem.connections.identity.Profile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the pairs of like records of one entity right while records come, change and go. Two
 * records are compared where they share a block of no more than {@link #MAX_BLOCK} records: so it
 * is a function of the set of records, and each costs a bounded number of comparisons.
 */
public final class Likes {
  /** A block of more records than this tells nothing of its records. */
  static final int MAX_BLOCK = 50;

  private final ResolveStore store;
  private final String entity;
  private final MatchRules rules;
  private final LargeBlocks large = new LargeBlocks();

  Likes(ResolveStore store, String entity, MatchRules rules) {
    this.store = store;
    this.entity = entity;
    this.rules = rules;
  }

  /** All pairs of a set, in one go. */
  public static List<Like> among(Collection<SourceRecord> records, @Nullable MatchRules rules) {
    if (rules == null) {
      return List.of();
    }
    Map<String, List<SourceRecord>> blocks = new HashMap<>();
    for (SourceRecord each : records) {
      each.blocks()
          .forEach(block -> blocks.computeIfAbsent(block, b -> new ArrayList<>()).add(each));
    }
    return blocks.values().stream()
        .filter(block -> block.size() <= MAX_BLOCK)
        .flatMap(block -> ofBlock(block, rules).stream())
        .distinct()
        .toList();
  }

  /**
   * Takes in that a record now has other blocks and values.
   *
   * @return keys of other records that are, or were until now, alike to some record otherwise
   */
  Set<String> update(@Nullable SourceRecord before, SourceRecord after) {
    Set<String> old = before == null ? Set.of() : before.blocks();
    Set<String> now = after.blocks();
    Set<String> touched = new HashSet<>();
    for (String block : old) {
      if (!now.contains(block)) {
        leave(block, after.key(), touched);
      }
    }
    Map<String, Profile> candidates = new HashMap<>();
    for (String block : now) {
      enter(block, old.contains(block), after, candidates, touched);
    }
    candidates.remove(after.key());
    replace(after, candidates, touched);
    touched.remove(after.key());
    return touched;
  }

  /** Puts a record in its blocks where nobody is compared yet, and takes it out of others. */
  static void place(ResolveStore store, String entity, Set<String> old, SourceRecord after) {
    Set<String> now = after.blocks();
    old.stream()
        .filter(block -> !now.contains(block))
        .forEach(block -> store.leave(entity, block, after.key()));
    now.forEach(block -> store.enter(entity, block, after.key(), null));
  }

  /** Compares a record anew where all records stand in their blocks already. */
  void compare(SourceRecord one) {
    Map<String, Profile> candidates = new HashMap<>();
    for (String block : one.blocks()) {
      if (!isLarge(block)) {
        store
            .block(entity, block, MAX_BLOCK)
            .forEach(each -> candidates.computeIfAbsent(each.key(), key -> profile(each)));
        store.enter(entity, block, one.key(), one.profile());
      }
    }
    candidates.remove(one.key());
    Map<String, Double> now = likes(one, candidates);
    if (!now.equals(store.likes(one.key()))) {
      store.putLikes(one.key(), now);
    }
  }

  private Map<String, Double> likes(SourceRecord one, Map<String, Profile> candidates) {
    Map<String, Double> likes = new TreeMap<>();
    candidates.forEach(
        (key, profile) -> {
          double bits = bits(one.key(), one.profile(), key, profile, rules);
          if (isKept(bits, rules)) {
            likes.put(key, bits);
          }
        });
    return likes;
  }

  private void replace(SourceRecord after, Map<String, Profile> candidates, Set<String> touched) {
    Map<String, Double> old = store.likes(after.key());
    Map<String, Double> now = likes(after, candidates);
    for (String gone : old.keySet()) {
      if (!now.containsKey(gone)) {
        forget(gone, after.key());
        touched.add(gone);
      }
    }
    now.forEach(
        (key, bits) -> {
          if (!bits.equals(old.get(key))) {
            remember(key, after.key(), bits);
            touched.add(key);
          }
        });
    if (!old.equals(now)) {
      store.putLikes(after.key(), now);
    }
  }

  /** Puts the record in a block, with its present values, and adds who else is in it. */
  private void enter(
      String block,
      boolean already,
      SourceRecord next,
      Map<String, Profile> candidates,
      Set<String> touched) {
    List<Neighbour> before =
        large.holds(block) ? List.of() : store.block(entity, block, MAX_BLOCK + 1);
    boolean tooLarge = large.holds(block) || before.size() + (already ? 0 : 1) > MAX_BLOCK;
    store.enter(entity, block, next.key(), tooLarge ? null : next.profile());
    if (!tooLarge) {
      before.forEach(each -> candidates.computeIfAbsent(each.key(), key -> profile(each)));
      return;
    }
    large.add(block);
    if (!already && before.size() == MAX_BLOCK) {
      overflow(before, touched);
    }
  }

  /** These shared a block until it became too large. */
  private void overflow(List<Neighbour> members, Set<String> touched) {
    Set<String> keys = new HashSet<>();
    members.forEach(member -> keys.add(member.key()));
    for (String key : keys) {
      Map<String, Double> likes = new TreeMap<>(store.likes(key));
      if (likes.keySet().removeIf(other -> keys.contains(other) && !share(key, other))) {
        store.putLikes(key, likes);
        touched.add(key);
      }
    }
  }

  private void leave(String block, String key, Set<String> touched) {
    boolean tooLarge = isLarge(block);
    store.leave(entity, block, key);
    if (!tooLarge) {
      return;
    }
    List<Neighbour> left = store.block(entity, block, MAX_BLOCK + 1);
    if (left.size() > MAX_BLOCK) {
      return;
    }
    large.remove(block);
    List<SourceRecord> records = left.stream().map(each -> known(each.key())).toList();
    for (Like like : ofBlock(records, rules)) {
      remember(like.left(), like.right(), like.bits());
      remember(like.right(), like.left(), like.bits());
      touched.add(like.left());
      touched.add(like.right());
    }
  }

  private static List<Like> ofBlock(List<SourceRecord> block, MatchRules rules) {
    List<Like> likes = new ArrayList<>();
    for (int i = 0; i < block.size(); i++) {
      for (int j = i + 1; j < block.size(); j++) {
        SourceRecord one = block.get(i);
        SourceRecord other = block.get(j);
        double bits = bits(one.key(), one.profile(), other.key(), other.profile(), rules);
        if (isKept(bits, rules)) {
          likes.add(Like.of(one.key(), other.key(), bits));
        }
      }
    }
    return likes;
  }

  /** Whether a block that is not too large still holds both. */
  private boolean share(String one, String other) {
    Set<String> blocks = known(other).blocks();
    return known(one).blocks().stream().filter(blocks::contains).anyMatch(block -> !isLarge(block));
  }

  private boolean isLarge(String block) {
    if (!large.holds(block) && store.block(entity, block, MAX_BLOCK + 1).size() > MAX_BLOCK) {
      large.add(block);
    }
    return large.holds(block);
  }

  private void remember(String of, String other, double bits) {
    Map<String, Double> likes = new TreeMap<>(store.likes(of));
    if (!Objects.equals(likes.put(other, bits), bits)) {
      store.putLikes(of, likes);
    }
  }

  private void forget(String of, String other) {
    Map<String, Double> likes = new TreeMap<>(store.likes(of));
    if (likes.remove(other) != null) {
      store.putLikes(of, likes);
    }
  }

  private SourceRecord known(String key) {
    return Objects.requireNonNull(store.record(key), "a member of a block is always stored");
  }

  private Profile profile(Neighbour of) {
    Profile kept = of.profile();
    return kept == null ? known(of.key()).profile() : kept;
  }

  /** Always compared in one order: what two long names are worth may depend on it. */
  private static double bits(
      String one, Profile ofOne, String other, Profile ofOther, MatchRules rules) {
    return one.compareTo(other) < 0
        ? rules.matcher().weight(ofOne, ofOther)
        : rules.matcher().weight(ofOther, ofOne);
  }

  private static boolean isKept(double bits, MatchRules rules) {
    return rules.matcher().links(bits) || rules.matcher().asks(bits);
  }
}
