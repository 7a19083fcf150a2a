package io.mainstem.commandcentre.trace;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.commandcentre.status.EventRow;
import io.mainstem.commandcentre.status.QuarantineItem;
import io.mainstem.commandcentre.status.StatusQueries;
import io.mainstem.commandcentre.store.ReportingStore;
import io.mainstem.commandcentre.store.Row;
import io.mainstem.schemas.Entities;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Follows a key to a record, and the record through every stage. */
public final class Tracer {
  private final ReportingStore store;
  private final StatusQueries status;
  private final Finder finder;
  private final Targets targets;

  public Tracer(ReportingStore store, StatusQueries status) {
    this.store = store;
    this.status = status;
    this.finder = new Finder(store);
    this.targets = new Targets(store);
  }

  /** Whatever a person pasted. */
  public Trace trace(String pasted) {
    Key key = Key.of(pasted);
    Finder.Found found = finder.find(key);
    Journey journey =
        found.matches().stream()
            .findFirst()
            .flatMap(match -> journey(match.entity(), match.id()))
            .orElse(null);
    List<EventRow> deliveries = deliveries(key, pasted.strip());
    List<Waiting> waiting = targets.waiting(pasted.strip(), sourceKeys(key, journey));
    List<TargetView> held = journey == null ? List.of() : targets.held(journey.actions());
    Steps steps = new Steps();
    deliveries.forEach(steps::event);
    waiting.forEach(steps::waiting);
    if (journey != null) {
      steps.journey(journey);
      targets.audit(journey.id()).forEach(steps::add);
    }
    held.forEach(steps::readBack);
    return new Trace(
        pasted.strip(),
        found.understoodAs(),
        found.matches(),
        journey,
        deliveries,
        quarantined(deliveries, pasted.strip()),
        waiting,
        held,
        steps.inOrder());
  }

  private static List<String> sourceKeys(Key key, @Nullable Journey journey) {
    if (journey != null) {
      return journey.links().stream().map(LinkView::sourceKey).toList();
    }
    return key instanceof Key.SourceRecord source ? List.of(source.text()) : List.of();
  }

  /** One canonical record by its id; empty where nobody knows it. */
  public Optional<Journey> journey(String entity, String id) {
    if (!EntityTables.isEntity(entity)) {
      return Optional.empty();
    }
    Optional<Head> head =
        store.first(
            "select t.version, t.deleted, t.merged_into, t.updated_at, t.document, "
                + EntityTables.label(entity)
                + " as label from "
                + EntityTables.table(entity)
                + " t where t.id = ?",
            Tracer::head,
            id);
    return head.map(found -> journey(entity, id, found));
  }

  private Journey journey(String entity, String id, Head head) {
    List<LinkView> links = links(entity, id);
    List<ChangeView> changes = changes(entity, id);
    List<String> sourceKeys = links.stream().map(LinkView::sourceKey).toList();
    List<String> causes = changes.stream().map(ChangeView::causedBy).distinct().toList();
    List<String> aliases = new ArrayList<>(links.stream().map(LinkView::alias).toList());
    aliases.add(id);
    List<Related> related = related(aliases);
    List<String> all =
        Stream.concat(Stream.of(id), related.stream().map(Related::id)).distinct().toList();
    return new Journey(
        entity,
        id,
        head.label(),
        head.version(),
        head.deleted(),
        head.mergedInto(),
        head.updatedAt(),
        status.eventsOf(sourceKeys, causes, StatusQueries.MAX_ROWS),
        links,
        Fields.of(head.document()).stream().map(this::named).toList(),
        changes,
        related,
        status.insightsAbout(all),
        status.actionsAbout(all));
  }

  /** A reference reads as the name of what it refers to, where that is known. */
  private FieldView named(FieldView field) {
    String id = field.refersTo();
    if (id == null) {
      return field;
    }
    return Entities.ofId(id)
        .flatMap(type -> finder.find(new Key.Id(type.name(), id)).matches().stream().findFirst())
        .map(match -> field.withValue(match.label()))
        .orElse(field);
  }

  private List<EventRow> deliveries(Key key, String pasted) {
    return switch (key) {
      case Key.SourceRecord source ->
          status.eventsOf(List.of(source.text()), List.of(), StatusQueries.MAX_ROWS);
      case Key.Words words -> {
        List<EventRow> ofDelivery = status.eventsOfDelivery(words.text(), StatusQueries.MAX_ROWS);
        yield ofDelivery.isEmpty() ? eventsWithSourceId(pasted) : ofDelivery;
      }
      case Key.Id id -> List.of();
      case Key.EmailAddress email -> List.of();
      case Key.PhoneNumber phone -> List.of();
    };
  }

  private List<EventRow> eventsWithSourceId(String sourceId) {
    List<String> keys =
        store.query(
            """
            select distinct connection || '|' || object || '|' || source_id as key
            from ops.quarantine where source_id = ? or delivery_id = ?
            union
            select b.connection || '|' || b.object || '|' || ? as key from ops.balance_count b
            where b.hour = '-infinity' and exists (
              select from ops.source_event e
              where e.connection = b.connection and e.object = b.object and e.source_id = ?)
            limit 20
            """,
            row -> row.text("key"),
            sourceId,
            sourceId,
            sourceId,
            sourceId);
    return keys.isEmpty() ? List.of() : status.eventsOf(keys, List.of(), StatusQueries.MAX_ROWS);
  }

  private List<QuarantineItem> quarantined(List<EventRow> deliveries, String pasted) {
    List<String> events = deliveries.stream().map(EventRow::eventId).toList();
    List<String> ids =
        store.query(
            "select id from ops.quarantine where event_id = any (?) or delivery_id = ? or id = ?"
                + " order by at desc limit 20",
            row -> row.text("id"),
            events,
            pasted,
            pasted);
    return ids.stream().map(status::quarantineItem).flatMap(Optional::stream).toList();
  }

  private List<LinkView> links(String entity, String id) {
    return store.query(
        "select * from ops.link where canonical_id = ? and entity = ? order by at, link_key limit"
            + " ?",
        row ->
            new LinkView(
                row.text("entity"),
                row.text("connection"),
                row.text("object"),
                row.text("source_id"),
                row.text("alias"),
                row.text("canonical_id"),
                row.text("rule"),
                row.text("reason"),
                row.instant("at")),
        id,
        entity,
        StatusQueries.MAX_ROWS);
  }

  private List<ChangeView> changes(String entity, String id) {
    return store.query(
        "select * from ops.change where entity = ? and id = ? order by version desc limit ?",
        Tracer::change,
        entity,
        id,
        StatusQueries.MAX_ROWS);
  }

  private List<Related> related(List<String> aliases) {
    List<Related> related = new ArrayList<>();
    for (String sql : EntityTables.referringQueries()) {
      related.addAll(
          store.query(
              sql,
              row -> new Related(row.text("entity"), row.text("id"), row.text("label")),
              aliases,
              EntityTables.MAX_RELATED));
    }
    return List.copyOf(related);
  }

  private static ChangeView change(Row row) throws SQLException {
    List<ChangeView.FieldChange> fields = new ArrayList<>();
    for (JsonNode field : row.json("fields")) {
      fields.add(
          new ChangeView.FieldChange(
              Fields.words(field.path("field").asText()),
              shown(field.path("before")),
              shown(field.path("after"))));
    }
    return new ChangeView(
        row.number("version"),
        row.text("kind"),
        row.texts("events"),
        List.copyOf(fields),
        row.textOrNull("merged_into"),
        row.instantOrNull("occurred_at"),
        row.instant("at"),
        row.text("caused_by"),
        row.text("connection"));
  }

  private static @Nullable String shown(JsonNode json) {
    return json.isTextual() ? Fields.shownJson(json.asText()) : null;
  }

  private static Head head(Row row) throws SQLException {
    return new Head(
        row.text("label"),
        row.number("version"),
        row.truth("deleted"),
        row.textOrNull("merged_into"),
        row.instantOrNull("updated_at"),
        row.json("document"));
  }

  private record Head(
      String label,
      long version,
      boolean deleted,
      @Nullable String mergedInto,
      @Nullable Instant updatedAt,
      JsonNode document) {}
}
