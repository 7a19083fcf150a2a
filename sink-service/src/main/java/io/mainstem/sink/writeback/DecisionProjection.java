package io.mainstem.sink.writeback;

import io.mainstem.schemas.event.ActionDecision;
import io.mainstem.sink.reporting.Projection;
import io.mainstem.sink.reporting.Received;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;

/** Keeps the last word of a person on each action. */
final class DecisionProjection implements Projection {
  private static final String UPSERT =
      """
      insert into ops.action_decision as t (action_id, verdict, decided_by, reason, at)
      values (?, ?, ?, ?, ?)
      on conflict (action_id) do update set verdict = excluded.verdict,
        decided_by = excluded.decided_by, reason = excluded.reason, at = excluded.at
      where excluded.at > t.at
      """;

  @Override
  public void write(Connection connection, List<Received> batch) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(UPSERT)) {
      for (Received received : batch) {
        if (received.value() instanceof ActionDecision decision) {
          statement.setString(1, decision.getActionId());
          statement.setString(2, decision.getVerdict().name());
          statement.setString(3, decision.getDecidedBy());
          statement.setString(4, decision.getReason());
          statement.setObject(5, decision.getAt().atOffset(ZoneOffset.UTC));
          statement.addBatch();
        }
      }
      statement.executeBatch();
    }
  }
}
