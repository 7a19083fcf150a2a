package io.mainstem.canonicalizer.resolve;

import io.mainstem.canonicalizer.fragment.Token;
import io.mainstem.connections.identity.MatchRules;
import io.mainstem.connections.identity.Verdicts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /** What an identifier says that would have linked; and one that too many hold. */
  private static final double IDENTIFIER_BITS = 10;

  private static final double SHARED_BITS = 0;

  private static final Comparator<Token> FIXED =
      Comparator.comparing(Token::kind).thenComparing(Token::digest);

  private final ResolveRules rules;

  public Clusters(ResolveRules rules) {
    this.rules = rules;
  }

  /**
   * What became of some records.
   *
   * @param stops what a guard stopped
   */
  public record Found(List<Cluster> clusters, List<Stop> stops) {
    public Found {
      clusters = List.copyOf(clusters);
      stops = List.copyOf(stops);
    }
  }

  /**
   * The clusters of these records, which must hold every record they are connected to.
   *
   * @param likes pairs of them that are alike enough to be linked, or others, which are left out
   */
  public Found of(Collection<SourceRecord> records, Collection<Like> likes, Verdicts verdicts) {
    List<SourceRecord> senior = records.stream().sorted(Cluster.SENIORITY).toList();
    Groups groups = new Groups(senior, verdicts);
    for (SourceRecord next : senior) {
      verdicts.linkedWith(next.key()).stream()
          .sorted()
          .forEach(other -> groups.join(next.key(), other));
    }
    List<Stop> stops = byIdentifiers(senior, groups);
    if (!rules.reportOnly()) {
      byLikeness(likes, groups);
    }
    return new Found(groups.clusters(), stops);
  }

  private List<Stop> byIdentifiers(List<SourceRecord> senior, Groups groups) {
    List<Stop> stops = new ArrayList<>();
    Map<Token, List<SourceRecord>> holders = new TreeMap<>(FIXED);
    for (SourceRecord next : senior) {
      next.tokens()
          .forEach(token -> holders.computeIfAbsent(token, t -> new ArrayList<>()).add(next));
    }
    holders.forEach(
        (token, sharing) -> {
          if (sharing.size() > rules.guards().maxShared()) {
            stops.addAll(tooMany(token, sharing));
          } else if (rules.reportOnly()) {
            sharing.stream()
                .skip(1)
                .map(
                    next ->
                        new Stop(
                            sharing.getFirst().key(),
                            next.key(),
                            token.kind(),
                            IDENTIFIER_BITS,
                            "Nothing is linked here but by a person (reportOnly)."))
                .forEach(stops::add);
          } else {
            for (int i = 1; i < sharing.size(); i++) {
              join(sharing.subList(0, i), sharing.get(i), groups, token).ifPresent(stops::add);
            }
          }
        });
    return stops;
  }

  /** With the most senior holder from whom nobody has set it apart. */
  private Optional<Stop> join(
      List<SourceRecord> seniors, SourceRecord next, Groups groups, Token token) {
    Stop stop = null;
    for (SourceRecord senior : seniors) {
      if (groups.join(senior.key(), next.key())) {
        return Optional.empty();
      }
      if (stop == null && groups.wouldBeTooMany(senior.key(), next.key())) {
        stop =
            new Stop(
                senior.key(),
                next.key(),
                token.kind(),
                IDENTIFIER_BITS,
                "With what either is already linked to they would be more than "
                    + rules.guards().maxCluster()
                    + " (maxClusterSize).");
      }
    }
    return Optional.ofNullable(stop);
  }

  /**
   * An identifier that so many hold may still tell of two of them: the first is paired with as many
   * others as could have been linked, where likeness does not speak against it.
   */
  private List<Stop> tooMany(Token token, List<SourceRecord> sharing) {
    List<SourceRecord> first =
        sharing.stream()
            .sorted(Comparator.comparing(SourceRecord::key))
            .limit(rules.guards().maxShared() + 1L)
            .toList();
    return first.stream()
        .skip(1)
        .filter(next -> mayBeOne(first.getFirst(), next))
        .map(
            next ->
                new Stop(
                    first.getFirst().key(),
                    next.key(),
                    token.kind(),
                    SHARED_BITS,
                    "More than "
                        + rules.guards().maxShared()
                        + " records hold this "
                        + token.kind()
                        + ": it may be everybody's."))
        .toList();
  }

  private boolean mayBeOne(SourceRecord one, SourceRecord other) {
    MatchRules matching = rules.matching();
    if (matching == null || !matching.matcher().canCompare(one.profile(), other.profile())) {
      return true;
    }
    double bits = matching.matcher().weight(one.profile(), other.profile());
    return matching.matcher().links(bits) || matching.matcher().asks(bits);
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

    boolean wouldBeTooMany(String left, String right) {
      int together =
          groups.getOrDefault(left, List.of()).size()
              + groups.getOrDefault(right, List.of()).size();
      return together > rules.guards().maxCluster();
    }

    /** A record is in one group only. */
    private static boolean areOne(List<SourceRecord> into, List<SourceRecord> from) {
      return !into.isEmpty()
          && !from.isEmpty()
          && into.getFirst().key().equals(from.getFirst().key());
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
      Map<String, Cluster> clusters = new LinkedHashMap<>();
      groups
          .values()
          .forEach(
              group ->
                  clusters.computeIfAbsent(group.getFirst().key(), first -> new Cluster(group)));
      return List.copyOf(clusters.values());
    }
  }
}
