package io.mainstem.canonicalizer.resolve;

import io.mainstem.canonicalizer.fragment.Token;
import io.mainstem.connections.identity.MatchRules;
import io.mainstem.connections.identity.Verdicts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which records are one thing: linked by a person, by a shared identifier, or by likeness, in that
 * order, none larger than the guard allows and never what a person has set apart. A function of the
 * sets of records, likes and decisions; neither their order nor earlier clusters matter.
 */
public final class Clusters {
  /** What one pair says for or against a cluster is bounded, so that none outweighs all others. */
  private static final double LEAST_BITS = -10;

  private static final double MOST_BITS = 15;

  private static final Comparator<Token> FIXED =
      Comparator.comparing(Token::kind).thenComparing(Token::digest);

  private final ResolveRules rules;

  public Clusters(ResolveRules rules) {
    this.rules = rules;
  }

  /**
   * The clusters of these records, which must hold every record they are connected to.
   *
   * @param likes pairs of them that are alike enough to be linked, or others, which are left out
   */
  public List<Cluster> of(
      Collection<SourceRecord> records, Collection<Like> likes, Verdicts verdicts) {
    List<SourceRecord> senior = records.stream().sorted(Cluster.SENIORITY).toList();
    Groups groups = new Groups(senior, verdicts);
    for (SourceRecord next : senior) {
      verdicts.linkedWith(next.key()).stream()
          .sorted()
          .forEach(other -> groups.join(next.key(), other));
    }
    if (!rules.reportOnly()) {
      byIdentifiers(senior, groups);
      byLikeness(likes, groups);
    }
    return groups.clusters();
  }

  private void byIdentifiers(List<SourceRecord> senior, Groups groups) {
    Map<Token, List<SourceRecord>> holders = new TreeMap<>(FIXED);
    for (SourceRecord next : senior) {
      next.tokens()
          .forEach(token -> holders.computeIfAbsent(token, t -> new ArrayList<>()).add(next));
    }
    for (List<SourceRecord> sharing : holders.values()) {
      if (sharing.size() <= rules.guards().maxShared()) {
        for (int i = 1; i < sharing.size(); i++) {
          // With the most senior holder from whom nobody has set it apart.
          for (int j = 0; j < i && !groups.join(sharing.get(j).key(), sharing.get(i).key()); ) {
            j++;
          }
        }
      }
    }
  }

  private void byLikeness(Collection<Like> likes, Groups groups) {
    MatchRules matching = rules.matching();
    if (matching != null) {
      likes.stream()
          .filter(like -> matching.matcher().links(like.bits()))
          .sorted(Like.SUREST_FIRST)
          .filter(like -> groups.agree(like, matching))
          .forEach(like -> groups.join(like.left(), like.right()));
    }
  }

  /** Groups that grow together. */
  private final class Groups {
    private final Map<String, List<SourceRecord>> groups = new LinkedHashMap<>();
    private final Verdicts verdicts;

    Groups(List<SourceRecord> senior, Verdicts verdicts) {
      this.verdicts = verdicts;
      senior.forEach(next -> groups.put(next.key(), new ArrayList<>(List.of(next))));
    }

    /** Whether they are in one group now. */
    boolean join(String left, String right) {
      List<SourceRecord> into = groups.get(left);
      List<SourceRecord> from = groups.get(right);
      if (into == null || from == null) {
        return false;
      }
      if (areOne(into, from)) {
        return true;
      }
      if (into.size() + from.size() > rules.guards().maxCluster() || isForbidden(into, from)) {
        return false;
      }
      into.addAll(from);
      from.forEach(moved -> groups.put(moved.key(), into));
      return true;
    }

    /** A record is in one group only. */
    private static boolean areOne(List<SourceRecord> into, List<SourceRecord> from) {
      return !into.isEmpty() && !from.isEmpty() && into.getFirst().equals(from.getFirst());
    }

    private boolean isForbidden(List<SourceRecord> into, List<SourceRecord> from) {
      return into.stream()
          .anyMatch(
              one -> from.stream().anyMatch(other -> verdicts.forbids(one.key(), other.key())));
    }

    /** Whether the groups of two like records agree on the whole. */
    boolean agree(Like like, MatchRules matching) {
      List<SourceRecord> into = groups.getOrDefault(like.left(), List.of());
      List<SourceRecord> from = groups.getOrDefault(like.right(), List.of());
      if (areOne(into, from)) {
        return false;
      }
      if (matching.distinctPerConnection() && shareConnection(into, from)) {
        return false;
      }
      double sum = 0;
      int pairs = 0;
      for (SourceRecord one : into) {
        for (SourceRecord other : from) {
          if (matching.matcher().canCompare(one.profile(), other.profile())) {
            double bits = matching.matcher().weight(one.profile(), other.profile());
            sum += Math.clamp(bits, LEAST_BITS, MOST_BITS);
            pairs++;
          }
        }
      }
      return pairs > 0 && sum / pairs >= matching.coherence();
    }

    private static boolean shareConnection(List<SourceRecord> into, List<SourceRecord> from) {
      Set<String> connections = new HashSet<>();
      into.forEach(one -> connections.add(one.latest().source().connection()));
      return from.stream()
          .anyMatch(other -> connections.contains(other.latest().source().connection()));
    }

    List<Cluster> clusters() {
      Map<SourceRecord, List<SourceRecord>> distinct = new HashMap<>();
      List<Cluster> clusters = new ArrayList<>();
      groups
          .values()
          .forEach(
              group -> {
                if (distinct.putIfAbsent(group.getFirst(), group) == null) {
                  clusters.add(new Cluster(group));
                }
              });
      return clusters;
    }
  }
}
