package io.mainstem.sink.balance;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.mainstem.runtime.config.Secret;
import io.mainstem.runtime.health.HealthRegistry;
import io.mainstem.schemas.event.Insight;
import io.mainstem.schemas.event.InsightState;
import io.mainstem.sink.reporting.Store;
import io.mainstem.testkit.TestBackbone;
import io.mainstem.testkit.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class BalanceWatchIT {
  private static final Instant RECEIVED = Instant.parse("2026-03-02T12:40:00.000001Z");
  private static final Duration LIMIT = Duration.ofMinutes(10);

  private final TestDatabase database = TestBackbone.shared().newDatabase();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final HikariDataSource pool =
      Store.open(database.jdbcUrl(), database.user(), new Secret(database.password()));
  private Instant now = RECEIVED;
  private boolean ledgerIsRead = true;
  private BalanceWatch watch;

  @BeforeEach
  void open() throws InterruptedException {
    Store.migrate(pool, new HealthRegistry(InstantSource.system()).component("tables"));
    watch = new BalanceWatch(pool, LIMIT, meters, () -> ledgerIsRead, () -> now);
  }

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void shouldRaiseAnInsightOncePastTheLimitAndResolveItWhenTheAccountCloses() throws Exception {
    received("one", RECEIVED);
    received("two", RECEIVED);
    settled("two", "APPLIED", RECEIVED);
    now = RECEIVED.plus(LIMIT);
    watch.look();
    assertThat(insights()).isEmpty();

    now = now.plusMillis(1);
    ledgerIsRead = false;
    watch.look();
    assertThat(insights()).describedAs("nothing is missed that was not read yet").isEmpty();
    ledgerIsRead = true;
    watch.look();
    watch.look();
    List<Insight> opened = insights();
    assertThat(opened).hasSize(1);
    assertThat(opened.getFirst().getState()).isEqualTo(InsightState.OPEN);
    assertThat(opened.getFirst().getSentence())
        .isEqualTo("1 record of pos (order) has had no outcome for longer than 10 minutes.");
    assertThat(opened.getFirst().getWindowStart()).isEqualTo(RECEIVED);
    assertThat(gauge("mainstem.balance.overdue.records")).isEqualTo(1);
    assertThat(database.value("select overdue from ops.balance where connection = 'pos'"))
        .isEqualTo("1");

    received("three", RECEIVED.plusSeconds(1));
    now = now.plusSeconds(60);
    watch.look();
    assertThat(insights()).last().satisfies(next -> assertThat(next.getObserved()).isEqualTo(2));

    // The hour is over and its time is up: judged by its count from here on.
    settled("one", "QUARANTINED", RECEIVED);
    now = Instant.parse("2026-03-02T13:10:00Z");
    watch.look();
    assertThat(insights()).last().satisfies(next -> assertThat(next.getObserved()).isEqualTo(1));

    settled("three", "DUPLICATE", RECEIVED.plusSeconds(1));
    watch.look();
    watch.look();
    List<Insight> all = insights();
    assertThat(all).extracting(Insight::getVersion).containsExactly(1L, 2L, 3L, 4L);
    assertThat(all).extracting(Insight::getId).containsOnly(opened.getFirst().getId());
    assertThat(all.getLast().getState()).isEqualTo(InsightState.RESOLVED);
    assertThat(all.getLast().getResolvedAt()).isEqualTo(now);
    assertThat(gauge("mainstem.balance.overdue.records")).isZero();
  }

  @Test
  void shouldCountWhateverOrderAndHoweverOftenRowsAreWritten() {
    long seed = 20260302;
    Random random = new Random(seed);
    List<String> kinds =
        List.of(
            "APPLIED", "UNCHANGED", "SUPERSEDED", "DUPLICATE", "ECHO", "FILTERED", "QUARANTINED");
    for (int step = 0; step < 400; step++) {
      String id = "e" + random.nextInt(60);
      Instant at = RECEIVED.plus(Duration.ofMinutes(3L * Integer.parseInt(id.substring(1))));
      switch (random.nextInt(7)) {
        case 0, 1, 2 -> received(id, at);
        case 3, 4, 5 -> settled(id, kinds.get(random.nextInt(kinds.size())), at);
        default -> database.execute("delete from ops.source_event where event_id = '" + id + "'");
      }
    }
    String counted =
        """
        select connection, object, hour, received, applied, unchanged, superseded, duplicate, echo,
          filtered, quarantined from ops.balance_by_hour
        where (received, applied + unchanged + superseded + duplicate + echo + filtered
          + quarantined) <> (0, 0) order by 1, 2, 3
        """;
    String recounted =
        """
        select connection, object, date_trunc('hour', received_at, 'UTC'),
          count(*) filter (where kind = 'RECEIVED'), count(*) filter (where kind = 'APPLIED'),
          count(*) filter (where kind = 'UNCHANGED'), count(*) filter (where kind = 'SUPERSEDED'),
          count(*) filter (where kind = 'DUPLICATE'), count(*) filter (where kind = 'ECHO'),
          count(*) filter (where kind = 'FILTERED'), count(*) filter (where kind = 'QUARANTINED')
        from (select connection, object, received_at, 'RECEIVED' as kind from ops.source_event
          union all select connection, object, received_at, kind from ops.outcome) r
        group by 1, 2, 3 order by 1, 2, 3
        """;
    assertThat(database.query(counted))
        .describedAs("seed %d", seed)
        .hasSizeGreaterThan(3)
        .isEqualTo(database.query(recounted));
    assertThat(database.value("select in_flight from ops.balance"))
        .isEqualTo(
            database.value(
                "select (select count(*) from ops.source_event)"
                    + " - (select count(*) from ops.outcome)"));
    watch.look();
    assertThat(
            meters
                .get("mainstem.balance.records")
                .tags("connection", "pos", "object", "order", "outcome", "received")
                .gauge()
                .value())
        .isEqualTo(
            Double.parseDouble(
                String.valueOf(database.value("select count(*) from ops.source_event"))));
  }

  private void received(String id, Instant at) {
    database.execute(
        """
        insert into ops.source_event values ('%s', 'pos', 'square', 'order', '%s', 1, 'UPSERT',
          null, '%s', 'd', 'WEBHOOK', 'source.pos', 0, 0) on conflict do nothing
        """
            .formatted(id, id, at));
  }

  private void settled(String id, String kind, Instant at) {
    database.execute(
        """
        insert into ops.outcome as t values ('%s', 'pos', 'order', '%s', 'd', '%s', '%s', '%s', '[]')
        on conflict (event_id, delivery_id) do update set kind = excluded.kind
        """
            .formatted(id, id, kind, at, at));
  }

  private double gauge(String name) {
    return meters.get(name).tags("connection", "pos", "object", "order").gauge().value();
  }

  /** As they wait to be published, oldest first. */
  private List<Insight> insights() throws SQLException, IOException {
    List<Insight> insights = new ArrayList<>();
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select value from ops.outbox where topic = 'insights.v1' order by id")) {
      while (row.next()) {
        insights.add(
            new SpecificDatumReader<Insight>(Insight.getClassSchema())
                .read(null, DecoderFactory.get().binaryDecoder(row.getBytes(1), null)));
      }
    }
    return insights;
  }
}
