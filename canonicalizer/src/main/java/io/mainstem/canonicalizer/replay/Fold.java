package io.mainstem.canonicalizer.replay;

import io.mainstem.canonicalizer.merge.FieldAuthority;
import io.mainstem.canonicalizer.merge.Survivorship;
import io.mainstem.canonicalizer.resolve.Cluster;
import io.mainstem.canonicalizer.resolve.Clusters;
import io.mainstem.canonicalizer.resolve.Likes;
import io.mainstem.canonicalizer.resolve.ResolveRules;
import io.mainstem.canonicalizer.resolve.SourceRecord;
import io.mainstem.connections.identity.Decision;
import io.mainstem.connections.identity.Verdicts;
import io.mainstem.schemas.EntityType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/** Canonical records of all source records of an entity, in one go and without any state. */
final class Fold {
  private final Function<String, ResolveRules> rules;
  private final FieldAuthority authority;

  Fold(Function<String, ResolveRules> rules, FieldAuthority authority) {
    this.rules = rules;
    this.authority = authority;
  }

  /** Those that ever said something, each with the others that are the same thing. */
  List<Cluster> clusters(
      EntityType entity, Collection<SourceRecord> known, Collection<Decision> decisions) {
    List<SourceRecord> told =
        known.stream()
            .filter(candidate -> candidate.latest().entity().equals(entity.name()))
            .toList();
    List<SourceRecord> ofEntity = told.stream().filter(SourceRecord::everLive).toList();
    if (entity.isMaster()) {
      ResolveRules ofMaster = rules.apply(entity.name());
      List<Decision> all = new ArrayList<>(decisions);
      all.addAll(SourceRecord.vendorMerges(told));
      return new Clusters(ofMaster)
          .of(ofEntity, Likes.among(ofEntity, ofMaster.matching()), Verdicts.of(all))
          .clusters();
    }
    return ofEntity.stream().map(fact -> new Cluster(List.of(fact))).toList();
  }

  /** Golden records by id. */
  SortedMap<String, SpecificRecord> golden(EntityType entity, Collection<Cluster> clusters) {
    Survivorship survivorship = new Survivorship(entity, authority);
    SortedMap<String, SpecificRecord> records = new TreeMap<>();
    for (Cluster cluster : clusters) {
      records.put(
          cluster.id(),
          survivorship.merge(
              cluster.id(), cluster.members().stream().map(SourceRecord::member).toList()));
    }
    return records;
  }
}
