package io.mainstem.canonicalizer.resolve;

import io.mainstem.canonicalizer.fragment.Token;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Connected components over shared identifiers, none larger than the guard allows. A function of
 * the set of records: neither their order nor earlier clusters matter.
 */
public final class Clusters {
  private static final Comparator<Token> FIXED =
      Comparator.comparing(Token::kind).thenComparing(Token::digest);

  private final Guards guards;

  public Clusters(Guards guards) {
    this.guards = guards;
  }

  /** The clusters of these records, which must hold every record they are connected to. */
  public List<Cluster> of(Collection<SourceRecord> records) {
    Map<Token, List<SourceRecord>> holders = new TreeMap<>(FIXED);
    Map<String, List<SourceRecord>> groups = new HashMap<>();
    List<SourceRecord> senior = records.stream().sorted(Cluster.SENIORITY).toList();
    for (SourceRecord next : senior) {
      groups.put(next.key(), new ArrayList<>(List.of(next)));
      next.tokens()
          .forEach(token -> holders.computeIfAbsent(token, t -> new ArrayList<>()).add(next));
    }
    for (List<SourceRecord> sharing : holders.values()) {
      if (sharing.size() <= guards.maxShared()) {
        sharing.forEach(next -> join(groups, sharing.getFirst(), next));
      }
    }
    Map<SourceRecord, List<SourceRecord>> distinct = new LinkedHashMap<>();
    senior.forEach(
        next -> {
          List<SourceRecord> group = groups.getOrDefault(next.key(), List.of());
          distinct.putIfAbsent(group.getFirst(), group);
        });
    return distinct.values().stream().map(Cluster::new).toList();
  }

  private void join(Map<String, List<SourceRecord>> groups, SourceRecord left, SourceRecord right) {
    List<SourceRecord> into = groups.getOrDefault(left.key(), List.of());
    List<SourceRecord> from = groups.getOrDefault(right.key(), List.of());
    if (into.contains(right) || into.size() + from.size() > guards.maxCluster()) {
      return;
    }
    into.addAll(from);
    from.forEach(moved -> groups.put(moved.key(), into));
  }
}
