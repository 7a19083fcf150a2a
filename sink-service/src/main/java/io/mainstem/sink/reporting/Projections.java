package io.mainstem.sink.reporting;

import static io.mainstem.sink.reporting.EventProjection.all;
import static io.mainstem.sink.reporting.EventProjection.columnsOf;
import static io.mainstem.sink.reporting.EventProjection.keepingFirst;
import static io.mainstem.sink.reporting.EventProjection.keepingLast;
import static io.mainstem.sink.reporting.EventProjection.keyColumn;
import static io.mainstem.sink.reporting.EventProjection.place;

import io.mainstem.schemas.Entities;
import io.mainstem.schemas.EntityType;
import io.mainstem.schemas.TopicCatalogue;
import io.mainstem.schemas.event.Action;
import io.mainstem.schemas.event.AuditEntry;
import io.mainstem.schemas.event.Change;
import io.mainstem.schemas.event.DeadLetter;
import io.mainstem.schemas.event.Decision;
import io.mainstem.schemas.event.Doorbell;
import io.mainstem.schemas.event.Insight;
import io.mainstem.schemas.event.Link;
import io.mainstem.schemas.event.MetricValue;
import io.mainstem.schemas.event.SourceEvent;
import io.mainstem.schemas.event.Suggestion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;

/** Which topic becomes which tables. */
final class Projections {
  private final Projection sourceEvents =
      keepingFirst(
          "ops.source_event",
          all(
              columnsOf(
                  SourceEvent.getClassSchema(),
                  "payload",
                  "contentType",
                  "sentAgainAt",
                  "mergedInto"),
              place(),
              TOLD),
          "event_id",
          "delivery_id");

  /** What was mended and is held again waits again, unless it was mended once more since. */
  private static final String HELD_AGAIN =
      """
      state = case when t.state = 'RESOLVED' and not exists (
        select from ops.outcome o where o.event_id = excluded.event_id and o.at > excluded.at
          and o.kind not in ('QUARANTINED', 'DUPLICATE')) then 'OPEN' else t.state end\
      """;

  /** When it was published, and in which trace. */
  private static final List<Column<Received>> TOLD =
      List.of(
          new Column<>(
              "published_at", "timestamptz", received -> received.publishedAt().toString()),
          new Column<>("trace_parent", "text", Received::traceParent));

  private static final Set<String> SIDES = Set.of("left", "right");

  private final Map<String, Projection> byTopic = new HashMap<>();

  Projections() {
    Projection changes =
        keepingFirst("ops.change", columnsOf(Change.getClassSchema()), "entity", "id", "version");
    for (EntityType entity : Entities.all()) {
      byTopic.put(entity.canonicalTopic(), new EntityProjection(entity));
      byTopic.put(entity.changesTopic(), changes);
    }
    byTopic.put(
        TopicCatalogue.DOORBELLS,
        keepingFirst(
            "ops.doorbell",
            columnsOf(Doorbell.getClassSchema(), "tool", "occurredAt", "attempt", "mergedInto"),
            "connection",
            "object",
            "source_id",
            "delivery_id"));
    byTopic.put(TopicCatalogue.LEDGER, new OutcomeProjection());
    byTopic.put(
        TopicCatalogue.QUARANTINE,
        QuarantineClosing.after(
            keepingLast(
                "ops.quarantine",
                columnsOf(DeadLetter.getClassSchema()),
                "id",
                "excluded.at > t.at",
                HELD_AGAIN)));
    // A flow's word on what it created never overrules what the canonicalizer found since.
    byTopic.put(
        TopicCatalogue.LINKS,
        keepingLast(
            "ops.link",
            all(List.of(keyColumn("link_key")), columnsOf(Link.getClassSchema())),
            "link_key",
            "excluded.rule <> 'created-by-flow' or t.rule = 'created-by-flow'"));
    byTopic.put(
        TopicCatalogue.SUGGESTIONS,
        EventProjection.mirroring(
            "ops.identity_suggestion",
            "suggestion_key",
            columnsOf(Suggestion.getClassSchema()).stream()
                .map(column -> SIDES.contains(column.name()) ? ofRecord(column) : column)
                .toList()));
    byTopic.put(
        TopicCatalogue.DECISIONS,
        keepingFirst(
            "ops.identity_decision",
            all(List.of(keyColumn("decision_id")), columnsOf(Decision.getClassSchema())),
            "decision_id",
            "at"));
    byTopic.put(
        TopicCatalogue.METRICS,
        keepingLast(
            "ops.metric",
            all(List.of(keyColumn("metric_key")), columnsOf(MetricValue.getClassSchema())),
            "metric_key",
            "excluded.updated_at >= t.updated_at"));
    byTopic.put(TopicCatalogue.INSIGHTS, versioned("ops.insight", Insight.getClassSchema()));
    byTopic.put(TopicCatalogue.ACTIONS, versioned("ops.action", Action.getClassSchema()));
    byTopic.put(
        TopicCatalogue.AUDIT,
        keepingFirst(
            "ops.audit",
            all(
                List.of(new Column<Received>("id", "text", Received::place)),
                columnsOf(AuditEntry.getClassSchema())),
            "id"));
  }

  /** {@code left} and {@code right} are words of SQL. */
  private static Column<Received> ofRecord(Column<Received> side) {
    return side.named(side.name() + "_record");
  }

  private static Projection versioned(String table, Schema schema) {
    List<Column<Received>> columns =
        columnsOf(schema).stream()
            .map(column -> column.name().equals("payload") ? column.typed("jsonb") : column)
            .toList();
    return keepingLast(table, columns, "id", "excluded.version > t.version");
  }

  /**
   * What is kept of a topic.
   *
   * @throws IllegalArgumentException if nothing is kept of that topic
   */
  Projection of(String topic) {
    Projection projection = TopicCatalogue.isSource(topic) ? sourceEvents : byTopic.get(topic);
    if (projection == null) {
      throw new IllegalArgumentException("topic: " + topic + " (expected: one that is projected)");
    }
    return projection;
  }
}
