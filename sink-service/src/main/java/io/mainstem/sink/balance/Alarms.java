package io.mainstem.sink.balance;

import io.mainstem.schemas.TopicCatalogue;
import io.mainstem.schemas.event.Insight;
import io.mainstem.sink.writeback.Outbox;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/** The alarms that stand, and their insights to be published: neither without the other. */
final class Alarms {
  private static final String ALL = "select * from ops.balance_overdue";
  private static final String KEEP =
      """
      insert into ops.balance_overdue
        (connection, object, overdue, oldest, insight_id, version, opened_at)
      values (?, ?, ?, ?, ?, ?, ?)
      on conflict (connection, object) do update set
        overdue = excluded.overdue, oldest = excluded.oldest, version = excluded.version
      """;
  private static final String DROP =
      "delete from ops.balance_overdue where connection = ? and object = ?";

  private Alarms() {}

  static Map<Account, Alarm> standing(Connection connection) throws SQLException {
    Map<Account, Alarm> standing = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(ALL);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        Account account = new Account(row.getString("connection"), row.getString("object"));
        standing.put(
            account,
            new Alarm(
                account,
                new Overdue(row.getLong("overdue"), instant(row, "oldest")),
                row.getString("insight_id"),
                row.getLong("version"),
                instant(row, "opened_at")));
      }
    }
    return standing;
  }

  static void keep(Connection connection, Alarm alarm, Insight insight) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(KEEP)) {
      statement.setString(1, alarm.account().connection());
      statement.setString(2, alarm.account().object());
      statement.setLong(3, alarm.overdue().records());
      statement.setObject(4, alarm.overdue().oldest().atOffset(ZoneOffset.UTC));
      statement.setString(5, alarm.insightId());
      statement.setLong(6, alarm.version());
      statement.setObject(7, alarm.openedAt().atOffset(ZoneOffset.UTC));
      statement.executeUpdate();
    }
    publish(connection, insight);
  }

  static void drop(Connection connection, Alarm alarm, Insight insight) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(DROP)) {
      statement.setString(1, alarm.account().connection());
      statement.setString(2, alarm.account().object());
      statement.executeUpdate();
    }
    publish(connection, insight);
  }

  private static void publish(Connection connection, Insight insight) throws SQLException {
    Outbox.add(connection, TopicCatalogue.INSIGHTS, insight.getId(), insight);
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
