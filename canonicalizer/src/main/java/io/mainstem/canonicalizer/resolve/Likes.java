package io.mainstem.canonicalizer.resolve;

import io.mainstem.canonicalizer.fragment.Token;
import io.mainstem.connections.identity.MatchRules;
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
  static final int MAX_BLOCK = 100;

  private final ResolveStore store;
  private final String entity;
  private final MatchRules rules;

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
    Map<Token, List<SourceRecord>> blocks = new HashMap<>();
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
    Set<Token> old = before == null ? Set.of() : before.blocks();
    Set<Token> now = after.blocks();
    Set<String> touched = new HashSet<>();
    for (Token block : old) {
      if (!now.contains(block)) {
        leave(block, after.key(), touched);
      }
    }
    for (Token block : now) {
      if (!old.contains(block)) {
        enter(block, after, touched);
      }
    }
    replace(after, touched);
    touched.remove(after.key());
    return touched;
  }

  private void replace(SourceRecord after, Set<String> touched) {
    Map<String, Double> old = store.likes(after.key());
    Map<String, Double> now = new TreeMap<>();
    for (String key : candidates(after)) {
      double bits = like(after, known(key), rules).bits();
      if (isKept(bits, rules)) {
        now.put(key, bits);
      }
    }
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

  private Set<String> candidates(SourceRecord of) {
    Set<String> keys = new HashSet<>();
    for (Token block : of.blocks()) {
      List<String> holders = holders(block);
      if (holders.size() <= MAX_BLOCK) {
        keys.addAll(holders);
      }
    }
    keys.remove(of.key());
    return keys;
  }

  private void enter(Token block, SourceRecord next, Set<String> touched) {
    List<String> before = holders(block);
    store.hold(entity, block, next.key());
    if (before.size() == MAX_BLOCK) {
      for (String key : before) {
        Map<String, Double> likes = new TreeMap<>(store.likes(key));
        SourceRecord one = known(key);
        if (likes.keySet().removeIf(other -> before.contains(other) && !share(one, known(other)))) {
          store.putLikes(key, likes);
          touched.add(key);
        }
      }
    }
  }

  private void leave(Token block, String key, Set<String> touched) {
    boolean tooLarge = holders(block).size() == MAX_BLOCK + 1;
    store.release(entity, block, key);
    if (tooLarge) {
      List<SourceRecord> left = holders(block).stream().map(this::known).toList();
      for (Like like : ofBlock(left, rules)) {
        remember(like.left(), like.right(), like.bits());
        remember(like.right(), like.left(), like.bits());
        touched.add(like.left());
        touched.add(like.right());
      }
    }
  }

  private static List<Like> ofBlock(List<SourceRecord> block, MatchRules rules) {
    List<Like> likes = new ArrayList<>();
    for (int i = 0; i < block.size(); i++) {
      for (int j = i + 1; j < block.size(); j++) {
        Like like = like(block.get(i), block.get(j), rules);
        if (isKept(like.bits(), rules)) {
          likes.add(like);
        }
      }
    }
    return likes;
  }

  /** Whether a block that is not too large still holds both. */
  private boolean share(SourceRecord one, SourceRecord other) {
    return one.blocks().stream()
        .filter(other.blocks()::contains)
        .anyMatch(block -> holders(block).size() <= MAX_BLOCK);
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

  private List<String> holders(Token block) {
    return store.holders(entity, block, MAX_BLOCK + 1);
  }

  private SourceRecord known(String key) {
    return Objects.requireNonNull(store.record(key), "a holder of a block is always stored");
  }

  /** Always compared in one order: what two long names are worth may depend on it. */
  private static Like like(SourceRecord one, SourceRecord other, MatchRules rules) {
    boolean first = one.key().compareTo(other.key()) < 0;
    SourceRecord left = first ? one : other;
    SourceRecord right = first ? other : one;
    return new Like(
        left.key(), right.key(), rules.matcher().weight(left.profile(), right.profile()));
  }

  private static boolean isKept(double bits, MatchRules rules) {
    return rules.matcher().links(bits) || rules.matcher().asks(bits);
  }
}
