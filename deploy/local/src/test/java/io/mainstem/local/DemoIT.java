package io.mainstem.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mainstem.runtime.kafka.KafkaClients;
import io.mainstem.schemas.event.Doorbell;
import io.mainstem.simulators.timeline.Expected;
import io.mainstem.simulators.timeline.Expected.WonDeal;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The demo's first day, played by simulated tools into real services. What must be true afterwards
 * is counted from the seed alone, by code that has never read a webhook.
 */
class DemoIT {
  private static final long SEED = 42;
  private static final int DAYS = 1;
  private static final int FRAME_BYTES = 5;
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Map<String, String> ORDER_STATUS =
      Map.of("OPEN", "OPEN", "COMPLETED", "PAID", "CANCELED", "CANCELLED", "DRAFT", "DRAFT");
  private static final Map<String, String> PAYMENT_STATUS =
      Map.of(
          "PENDING", "PENDING",
          "APPROVED", "AUTHORISED",
          "COMPLETED", "CAPTURED",
          "CANCELED", "VOIDED",
          "FAILED", "FAILED");

  @TempDir Path data;

  @Test
  void shouldEndTheFirstDayWithWhatTheSeedSaysInTheStoreAndInXero() throws Exception {
    Expected expected = Expected.after(SEED, DAYS);
    Map<String, String> simulation =
        Map.of(
            "SIM_SEED", Long.toString(SEED),
            "SIM_DAYS", Integer.toString(DAYS),
            "SIM_SECONDS_PER_DAY", "8");
    try (LocalRun run = LocalRun.demo(data, simulation);
        Connection store = run.database("mainstem")) {
      awaitRest(run, store, expected);

      assertThat(counts(store, "select status, count(*) from reporting.order group by 1"))
          .isEqualTo(translated(expected.orders(), ORDER_STATUS));
      assertThat(counts(store, "select status, count(*) from reporting.payment group by 1"))
          .isEqualTo(translated(expected.payments(), PAYMENT_STATUS));
      assertThat(moneyBySiteAndDay(store, "net_sales", "reporting.sales_by_site_day"))
          .isEqualTo(rounded(expected.netSales()));
      assertThat(moneyBySiteAndDay(store, "worked_cost", "reporting.labour_by_site_day"))
          .isEqualTo(rounded(expected.labourCost()));
      assertThat(count(store, live("site"))).isEqualTo(expected.sites());
      assertThat(count(store, live("employee"))).isEqualTo(expected.employees());
      assertThat(count(store, live("shift"))).isEqualTo(expected.shifts());
      assertThat(count(store, live("target"))).isEqualTo(expected.labourBudgets());
      assertThat(count(store, live("terminal"))).isEqualTo(expected.terminals().size());
      assertEveryEventHasOneOutcome(store, expected);
      assertEveryAcknowledgedDeliveryIsStored(run, store);
      for (WonDeal deal : expected.wonDeals()) {
        assertInvoicedOnce(run, store, deal);
      }
    }
  }

  /** Nothing in flight, nothing still ringing, every won deal's action at its end. */
  private static void awaitRest(LocalRun run, Connection store, Expected expected) {
    Awaitility.await("the day has been played and everything is at rest")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(
            () -> {
              JsonNode sent = json(run.simulators().resolve("/_sent?totals=true"), Map.of());
              assertThat(sent.path("inFlight").asInt()).isZero();
              assertThat(count(store, "reporting.order"))
                  .isEqualTo(Expected.total(expected.orders()));
              assertThat(count(store, "reporting.payment"))
                  .isEqualTo(Expected.total(expected.payments()));
              assertThat(count(store, "ops.source_event")).isEqualTo(count(store, "ops.outcome"));
              assertThat(count(store, "ops.quarantine")).isEqualTo(expected.malformed().size());
              assertThat(
                      count(store, "ops.action where flow like 'won-deal%' and state = 'VERIFIED'"))
                  .isEqualTo(expected.wonDeals().size());
              assertThat(count(store, "reporting.shift where status = 'COMPLETED'"))
                  .isEqualTo(expected.shiftsWorked());
              assertThat(counts(store, "select status, count(*) from reporting.order group by 1"))
                  .isEqualTo(translated(expected.orders(), ORDER_STATUS));
            });
  }

  private static void assertEveryEventHasOneOutcome(Connection store, Expected expected)
      throws SQLException {
    Set<String> received = texts(store, "select event_id || delivery_id from ops.source_event");
    Set<String> settled = texts(store, "select event_id || delivery_id from ops.outcome");
    assertThat(settled).isNotEmpty().isEqualTo(received);
    assertThat(count(store, "ops.outcome where kind = 'QUARANTINED'"))
        .isEqualTo(expected.malformed().size());
  }

  /** I2: what the senders were told is safe is in a source topic or waits as a doorbell. */
  private static void assertEveryAcknowledgedDeliveryIsStored(LocalRun run, Connection store)
      throws IOException, InterruptedException, SQLException {
    Set<String> stored = texts(store, "select delivery_id from ops.source_event");
    stored.addAll(rungDeliveries(run));
    Set<String> acknowledged = new HashSet<>();
    for (JsonNode entry : json(run.simulators().resolve("/_sent"), Map.of()).path("entries")) {
      assertThat(entry.path("state").asText()).as(entry.toString()).isEqualTo("acknowledged");
      acknowledged.add(entry.path("receipt").asText());
    }
    assertThat(acknowledged).isNotEmpty();
    assertThat(stored).containsAll(acknowledged);
  }

  private static Set<String> rungDeliveries(LocalRun run) throws IOException {
    KafkaClients clients = new KafkaClients(run.backbone().broker().bootstrapServers());
    SpecificDatumReader<Doorbell> doorbells = new SpecificDatumReader<>(Doorbell.class);
    Set<String> deliveries = new HashSet<>();
    try (KafkaConsumer<String, byte[]> consumer =
        clients.consumer("demo-it", "demo-it", new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor("doorbells").stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (ConsumerRecord<String, byte[]> ring : consumer.poll(Duration.ofMillis(200))) {
          byte[] framed = ring.value();
          BinaryDecoder avro =
              DecoderFactory.get()
                  .binaryDecoder(framed, FRAME_BYTES, framed.length - FRAME_BYTES, null);
          deliveries.add(doorbells.read(null, avro).getDeliveryId());
        }
      }
    }
    return deliveries;
  }

  private static void assertInvoicedOnce(LocalRun run, Connection store, WonDeal deal)
      throws IOException, InterruptedException, SQLException {
    Map<String, String> xero = run.environmentOf("sink-service");
    JsonNode invoices =
        json(
            URI.create(xero.get("XERO_API") + "/api.xro/2.0/Invoices?Statuses=DRAFT"),
            Map.of(
                "Authorization",
                "Bearer " + xero.get("XERO_ACCESS_TOKEN"),
                "xero-tenant-id",
                String.valueOf(xero.get("XERO_TENANT_ID")),
                "Accept",
                "application/json"));
    int found = 0;
    for (JsonNode invoice : invoices.path("Invoices")) {
      if (invoice.path("Reference").asText().startsWith(deal.dealName())) {
        found++;
        assertThat(invoice.path("SubTotal").decimalValue()).isEqualByComparingTo(deal.amount());
        assertThat(invoice.path("Status").asText()).isEqualTo("DRAFT");
        if (deal.xeroContactId() != null) {
          assertThat(invoice.path("Contact").path("ContactID").asText())
              .isEqualTo(deal.xeroContactId());
        }
      }
    }
    assertThat(found).as("draft invoices for " + deal.dealName()).isEqualTo(1);
    assertThat(
            count(
                store,
                "reporting.invoice where status = 'DRAFT' and net_total_amount = " + deal.amount()))
        .isEqualTo(1);
  }

  private static String live(String entity) {
    return "reporting." + entity + " where not deleted and merged_into is null";
  }

  private static SortedMap<String, Integer> translated(
      Map<String, Integer> counts, Map<String, String> words) {
    SortedMap<String, Integer> translated = new TreeMap<>();
    counts.forEach((word, count) -> translated.merge(words.get(word), count, Integer::sum));
    return translated;
  }

  private static SortedMap<String, BigDecimal> rounded(
      SortedMap<String, SortedMap<LocalDate, BigDecimal>> money) {
    SortedMap<String, BigDecimal> flat = new TreeMap<>();
    money.forEach(
        (site, days) ->
            days.forEach((day, amount) -> flat.put(site + " " + day, amount.setScale(4))));
    return flat;
  }

  private static SortedMap<String, BigDecimal> moneyBySiteAndDay(
      Connection store, String column, String view) throws SQLException {
    SortedMap<String, BigDecimal> money = new TreeMap<>();
    String query =
        "select site, business_date, %s from %s where %s is not null"
            .formatted(column, view, column);
    try (Statement statement = store.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        money.put(rows.getString(1) + " " + rows.getString(2), rows.getBigDecimal(3).setScale(4));
      }
    }
    return money;
  }

  private static SortedMap<String, Integer> counts(Connection store, String query)
      throws SQLException {
    SortedMap<String, Integer> counts = new TreeMap<>();
    try (Statement statement = store.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        counts.put(rows.getString(1), rows.getInt(2));
      }
    }
    return counts;
  }

  private static int count(Connection store, String what) throws SQLException {
    return counts(store, "select 'all', count(*) from " + what).getOrDefault("all", 0);
  }

  private static Set<String> texts(Connection store, String query) throws SQLException {
    Set<String> texts = new HashSet<>();
    try (Statement statement = store.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    }
    return texts;
  }

  private static JsonNode json(URI address, Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(address);
    headers.forEach(request::header);
    try (HttpClient client = HttpClient.newHttpClient()) {
      return new ObjectMapper()
          .readTree(client.send(request.build(), BodyHandlers.ofString()).body());
    }
  }
}
