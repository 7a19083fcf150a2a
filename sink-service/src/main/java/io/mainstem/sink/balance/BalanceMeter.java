package io.mainstem.sink.balance;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code mainstem_balance_records} by source, object and outcome, {@code received} and {@code
 * in_flight} among them, and {@code mainstem_balance_overdue_records}. Read from the store, so that
 * it is right after a restart; every copy of the service tells the same.
 */
final class BalanceMeter {
  private static final List<String> PARTS =
      List.of(
          "received",
          "applied",
          "unchanged",
          "superseded",
          "duplicate",
          "echo",
          "filtered",
          "quarantined",
          "in_flight");
  private static final String TOTALS =
      """
      select b.*, coalesce(o.overdue, 0) as overdue from ops.balance_count b
      left join ops.balance_overdue o using (connection, object) where b.hour = '-infinity'
      """;

  private final MultiGauge records;
  private final MultiGauge overdue;

  BalanceMeter(MeterRegistry registry) {
    records =
        MultiGauge.builder("mainstem.balance.records")
            .description("Accepted events by what became of them")
            .register(registry);
    overdue =
        MultiGauge.builder("mainstem.balance.overdue.records")
            .description("Accepted events that have had no outcome for longer than the limit")
            .register(registry);
  }

  void look(Connection connection) throws SQLException {
    List<MultiGauge.Row<?>> all = new ArrayList<>();
    List<MultiGauge.Row<?>> late = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(TOTALS);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        Tags account =
            Tags.of(
                "connection", row.getString("connection"),
                "object", row.getString("object"));
        for (String part : PARTS) {
          all.add(MultiGauge.Row.of(account.and("outcome", part), row.getLong(part)));
        }
        late.add(MultiGauge.Row.of(account, row.getLong("overdue")));
      }
    }
    records.register(all, true);
    overdue.register(late, true);
  }
}
