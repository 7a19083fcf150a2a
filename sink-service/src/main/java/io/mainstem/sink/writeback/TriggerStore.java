package io.mainstem.sink.writeback;

import io.mainstem.sink.flow.Trigger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The remembered events that were not planned yet. */
final class TriggerStore {
  private static final String DUE =
      """
      select flow, entity, id, transition, event, version, at, event_id, document, first_seen,
        trace_parent
      from ops.flow_trigger where state = 'OPEN' and not_before <= ? order by not_before limit ?
      """;
  private static final String CLOSE =
      """
      update ops.flow_trigger set state = ?, detail = ?
      where flow = ? and id = ? and transition = ? and state = 'OPEN'
      """;
  private static final String POSTPONE =
      """
      update ops.flow_trigger set not_before = ?, detail = ?
      where flow = ? and id = ? and transition = ? and state = 'OPEN'
      """;

  /**
   * A trigger that waits.
   *
   * @param document the subject as it was, where the event carried it
   * @param traceParent the W3C trace of the event
   */
  record Open(
      Trigger trigger,
      @Nullable String document,
      Instant firstSeen,
      @Nullable String traceParent) {}

  List<Open> due(Connection connection, Instant now, int limit) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(DUE)) {
      statement.setObject(1, now.atOffset(ZoneOffset.UTC));
      statement.setInt(2, limit);
      try (ResultSet row = statement.executeQuery()) {
        List<Open> open = new ArrayList<>();
        while (row.next()) {
          Trigger trigger =
              new Trigger(
                  row.getString("flow"),
                  row.getString("entity"),
                  row.getString("id"),
                  row.getString("transition"),
                  row.getString("event"),
                  row.getLong("version"),
                  row.getObject("at", OffsetDateTime.class).toInstant(),
                  row.getString("event_id"));
          open.add(
              new Open(
                  trigger,
                  row.getString("document"),
                  row.getObject("first_seen", OffsetDateTime.class).toInstant(),
                  row.getString("trace_parent")));
        }
        return open;
      }
    }
  }

  void close(Connection connection, Trigger trigger, String state, String detail)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(CLOSE)) {
      statement.setString(1, state);
      statement.setString(2, detail);
      key(statement, 3, trigger);
      statement.executeUpdate();
    }
  }

  void postpone(Connection connection, Trigger trigger, Instant until, String detail)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(POSTPONE)) {
      statement.setObject(1, until.atOffset(ZoneOffset.UTC));
      statement.setString(2, detail);
      key(statement, 3, trigger);
      statement.executeUpdate();
    }
  }

  private static void key(PreparedStatement statement, int first, Trigger trigger)
      throws SQLException {
    statement.setString(first, trigger.flow());
    statement.setString(first + 1, trigger.id());
    statement.setString(first + 2, trigger.transition());
  }
}
