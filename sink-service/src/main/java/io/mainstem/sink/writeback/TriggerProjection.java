package io.mainstem.sink.writeback;

import io.mainstem.schemas.event.Change;
import io.mainstem.schemas.event.Insight;
import io.mainstem.sink.flow.Trigger;
import io.mainstem.sink.flow.Triggers;
import io.mainstem.sink.reporting.JsonDocument;
import io.mainstem.sink.reporting.Projection;
import io.mainstem.sink.reporting.Received;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Remembers the events that flows listen for; one that was remembered before does nothing. */
final class TriggerProjection implements Projection {
  private static final String INSERT =
      """
      insert into ops.flow_trigger (flow, entity, id, transition, event, version, at, event_id, document,
        trace_parent)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?) on conflict do nothing
      """;

  private final Triggers triggers;

  TriggerProjection(Triggers triggers) {
    this.triggers = triggers;
  }

  @Override
  public void write(Connection connection, List<Received> batch) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      for (Received received : batch) {
        SpecificRecord value = received.value();
        switch (value) {
          case Change change -> add(statement, triggers.of(change), null, received.traceParent());
          // The insight as it was: by the time it is told, it may have moved on.
          case Insight insight ->
              add(
                  statement,
                  triggers.of(insight),
                  JsonDocument.of(insight),
                  received.traceParent());
          case null, default -> {}
        }
      }
      statement.executeBatch();
    }
  }

  private static void add(
      PreparedStatement statement,
      List<Trigger> found,
      @Nullable String document,
      @Nullable String traceParent)
      throws SQLException {
    for (Trigger trigger : found) {
      statement.setString(1, trigger.flow());
      statement.setString(2, trigger.entity());
      statement.setString(3, trigger.id());
      statement.setString(4, trigger.transition());
      statement.setString(5, trigger.event());
      statement.setLong(6, trigger.version());
      statement.setObject(7, trigger.at().atOffset(ZoneOffset.UTC));
      statement.setString(8, trigger.eventId());
      statement.setString(9, document);
      statement.setString(10, traceParent);
      statement.addBatch();
    }
  }
}
