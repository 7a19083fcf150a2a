package io.mainstem.sink.balance;

import io.mainstem.runtime.service.Recurring;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the balance again and again. An account with a record that has had no outcome for longer
 * than the limit becomes an insight, which resolves by itself when the account closes. Of several
 * copies of the service one looks at a time.
 */
public final class BalanceWatch {
  /** How long a record may be in flight before somebody is told, unless configured otherwise. */
  public static final Duration LIMIT = Duration.ofMinutes(5);

  static final Duration EVERY = Duration.ofSeconds(15);

  private static final Logger log = LoggerFactory.getLogger(BalanceWatch.class);
  private static final long LOCK = 0x6d61696e73746502L;

  private final DataSource database;
  private final Duration limit;
  private final Accounts accounts;
  private final BalanceMeter meter;
  private final BooleanSupplier ledgerIsRead;
  private final InstantSource clock;

  /**
   * @param limit how long a record may be in flight
   * @param ledgerIsRead whether the store has caught up since the start: what it has not read yet
   *     is not missing
   */
  BalanceWatch(
      DataSource database,
      Duration limit,
      MeterRegistry registry,
      BooleanSupplier ledgerIsRead,
      InstantSource clock) {
    this.database = database;
    this.limit = limit;
    this.accounts = new Accounts(limit);
    this.meter = new BalanceMeter(registry);
    this.ledgerIsRead = ledgerIsRead;
    this.clock = clock;
  }

  /** Looks now, and then again and again. */
  public static AutoCloseable start(
      DataSource database,
      Duration limit,
      MeterRegistry registry,
      BooleanSupplier ledgerIsRead,
      InstantSource clock) {
    BalanceWatch watch = new BalanceWatch(database, limit, registry, ledgerIsRead, clock);
    return Recurring.start("balance-watch", EVERY, watch::look);
  }

  void look() {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      if (ledgerIsRead.getAsBoolean() && locked(connection)) {
        judge(connection, clock.instant());
      }
      meter.look(connection);
      connection.commit();
    } catch (SQLException away) {
      log.atWarn().addKeyValue("state", away.getSQLState()).log("the balance was not looked at");
    }
  }

  private void judge(Connection connection, Instant now) throws SQLException {
    Map<Account, Alarm> standing = new HashMap<>(Alarms.standing(connection));
    for (Map.Entry<Account, Overdue> found : accounts.overdue(connection, now).entrySet()) {
      Alarm before = standing.remove(found.getKey());
      Alarm after =
          before == null
              ? Alarm.raised(found.getKey(), found.getValue(), now)
              : before.changed(found.getValue()).orElse(before);
      if (!after.equals(before)) {
        Alarms.keep(connection, after, after.open(limit, now));
      }
    }
    for (Alarm ended : standing.values()) {
      Alarms.drop(connection, ended, ended.resolved(now));
    }
  }

  private static boolean locked(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select pg_try_advisory_xact_lock(?)")) {
      statement.setLong(1, LOCK);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }
}
