package io.mainstem.commandcentre.identity;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.commandcentre.store.ReportingStore;
import io.mainstem.commandcentre.trace.EntityTables;
import io.mainstem.schemas.Entities;
import io.mainstem.schemas.EntityType;
import io.mainstem.schemas.SourceKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Source records and the canonical ones they are part of, as the reporting store has them. */
final class Records {
  private final ReportingStore store;

  Records(ReportingStore store) {
    this.store = store;
  }

  /** What is known of a canonical record. */
  record Known(String label, JsonNode document) {}

  /** Each with what it is part of now; unknown ones without. */
  Map<String, Named> named(String entity, Collection<String> records) {
    Map<String, String> ids = new HashMap<>();
    store
        .query(
            "select link_key, canonical_id from ops.link where link_key = any (?)",
            row -> Map.entry(row.text("link_key"), row.text("canonical_id")),
            records.stream().map(record -> entity + "|" + record).toList())
        .forEach(link -> ids.put(link.getKey().substring(entity.length() + 1), link.getValue()));
    Map<String, Known> known = known(entity, ids.values());
    Map<String, Named> named = new HashMap<>();
    for (String record : records) {
      String id = ids.get(record);
      Known of = id == null ? null : known.get(id);
      named.put(record, of == null ? Named.alone(record, id) : new Named(record, id, of.label()));
    }
    return named;
  }

  /** Canonical records by id. */
  Map<String, Known> known(String entity, Collection<String> ids) {
    Map<String, Known> known = new HashMap<>();
    if (!EntityTables.isEntity(entity) || ids.isEmpty()) {
      return known;
    }
    store
        .query(
            "select t.id, t.document, "
                + EntityTables.label(entity)
                + " as label from "
                + EntityTables.table(entity)
                + " t where t.id = any (?)",
            row -> Map.entry(row.text("id"), new Known(row.text("label"), row.json("document"))),
            List.copyOf(ids))
        .forEach(entry -> known.put(entry.getKey(), entry.getValue()));
    return known;
  }

  /** The source record that a key names: {@code connection/object/id}, or an id of ours. */
  Optional<String> find(String entity, String key) {
    Optional<EntityType> ours = Entities.ofId(key);
    if (ours.isPresent()) {
      return store.first(
          "select link_key from ops.link where entity = ? and alias = ?",
          row -> row.text("link_key").substring(entity.length() + 1),
          entity,
          key);
    }
    String[] parts = key.split("[/|]", 3);
    if (parts.length < 3 || parts[0].isEmpty() || parts[1].isEmpty() || parts[2].isEmpty()) {
      return Optional.empty();
    }
    String record = new SourceKey(parts[0], parts[1], parts[2]).toString();
    return store.first(
        "select link_key from ops.link where link_key = ?", row -> record, entity + "|" + record);
  }

  /** All others of the canonical record that this one is part of. */
  List<String> others(String entity, String record) {
    return store.query(
        "select o.link_key from ops.link l join ops.link o on o.canonical_id = l.canonical_id and"
            + " o.entity = l.entity and o.link_key <> l.link_key where l.link_key = ? order by"
            + " o.link_key limit ?",
        row -> row.text("link_key").substring(entity.length() + 1),
        entity + "|" + record,
        DecisionRequest.MAX_RECORDS);
  }
}
