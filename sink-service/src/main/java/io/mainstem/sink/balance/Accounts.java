package io.mainstem.sink.balance;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/**
 * Finds what is overdue. An hour that is over and whose time is up is judged by its count; in one
 * that is not, the receipts older than the limit are looked up by their ids, each once.
 */
final class Accounts {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final String OPEN =
      """
      select connection, object, hour, in_flight from ops.balance_count
      where in_flight <> 0 and hour > '-infinity'
      """;
  private static final String WITHOUT_OUTCOME =
      """
      select count(*) as records, min(e.received_at) as oldest from ops.source_event e
      where e.connection = ? and e.object = ? and e.received_at >= ? and e.received_at < ?
        and not exists (
          select from ops.outcome o
          where o.event_id = e.event_id and o.delivery_id = e.delivery_id)
      """;

  private final Duration limit;

  /** Up to when an hour's receipts are known to have their outcomes; begins anew with a restart. */
  private Map<Hour, Instant> settled = new HashMap<>();

  private record Hour(Account account, Instant start) {}

  Accounts(Duration limit) {
    this.limit = limit;
  }

  Map<Account, Overdue> overdue(Connection connection, Instant now) throws SQLException {
    Map<Account, Overdue> found = new HashMap<>();
    Map<Hour, Instant> stillOpen = new HashMap<>();
    Instant due = now.minus(limit);
    for (Map.Entry<Hour, Long> open : open(connection).entrySet()) {
      Hour hour = open.getKey();
      Instant end = hour.start().plus(HOUR);
      if (!end.isAfter(due)) {
        add(found, hour.account(), new Overdue(Math.abs(open.getValue()), hour.start()));
      } else if (hour.start().isBefore(due)) {
        Instant from = settled.getOrDefault(hour, hour.start());
        Overdue late = withoutOutcome(connection, hour.account(), from, due);
        if (late.records() > 0) {
          add(found, hour.account(), late);
        }
        stillOpen.put(hour, late.oldest());
      }
    }
    settled = stillOpen;
    return found;
  }

  private static void add(Map<Account, Overdue> found, Account account, Overdue overdue) {
    found.merge(account, overdue, Overdue::and);
  }

  private static Map<Hour, Long> open(Connection connection) throws SQLException {
    Map<Hour, Long> open = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(OPEN);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        Account account = new Account(row.getString("connection"), row.getString("object"));
        Instant start = row.getObject("hour", OffsetDateTime.class).toInstant();
        open.put(new Hour(account, start), row.getLong("in_flight"));
      }
    }
    return open;
  }

  /** Where there are none, {@code oldest} is the end of what was looked at. */
  private static Overdue withoutOutcome(
      Connection connection, Account account, Instant from, Instant until) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(WITHOUT_OUTCOME)) {
      statement.setString(1, account.connection());
      statement.setString(2, account.object());
      statement.setObject(3, from.atOffset(ZoneOffset.UTC));
      statement.setObject(4, until.atOffset(ZoneOffset.UTC));
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        OffsetDateTime oldest = row.getObject("oldest", OffsetDateTime.class);
        return new Overdue(row.getLong("records"), oldest == null ? until : oldest.toInstant());
      }
    }
  }
}
