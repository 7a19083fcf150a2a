package io.mainstem.canonicalizer.replay;

import io.mainstem.canonicalizer.fragment.SourceFragment;
import io.mainstem.canonicalizer.map.MapDecision;
import io.mainstem.canonicalizer.map.SourceDecider;
import io.mainstem.canonicalizer.merge.FieldAuthority;
import io.mainstem.canonicalizer.merge.References;
import io.mainstem.canonicalizer.resolve.Cluster;
import io.mainstem.canonicalizer.resolve.ResolveRules;
import io.mainstem.canonicalizer.resolve.SourceRecord;
import io.mainstem.connections.identity.Decision;
import io.mainstem.schemas.Entities;
import io.mainstem.schemas.EntityType;
import io.mainstem.schemas.event.SourceEvent;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/**
 * Computes canonical content from a set of events as the design defines it, in one go: the newest
 * snapshot of every source record, connected by identifiers, merged by authority. It keeps no state
 * between events, so it cannot make the mistakes the running stages could make with theirs.
 */
public final class Replay {
  private final Map<String, SourceDecider> deciders;
  private final Fold fold;

  public Replay(
      Map<String, SourceDecider> deciders,
      Function<String, ResolveRules> rules,
      FieldAuthority authority) {
    this.deciders = Map.copyOf(deciders);
    this.fold = new Fold(rules, authority);
  }

  /** The content of these events, whatever their order and however often they come. */
  public CanonicalContent fold(Collection<SourceEvent> events) {
    return fold(events, List.of());
  }

  /** The same where people have decided. */
  public CanonicalContent fold(Collection<SourceEvent> events, Collection<Decision> decisions) {
    Map<String, SourceRecord> known = new TreeMap<>();
    for (SourceEvent event : events) {
      for (SourceFragment fragment : fragments(event)) {
        known.merge(
            fragment.key(), SourceRecord.first(fragment), (before, first) -> before.with(fragment));
      }
    }
    SortedMap<String, SpecificRecord> records = new TreeMap<>();
    SortedMap<String, String> links = new TreeMap<>();
    Map<String, String> ids = new HashMap<>();
    for (EntityType entity : Entities.all()) {
      List<Cluster> clusters = fold.clusters(entity, known.values(), decisions);
      records.putAll(fold.golden(entity, clusters));
      if (entity.isMaster()) {
        for (Cluster cluster : clusters) {
          for (SourceRecord member : cluster.members()) {
            links.put(member.key(), cluster.id());
            ids.put(member.alias(), cluster.id());
          }
        }
      }
    }
    References references = new References(alias -> ids.getOrDefault(alias, alias));
    records.values().forEach(references::fill);
    return CanonicalContent.of(records, links);
  }

  /** What an event says on its own: decided as if nothing were known of its record. */
  private List<SourceFragment> fragments(SourceEvent event) {
    SourceDecider decider = deciders.get(event.getConnection());
    if (decider == null) {
      throw new IllegalArgumentException(
          "connection: " + event.getConnection() + " (expected: one of " + deciders.keySet() + ")");
    }
    return switch (decider.decide(null, event)) {
      case MapDecision.Forward forward -> forward.fragments();
      case MapDecision.Settled settled -> settled.fragments();
      case MapDecision.Rejected rejected -> rejected.fragments();
    };
  }
}
