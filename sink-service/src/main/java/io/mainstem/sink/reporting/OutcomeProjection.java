package io.mainstem.sink.reporting;

import io.mainstem.schemas.event.Outcome;
import io.mainstem.schemas.event.OutcomeKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.generic.IndexedRecord;

/**
 * One terminal outcome per accepted delivery of an event. Publishing a delivery again after a crash
 * never hides what became of it; a mended event moves from quarantined to its new outcome.
 */
final class OutcomeProjection implements Projection {
  private static final List<Column<IndexedRecord>> COLUMNS =
      SchemaColumns.ofEvent(Outcome.getClassSchema(), Set.of());

  private final Upsert<IndexedRecord> upsert =
      Upsert.replacing(
          "ops.outcome",
          COLUMNS,
          "event_id, delivery_id",
          // It stays in the account of the hour in which its event was first received.
          Upsert.assignments(COLUMNS, "event_id, delivery_id, received_at"),
          "excluded.kind <> 'DUPLICATE' or t.kind = 'DUPLICATE'",
          "event_id");

  private record Accepted(String eventId, String deliveryId) {}

  @Override
  public void write(Connection connection, List<Received> batch) throws SQLException {
    Map<Accepted, Outcome> last = new LinkedHashMap<>();
    for (Received received : batch) {
      if (received.value() instanceof Outcome outcome) {
        last.merge(
            new Accepted(outcome.getEventId(), outcome.getDeliveryId()),
            outcome,
            (before, next) -> next.getKind() == OutcomeKind.DUPLICATE ? before : next);
      }
    }
    upsert.write(connection, List.copyOf(last.values()));
    QuarantineClosing.by(connection, last.values());
  }
}
