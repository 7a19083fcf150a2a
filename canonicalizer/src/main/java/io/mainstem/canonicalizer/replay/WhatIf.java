package io.mainstem.canonicalizer.replay;

import io.mainstem.canonicalizer.map.Renewal;
import io.mainstem.canonicalizer.merge.Content;
import io.mainstem.canonicalizer.merge.Differences;
import io.mainstem.canonicalizer.merge.Envelope;
import io.mainstem.canonicalizer.merge.FieldAuthority;
import io.mainstem.canonicalizer.merge.References;
import io.mainstem.canonicalizer.resolve.Cluster;
import io.mainstem.canonicalizer.resolve.IdentityRules;
import io.mainstem.canonicalizer.resolve.RuleBook;
import io.mainstem.canonicalizer.resolve.SourceRecord;
import io.mainstem.connections.identity.Decision;
import io.mainstem.schemas.Entities;
import io.mainstem.schemas.EntityType;
import io.mainstem.schemas.canonical.Provenance;
import io.mainstem.schemas.canonical.SourceRef;
import io.mainstem.schemas.event.FieldChange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * What would become of the canonical records of masters if other files held: all source records
 * known today, folded as the oracle folds them, by today's rules and by the others. Facts stand for
 * one source record each, so neither file changes what they say; those that refer to a master that
 * is merged or split are told again with its new id, and are not listed. Nothing is written.
 */
public final class WhatIf {
  private final Files now;
  private final Files then;

  /** The files by which records are made one and their values chosen. */
  public record Files(RuleBook identity, FieldAuthority authority) {}

  public WhatIf(Files now, Files then) {
    this.now = now;
    this.then = then;
  }

  /**
   * What the other files would make of each entity, those of which nothing is stored left out.
   *
   * @param known source records as stored: the clusters of today are those they are in
   */
  public List<Outlook> of(Collection<SourceRecord> known, Collection<Decision> decisions) {
    Map<EntityType, List<SourceRecord>> byEntity = new LinkedHashMap<>();
    for (EntityType entity : Entities.all()) {
      List<SourceRecord> ofEntity =
          known.stream().filter(each -> each.latest().entity().equals(entity.name())).toList();
      if (entity.isMaster() && !ofEntity.isEmpty()) {
        byEntity.put(entity, ofEntity);
      }
    }
    Map<EntityType, List<Cluster>> before = new HashMap<>();
    Map<EntityType, List<Cluster>> after = new HashMap<>();
    Fold thenFold = new Fold(name -> then.identity().of(name).resolving(), then.authority());
    byEntity.forEach(
        (entity, records) -> {
          before.put(entity, present(records));
          Renewal renewal = new Renewal(entity, then.identity().of(entity.name()).identifiers());
          after.put(
              entity,
              thenFold.clusters(
                  entity,
                  records.stream().map(each -> each.renewed(renewal::of)).toList(),
                  decisions));
        });
    References referencesBefore = references(before.values());
    References referencesAfter = references(after.values());
    Fold nowFold = new Fold(name -> now.identity().of(name).resolving(), now.authority());
    List<Outlook> outlooks = new ArrayList<>();
    byEntity.forEach(
        (entity, records) -> {
          SortedMap<String, SpecificRecord> old =
              nowFold.golden(entity, before.getOrDefault(entity, List.of()));
          SortedMap<String, SpecificRecord> young =
              thenFold.golden(entity, after.getOrDefault(entity, List.of()));
          old.values().forEach(referencesBefore::fill);
          young.values().forEach(referencesAfter::fill);
          IdentityRules wanted = then.identity().of(entity.name());
          outlooks.add(
              new Outlook(
                  entity.name(),
                  old.size(),
                  young,
                  differences(records, after.getOrDefault(entity, List.of()), old, young),
                  wanted.mergeAtMost(),
                  !now.identity().of(entity.name()).print().equals(wanted.print())));
        });
    return outlooks;
  }

  private static References references(Collection<List<Cluster>> clusters) {
    Map<String, String> ids = new HashMap<>();
    clusters.forEach(
        ofEntity ->
            ofEntity.forEach(
                cluster -> cluster.members().forEach(each -> ids.put(each.alias(), cluster.id()))));
    return new References(alias -> ids.getOrDefault(alias, alias));
  }

  /** Records as they are together today. */
  private static List<Cluster> present(Collection<SourceRecord> known) {
    Map<String, List<SourceRecord>> together = new TreeMap<>();
    for (SourceRecord each : known) {
      String id = each.canonicalId();
      if (id != null && each.everLive()) {
        together.computeIfAbsent(id, _ -> new ArrayList<>()).add(each);
      }
    }
    return together.values().stream().map(Cluster::new).toList();
  }

  private static List<Outlook.Difference> differences(
      Collection<SourceRecord> known,
      Collection<Cluster> after,
      Map<String, SpecificRecord> goldenBefore,
      Map<String, SpecificRecord> goldenAfter) {
    Map<String, String> told = new HashMap<>();
    known.forEach(each -> told.put(each.alias(), String.valueOf(each.canonicalId())));
    Map<String, String> next = new HashMap<>();
    after.forEach(
        cluster -> cluster.members().forEach(each -> next.put(each.alias(), cluster.id())));
    SortedSet<String> ids = new TreeSet<>(goldenBefore.keySet());
    ids.addAll(goldenAfter.keySet());
    List<Outlook.Difference> differences = new ArrayList<>();
    for (String id : ids) {
      SpecificRecord old = goldenBefore.get(id);
      SpecificRecord young = goldenAfter.get(id);
      if (young == null) {
        differences.add(new Outlook.Merged(id, next.getOrDefault(id, "")));
      } else if (old == null) {
        differences.add(new Outlook.Split(id, told.getOrDefault(id, "")));
      } else if (!Content.same(old, young)) {
        differences.add(changed(id, old, young));
      }
    }
    return differences;
  }

  private static Outlook.Changed changed(String id, SpecificRecord old, SpecificRecord young) {
    List<Outlook.Field> fields = new ArrayList<>();
    for (FieldChange each : Differences.between(old, young)) {
      fields.add(
          new Outlook.Field(
              each.getField(),
              each.getBefore(),
              each.getAfter(),
              owner(old, each.getField()),
              owner(young, each.getField())));
    }
    SortedSet<String> before = conflicts(old);
    SortedSet<String> now = conflicts(young);
    return new Outlook.Changed(id, fields, without(now, before), without(before, now));
  }

  private static List<String> without(Collection<String> some, Collection<String> others) {
    return some.stream().filter(each -> !others.contains(each)).toList();
  }

  /** Whose value it is; null where nobody gives one, or each element has an owner of its own. */
  private static @Nullable String owner(SpecificRecord golden, String field) {
    Provenance why = provenance(golden).get(field);
    return why == null ? null : source(golden, why.getSource());
  }

  /** Fields in which a system says otherwise than the record, with its name. */
  private static SortedSet<String> conflicts(SpecificRecord golden) {
    SortedSet<String> conflicts = new TreeSet<>();
    provenance(golden)
        .forEach(
            (field, why) ->
                why.getLosers().stream()
                    .filter(loser -> loser.getConflict())
                    .forEach(
                        loser -> conflicts.add(field + ": " + source(golden, loser.getSource()))));
    return conflicts;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Provenance> provenance(SpecificRecord golden) {
    return Envelope.get(golden, Envelope.PROVENANCE) instanceof Map<?, ?> known
        ? (Map<String, Provenance>) known
        : Map.of();
  }

  private static @Nullable String source(SpecificRecord golden, int index) {
    return Envelope.get(golden, Envelope.SOURCES) instanceof List<?> sources
            && sources.get(index) instanceof SourceRef source
        ? source.getConnection()
        : null;
  }
}
