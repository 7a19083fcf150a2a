package io.mainstem.sink.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstem.runtime.health.Health;
import io.mainstem.schemas.TopicCatalogue;
import io.mainstem.schemas.canonical.Company;
import io.mainstem.schemas.event.DeadLetter;
import io.mainstem.schemas.event.DecisionKind;
import io.mainstem.schemas.event.Operation;
import io.mainstem.schemas.event.OutcomeKind;
import io.mainstem.schemas.event.SourceEvent;
import io.mainstem.schemas.event.Stage;
import io.mainstem.schemas.event.Via;
import io.mainstem.testkit.Await;
import io.mainstem.testkit.FaultProxy;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ReportingIT {
  private static final String ORDERS = "canonical.order.v1";
  private static final String SITES = "canonical.site.v1";
  private static final String COMPANIES = "canonical.company.v1";

  private final String run = UUID.randomUUID().toString().substring(0, 8);
  private Bench bench;

  @BeforeEach
  void open() throws Exception {
    bench = new Bench("pos");
  }

  @AfterEach
  void close() throws Exception {
    bench.close();
  }

  @Test
  void shouldKeepTheHighestVersionWhateverArrives() {
    String id = "ord_" + run;
    for (long version : new long[] {1, 3, 2, 3}) {
      bench.send(ORDERS, id, Records.order(id, version, (int) version));
    }
    bench.flush();
    bench.start(bench.database().jdbcUrl(), "pos");

    Await.asserted(
        "the order",
        () ->
            assertThat(
                    rows(
                        "select version, order_number, net_sales_amount from reporting.order where"
                            + " id = '"
                            + id
                            + "'"))
                .containsExactly(List.of("3", "A-3", "18.0000")));
    assertThat(
            rows(
                "select position, name from reporting.order_line where order_id = '"
                    + id
                    + "' order by 1"))
        .hasSize(3)
        .contains(List.of("0", "Soup \"of the day\""));
    assertThat(rows("select version from reporting.order_history where id like '%" + run + "'"))
        .hasSize(3);
    assertThat(
            bench
                .database()
                .value(
                    "select document->'lines'->0->'quantity'->>'amount' from reporting.order where"
                        + " id = '"
                        + id
                        + "'"))
        .isEqualTo("2.000000");

    // A lower version after the restart of the reader, too.
    bench.send(ORDERS, id, Records.order(id, 2, 1));
    bench.send(ORDERS, "ord_last" + run, Records.order("ord_last" + run, 1, 0));
    bench.flush();
    Await.until("the last order", () -> count("reporting.order where id like 'ord_last%'") == 1);
    assertThat(rows("select version from reporting.order where id = '" + id + "'"))
        .containsExactly(List.of("3"));
    assertThat(count("reporting.order_line where order_id = '" + id + "'")).isEqualTo(3);

    bench.send(ORDERS, id, null);
    bench.flush();
    Await.until("erasure", () -> count("reporting.order_history where id = '" + id + "'") == 0);
    assertThat(count("reporting.order_line where order_id = '" + id + "'")).isZero();
  }

  @Test
  void shouldListAConflictWhileItLastsAndRememberSinceWhen() {
    String id = "com_" + run;
    bench.send(COMPANIES, id, Records.disputed(id, 1, "\"Old Row\"", true));
    bench.send(COMPANIES, id + "x", Records.disputed(id + "x", 1, "\"Spelt Otherwise\"", false));
    bench.flush();
    bench.start(bench.database().jdbcUrl(), "pos");
    String listed =
        "select field, connection, source_id, value, winner_connection, winning_value, version,"
            + " since from reporting.conflict where id like '"
            + id
            + "%'";
    String since = "2026-03-02 12:00:00.123456+00";

    Await.asserted(
        "one conflict",
        () ->
            assertThat(rows(listed))
                .containsExactly(
                    List.of(
                        "tradingName",
                        "crm",
                        "9",
                        "\"Old Row\"",
                        "accounting",
                        "\"Row Ltd\"",
                        "1",
                        since)));

    bench.send(COMPANIES, id, Records.disputed(id, 2, "\"Older Row\"", true));
    bench.flush();
    Await.asserted(
        "the same conflict, in other words",
        () ->
            assertThat(rows(listed))
                .singleElement()
                .satisfies(row -> assertThat(row).contains("\"Older Row\"", "2", since)));
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    try (ConflictMeter meter =
        new ConflictMeter(bench.parts(bench.database().jdbcUrl()).database(), meters)) {
      meter.look();
      assertThat(conflicts(meters)).isEqualTo(1);

      bench.send(COMPANIES, id, Records.disputed(id, 3, "\"Row Ltd.\"", false));
      bench.flush();
      Await.asserted("no conflict any more", () -> assertThat(rows(listed)).isEmpty());
      meter.look();
      assertThat(meters.find("mainstem.conflicts").meters()).isEmpty();
    }

    bench.send(COMPANIES, id, Records.disputed(id, 4, "\"Old Row\"", true));
    bench.flush();
    Await.asserted("it is back", () -> assertThat(rows(listed)).hasSize(1));
    Company absorbed = Records.disputed(id, 5, "\"Old Row\"", true);
    absorbed.setMergedInto("com_other");
    bench.send(COMPANIES, id, absorbed);
    bench.flush();
    Await.asserted("not of an absorbed record", () -> assertThat(rows(listed)).isEmpty());
  }

  /**
   * Orders told anew or not, and whatever comes first: the links decide; see docs/subscribing.md.
   */
  @Test
  void shouldBeRightAtEveryMomentOfAMergeAndASplit() throws Exception {
    String north = "sit_a" + run;
    String south = "sit_b" + run;
    String manual =
        Files.readString(
            Path.of(System.getProperty("mainstem.root", ".."), "docs", "subscribing.md"));
    int from = manual.indexOf("```sql\n") + "```sql\n".length();
    String orders =
        "select id, orders from ("
            + manual.substring(from, manual.indexOf("```", from))
            + ") as manual where id in ('"
            + north
            + "', '"
            + south
            + "') order by id";
    String view =
        "select site_id, orders, net_sales from reporting.sales_by_site_day where site_id in ('"
            + north
            + "', '"
            + south
            + "') order by site_id";
    bench.send(SITES, north, Records.site(north, 1, null));
    bench.send(SITES, south, Records.site(south, 1, null));
    bench.send(TopicCatalogue.LINKS, "site|pos|site|a" + run, Records.siteLink(north, north));
    bench.send(TopicCatalogue.LINKS, "site|rota|site|b" + run, Records.siteLink(south, south));
    bench.send(ORDERS, "ord_n" + run, Records.orderAt(north, north, "ord_n" + run, 1));
    bench.send(ORDERS, "ord_s" + run, Records.orderAt(south, south, "ord_s" + run, 1));
    bench.flush();
    bench.start(bench.database().jdbcUrl(), "pos");
    List<List<String>> apart = List.of(List.of(north, "1"), List.of(south, "1"));
    Await.asserted("two sites", () -> assertThat(rows(orders)).isEqualTo(apart));

    // The link alone: neither the site nor its order has been told yet.
    bench.send(TopicCatalogue.LINKS, "site|rota|site|b" + run, Records.siteLink(south, north));
    bench.flush();
    List<List<String>> one = List.of(List.of(north, "2"));
    Await.asserted("one site", () -> assertThat(rows(orders)).isEqualTo(one));
    assertThat(rows(view)).containsExactly(List.of(north, "2", "36.0000"));

    bench.send(SITES, south, Records.site(south, 2, north));
    bench.send(ORDERS, "ord_s" + run, Records.orderAt(south, north, "ord_s" + run, 2));
    bench.flush();
    Await.until(
        "the order is told",
        () -> count("reporting.order where id = 'ord_s" + run + "' and version = 2") == 1);
    assertThat(rows(orders)).isEqualTo(one);
    assertThat(rows("select merged_into from reporting.site where id = '" + south + "'"))
        .containsExactly(List.of(north));

    // The split: again the link comes first.
    bench.send(TopicCatalogue.LINKS, "site|rota|site|b" + run, Records.siteLink(south, south));
    bench.flush();
    Await.asserted("two sites again", () -> assertThat(rows(orders)).isEqualTo(apart));
    bench.send(SITES, south, Records.site(south, 3, null));
    bench.send(ORDERS, "ord_s" + run, Records.orderAt(south, south, "ord_s" + run, 3));
    bench.flush();
    Await.until(
        "the order is told again",
        () -> count("reporting.order where id = 'ord_s" + run + "' and version = 3") == 1);
    assertThat(rows(orders)).isEqualTo(apart);
    assertThat(rows(view))
        .containsExactly(List.of(north, "1", "18.0000"), List.of(south, "1", "18.0000"));
  }

  @Test
  void shouldListASuggestionUntilItIsSettledAndRememberEveryDecision() {
    String left = "crm|contact|" + run;
    String right = "pos|customer|" + run;
    String key = "person|" + left + "|" + right;
    String listed =
        "select left_record, right_record, probability, evidence->0->>'words' from"
            + " ops.identity_suggestion where suggestion_key = '"
            + key
            + "'";
    bench.send(TopicCatalogue.SUGGESTIONS, key, Records.suggestion(left, right, 0.5));
    bench.send(TopicCatalogue.SUGGESTIONS, key, null);
    bench.send(TopicCatalogue.SUGGESTIONS, key, Records.suggestion(left, right, 0.75));
    bench.flush();
    bench.start(bench.database().jdbcUrl(), "pos");
    Await.asserted(
        "the suggestion",
        () -> assertThat(rows(listed)).containsExactly(List.of(left, right, "0.75", "the same")));

    bench.send(TopicCatalogue.SUGGESTIONS, key, null);
    bench.flush();
    Await.asserted("it is settled", () -> assertThat(rows(listed)).isEmpty());

    Instant later = Records.NOON.plusSeconds(1);
    bench.send(
        TopicCatalogue.DECISIONS,
        "dec_" + run,
        Records.decision(DecisionKind.MUST_LINK, "Ann", Records.NOON, left, right));
    bench.flush();
    String inForce = "ops.identity_decision_in_force where decision_id = 'dec_" + run + "'";
    Await.until("the decision", () -> count(inForce) == 1);
    bench.send(
        TopicCatalogue.DECISIONS,
        "dec_" + run,
        Records.decision(DecisionKind.REVOKED, "Bob", later, left, right));
    bench.flush();
    Await.until("it is taken back", () -> count(inForce) == 0);
    assertThat(
            rows(
                "select kind, decided_by from ops.identity_decision where decision_id = 'dec_"
                    + run
                    + "' order by at"))
        .containsExactly(List.of("MUST_LINK", "Ann"), List.of("REVOKED", "Bob"));
  }

  private static double conflicts(SimpleMeterRegistry meters) {
    return meters
        .get("mainstem.conflicts")
        .tags("entity", "company", "field", "tradingName", "connection", "crm")
        .gauge()
        .value();
  }

  @Test
  void shouldSetAsideWhatTheStoreCannotHoldAndGoOn() {
    for (int i = 0; i < 20; i++) {
      String id = "ord_" + run + i;
      bench.send(ORDERS, id, Records.order(id, 1, 1));
    }
    var poison = Records.order("ord_nul" + run, 1, 1);
    poison.setSourceStatus("PAID\0");
    bench.send(ORDERS, "ord_nul" + run, poison);
    byte[] garbage = ("not avro " + run).getBytes(StandardCharsets.UTF_8);
    bench.sendBytes(ORDERS, "ord_garbage" + run, garbage);
    bench.flush();
    bench.start(bench.database().jdbcUrl(), "pos");

    Await.until("all good orders", () -> ours("reporting.order") == 20);
    Await.until(
        "both bad ones", () -> count("ops.quarantine where source_id like '%" + run + "%'") == 2);
    assertThat(
            rows(
                "select code, stage, state, original = '\\x"
                    + java.util.HexFormat.of().formatHex(garbage)
                    + "' from ops.quarantine where source_id = 'ord_garbage"
                    + run
                    + "'"))
        .containsExactly(List.of("UNREADABLE_RECORD", "WRITE", "OPEN", "t"));
    assertThat(rows("select code from ops.quarantine where source_id = 'ord_nul" + run + "'"))
        .containsExactly(List.of("UNSTORABLE_VALUE"));
  }

  @Test
  void shouldWaitForPostgresLoseNothingAndCatchUp() {
    URI address = URI.create(bench.database().jdbcUrl().substring("jdbc:".length()));
    try (FaultProxy wire = FaultProxy.to(address.getHost(), address.getPort())) {
      bench.start(
          bench
              .database()
              .jdbcUrl()
              .replace(":" + address.getPort() + "/", ":" + wire.port() + "/"),
          "pos");
      sendOrders(0, 300);
      Await.until("the first orders", () -> ours("reporting.order") == 300);

      wire.refuse();
      sendOrders(300, 600);
      Await.until(
          "health to say so",
          () -> bench.health().of("reporting-entities").orElseThrow().state() == Health.State.DOWN);
      assertThat(bench.health().of("reporting-entities").orElseThrow().detail())
          .contains("PostgreSQL");

      wire.heal();
      Await.until("all orders", () -> ours("reporting.order") == 600);
      assertThat(count("reporting.order_line where order_id like '%" + run + "%'")).isEqualTo(1200);
      Await.until("health", () -> bench.health().isReady());
    }
  }

  @Test
  void shouldHoldTheSameAfterBreaksInMidBatchAndASuccessor() throws Exception {
    URI address = URI.create(bench.database().jdbcUrl().substring("jdbc:".length()));
    try (FaultProxy wire = FaultProxy.to(address.getHost(), address.getPort())) {
      String proxied =
          bench
              .database()
              .jdbcUrl()
              .replace(":" + address.getPort() + "/", ":" + wire.port() + "/");
      Reporting first = bench.start(proxied, "pos");
      Thread sender = Thread.startVirtualThread(() -> sendOrders(0, 4000));
      for (int cut = 1; cut <= 5; cut++) {
        int seen = cut * 300;
        Await.until("some orders", () -> ours("reporting.order") >= seen);
        wire.reset();
      }
      first.close();
      sender.join();
      bench.start(bench.database().jdbcUrl(), "pos");
      Await.until("all orders", () -> ours("reporting.order") == 4000);
      assertThat(count("reporting.order_line where order_id like '%" + run + "%'")).isEqualTo(8000);
      assertThat(count("reporting.order_history where id like '%" + run + "%'")).isEqualTo(4000);
      assertThat(count("ops.quarantine where source_id like '%" + run + "%'")).isZero();
    }
  }

  @Test
  void shouldRefuseAConsumerThatWasGivenUpForDead() throws Exception {
    TopicPartition partition = new TopicPartition(ORDERS, 0);
    ReportingStore store =
        new ReportingStore(
            bench.parts(bench.database().jdbcUrl()).database(),
            new PositionStore("zombie-" + run),
            new Projections()::of,
            new Poison(InstantSource.system()));
    assertThat(store.open(List.of(partition), _ -> 0L)).containsEntry(partition, 0L);
    store.write(one(3), List.of(), Map.of(partition, new PositionStore.Step(0, 1)));

    assertThatThrownBy(
            () -> store.write(one(9), List.of(), Map.of(partition, new PositionStore.Step(0, 1))))
        .isInstanceOf(ReportingStore.Fenced.class);
    assertThat(rows("select version from reporting.order where id = 'ord_" + run + "'"))
        .containsExactly(List.of("3"));
  }

  private List<Received> one(long version) {
    String id = "ord_" + run;
    return List.of(
        new Received(
            ORDERS, 0, 0, id, Records.order(id, version, 1), new byte[0], Records.NOON, null));
  }

  @Test
  void shouldBalanceReceivedAgainstOutcomes() {
    String once = "e-once" + run;
    String twice = "e-twice" + run;
    String mended = "e-mended" + run;
    String open = "e-open" + run;
    for (String event : List.of(once, twice, mended, open)) {
      bench.send(TopicCatalogue.source("pos"), "order|" + event, event(event, "first"));
    }
    bench.send(TopicCatalogue.source("pos"), "order|" + twice, event(twice, "again"));
    bench.send(TopicCatalogue.source("pos"), "order|" + once, event(once, "first"));
    ledger(once, "first", OutcomeKind.APPLIED);
    ledger(once, "first", OutcomeKind.DUPLICATE);
    ledger(twice, "first", OutcomeKind.APPLIED);
    ledger(twice, "again", OutcomeKind.DUPLICATE);
    ledger(mended, "first", OutcomeKind.QUARANTINED);
    ledger(mended, "first", OutcomeKind.UNCHANGED);
    bench.flush();
    bench.start(bench.database().jdbcUrl(), "pos");

    Await.asserted(
        "the balance",
        () ->
            assertThat(
                    rows(
                        "select received, applied, unchanged, duplicate, quarantined, in_flight"
                            + " from ops.balance where connection = 'pos"
                            + run
                            + "'"))
                .containsExactly(List.of("5", "2", "1", "1", "0", "1")));
  }

  @Test
  void shouldKeepWaitingWhatIsHeldAgainAfterItWasMended() {
    String event = "e-again" + run;
    letter(event, 0, "email is missing.");
    bench.flush();
    bench.start(bench.database().jdbcUrl(), "pos");
    String states = "select state, cause from ops.quarantine where event_id = '" + event + "'";
    Await.asserted("held", () -> assertThat(states(states)).containsExactly("OPEN email"));

    ledger(event, "d-" + event, OutcomeKind.APPLIED);
    bench.flush();
    Await.asserted("mended", () -> assertThat(states(states)).containsExactly("RESOLVED email"));

    letter(event, 0, "email is missing."); // read again after a crash
    letter(event, 2, "phone is missing.");
    bench.flush();
    Await.asserted("held again", () -> assertThat(states(states)).containsExactly("OPEN phone"));
  }

  private List<String> states(String query) {
    return rows(query).stream()
        .map(row -> row.get(0) + " " + row.get(1).substring(0, row.get(1).indexOf(' ')))
        .toList();
  }

  private void letter(String eventId, long second, String cause) {
    bench.send(
        TopicCatalogue.QUARANTINE,
        "pos|order|" + eventId,
        DeadLetter.newBuilder()
            .setId("letter-" + eventId)
            .setEventId(eventId)
            .setConnection("pos" + run)
            .setObject("order")
            .setSourceId(eventId)
            .setDeliveryId("d-" + eventId)
            .setStage(Stage.MAP)
            .setCode("MISSING_FIELD")
            .setCause(cause)
            .setAt(Records.NOON.plusSeconds(second))
            .setTopic(TopicCatalogue.source("pos"))
            .setPartition(0)
            .setOffset(second)
            .setOriginal(ByteBuffer.allocate(0))
            .build());
  }

  private void ledger(String eventId, String deliveryId, OutcomeKind kind) {
    var outcome = Records.outcome(eventId, kind);
    outcome.setDeliveryId(deliveryId);
    outcome.setConnection("pos" + run);
    bench.send(TopicCatalogue.LEDGER, "pos|order|" + eventId, outcome);
  }

  private SourceEvent event(String eventId, String deliveryId) {
    return SourceEvent.newBuilder()
        .setEventId(eventId)
        .setConnection("pos" + run)
        .setTool("square")
        .setObject("order")
        .setSourceId(eventId)
        .setVersion(1)
        .setOperation(Operation.UPSERT)
        .setReceivedAt(Records.NOON)
        .setDeliveryId(deliveryId)
        .setVia(Via.WEBHOOK)
        .setPayload(ByteBuffer.allocate(0))
        .build();
  }

  private void sendOrders(int from, int to) {
    for (int i = from; i < to; i++) {
      String id = "ord_" + run + "-" + i;
      bench.send(ORDERS, id, Records.order(id, 1, 2));
    }
    bench.flush();
  }

  private long ours(String table) {
    return count(table + " where id like 'ord_" + run + "%'");
  }

  private long count(String from) {
    return Long.parseLong(bench.database().value("select count(*) from " + from));
  }

  private List<List<String>> rows(String sql) {
    return List.copyOf(bench.database().query(sql));
  }
}
