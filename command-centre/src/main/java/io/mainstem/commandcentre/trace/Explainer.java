package io.mainstem.commandcentre.trace;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.commandcentre.store.ReportingStore;
import io.mainstem.connections.Authority;
import io.mainstem.connections.yaml.Spelling;
import io.mainstem.schemas.AliasId;
import io.mainstem.schemas.Entities;
import io.mainstem.schemas.EntityType;
import io.mainstem.schemas.SourceKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Explains whose values a canonical record holds, and why its source records are one. */
public final class Explainer {
  private static final int MAX_HOPS = 5;
  private static final String EXTENSIONS = "extensions";

  private final ReportingStore store;
  private final Authority authority;

  public Explainer(ReportingStore store, Authority authority) {
    this.store = store;
    this.authority = authority;
  }

  /** Somebody asked for a field that the entity does not have. */
  public static final class UnknownFieldException extends Exception {
    UnknownFieldException(String message) {
      super(message);
    }
  }

  /**
   * What an id of ours or a source record leads to: one source record may speak for several
   * entities.
   *
   * @param key a canonical or alias id, or {@code connection/object/id} with {@code /} or {@code |}
   */
  public List<Why> explain(String key, String field) throws UnknownFieldException {
    Optional<EntityType> ours = Entities.ofId(key);
    if (ours.isPresent()) {
      return explain(ours.get().name(), key, field).stream().toList();
    }
    String[] parts = key.split("[/|]", 3);
    if (parts.length < 3) {
      return List.of();
    }
    List<Subject> found = subjects(new SourceKey(parts[0], parts[1], parts[2]));
    List<Why> all = new ArrayList<>();
    for (Subject one : found) {
      // A field that only one of its entities has is asked of that one.
      if (found.size() == 1 || field.isEmpty() || has(one.entity(), field)) {
        explain(one.entity(), one.id(), field).ifPresent(all::add);
      }
    }
    if (!found.isEmpty() && all.isEmpty()) {
      throw unknown(found.getFirst().entity(), field);
    }
    return all;
  }

  private record Subject(String entity, String id) {}

  /** Masters by their links; facts have none, but their id is known without a look-up. */
  private List<Subject> subjects(SourceKey source) {
    List<Subject> found =
        new ArrayList<>(
            store.query(
                "select entity, canonical_id from ops.link where connection = ? and object = ?"
                    + " and source_id = ? order by entity",
                row -> new Subject(row.text("entity"), row.text("canonical_id")),
                source.connection(),
                source.object(),
                source.sourceId()));
    for (EntityType fact : Entities.all()) {
      String id = AliasId.of(fact, source);
      boolean there =
          !fact.isMaster()
              && store
                  .first(
                      "select id from " + EntityTables.table(fact.name()) + " where id = ?",
                      row -> row.text("id"),
                      id)
                  .isPresent();
      if (there && found.stream().noneMatch(known -> known.entity().equals(fact.name()))) {
        found.add(new Subject(fact.name(), id));
      }
    }
    return found;
  }

  /**
   * One record; empty where nobody knows it.
   *
   * @param field empty for all
   */
  public Optional<Why> explain(String entity, String id, String field)
      throws UnknownFieldException {
    if (!EntityTables.isEntity(entity)) {
      return Optional.empty();
    }
    if (!field.isEmpty() && !has(entity, field)) {
      throw unknown(entity, field);
    }
    String linked =
        store
            .first(
                "select canonical_id from ops.link where entity = ? and alias = ?",
                row -> row.text("canonical_id"),
                entity,
                id)
            .orElse(id);
    return record(entity, linked, MAX_HOPS).map(found -> why(entity, id, found, field));
  }

  private record Found(
      String id, String label, boolean deleted, @Nullable String mergedInto, JsonNode document) {}

  private Optional<Found> record(String entity, String id, int hops) {
    Optional<Found> found =
        store.first(
            "select t.deleted, t.merged_into, t.document, "
                + EntityTables.label(entity)
                + " as label from "
                + EntityTables.table(entity)
                + " t where t.id = ?",
            row ->
                new Found(
                    id,
                    row.text("label"),
                    row.truth("deleted"),
                    row.textOrNull("merged_into"),
                    row.json("document")),
            id);
    String into = found.map(Found::mergedInto).orElse(null);
    return into == null || hops == 0 ? found : record(entity, into, hops - 1).or(() -> found);
  }

  private Why why(String entity, String asked, Found found, String field) {
    List<Why.SourceWhy> sources = sources(entity, found.id());
    Map<String, Instant> held = held(entity, found.id());
    Explanation explanation = new Explanation(entity, found.document(), authority);
    List<Why.FieldWhy> fields = new ArrayList<>();
    for (String name : field.isEmpty() ? said(entity, found.document()) : List.of(field)) {
      String kept = name.startsWith(EXTENSIONS + ".") ? EXTENSIONS : name;
      fields.add(explanation.of(name, held.get(kept)));
    }
    return new Why(
        entity,
        found.id(),
        found.label(),
        redirect(asked, found, sources),
        found.deleted(),
        sources,
        said(entity, found.id()),
        List.copyOf(fields));
  }

  /** Which fields there is something to say of, in the schema's order, then the business's own. */
  private static Set<String> said(String entity, JsonNode document) {
    JsonNode provenance = document.path("provenance");
    Set<String> names = new LinkedHashSet<>(fields(entity));
    names.removeIf(name -> !provenance.has(name));
    provenance.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static @Nullable String redirect(String asked, Found found, List<Why.SourceWhy> sources) {
    if (asked.equals(found.id())) {
      return null;
    }
    return sources.stream()
        .filter(source -> source.alias().equals(asked))
        .findFirst()
        .map(
            source ->
                "%s is the id of %s alone; it is part of %s now."
                    .formatted(asked, source.record(), found.id()))
        .orElseGet(() -> "%s was merged into %s.".formatted(asked, found.id()));
  }

  private List<Why.SourceWhy> sources(String entity, String id) {
    return store.query(
        "select * from ops.link where canonical_id = ? and entity = ? order by at, link_key",
        row ->
            new Why.SourceWhy(
                row.text("connection") + " " + row.text("object") + " " + row.text("source_id"),
                row.text("alias"),
                row.text("rule"),
                row.text("reason"),
                row.instant("at")),
        id,
        entity);
  }

  private List<Why.SaidWhy> said(String entity, String id) {
    return store.query(
        "select * from ops.identity_decision_in_force where entity = ? and records && (select"
            + " array_agg(connection || '|' || object || '|' || source_id) from ops.link where"
            + " canonical_id = ? and entity = ?) order by at, decision_id",
        row ->
            new Why.SaidWhy(
                row.text("decision_id"),
                row.text("kind"),
                row.texts("records").stream()
                    .map(record -> String.join(" ", record.split("\\|", 3)))
                    .toList(),
                row.text("decided_by"),
                row.text("reason"),
                row.instant("at")),
        entity,
        id,
        entity);
  }

  /** When each field last changed. */
  private Map<String, Instant> held(String entity, String id) {
    Map<String, Instant> held = new HashMap<>();
    store
        .query(
            "select f ->> 'field' as field, max(c.at) as at from ops.change c,"
                + " jsonb_array_elements(c.fields) f where c.entity = ? and c.id = ? group by 1",
            row -> Map.entry(row.text("field"), row.instant("at")),
            entity,
            id)
        .forEach(entry -> held.put(entry.getKey(), entry.getValue()));
    return held;
  }

  private static List<String> fields(String entity) {
    return Entities.named(entity).schema().getFields().stream()
        .map(Schema.Field::name)
        .filter(name -> !EntityType.ENVELOPE.contains(name))
        .toList();
  }

  private static boolean has(String entity, String field) {
    return fields(entity).contains(field) || field.startsWith(EXTENSIONS + ".");
  }

  private static UnknownFieldException unknown(String entity, String field) {
    List<String> fields = fields(entity);
    return new UnknownFieldException(
        "field: "
            + field
            + " (expected: a field of "
            + entity
            + Spelling.nearest(field, fields)
                .map(near -> "; did you mean '" + near + "'?")
                .orElse(": " + String.join(", ", fields))
            + ")");
  }
}
