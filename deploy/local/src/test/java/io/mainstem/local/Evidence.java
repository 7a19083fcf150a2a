package io.mainstem.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mainstem.runtime.kafka.KafkaClients;
import io.mainstem.schemas.event.Doorbell;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What a demo has left behind: the reporting store's tables, Kafka's doorbells, and the simulated
 * tools' own state, which is told by code that has never read a mapping.
 */
final class Evidence implements AutoCloseable {
  private static final int FRAME_BYTES = 5;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final LocalRun run;
  private final Connection store;
  private final HttpClient http = HttpClient.newHttpClient();

  Evidence(LocalRun run) throws SQLException {
    this.run = run;
    this.store = run.database("mainstem");
  }

  Connection store() {
    return store;
  }

  /** The number of rows, e.g. of {@code reporting.order where not deleted}. */
  int count(String what) throws SQLException {
    return counts("select 'all', count(*) from " + what).getOrDefault("all", 0);
  }

  /** A text and a number a row. */
  SortedMap<String, Integer> counts(String query) throws SQLException {
    SortedMap<String, Integer> counts = new TreeMap<>();
    try (Statement statement = store.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        counts.put(String.valueOf(rows.getString(1)), rows.getInt(2));
      }
    }
    return counts;
  }

  Set<String> texts(String query) throws SQLException {
    Set<String> texts = new HashSet<>();
    try (Statement statement = store.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    }
    return texts;
  }

  static String live(String entity) {
    return "reporting." + entity + " where not deleted and merged_into is null";
  }

  /** What the simulated tools say of themselves, e.g. {@code /_records/shopify/orders}. */
  JsonNode tools(String path) throws IOException, InterruptedException {
    return json(run.simulators().resolve(path), Map.of());
  }

  /** The only record like this. */
  static JsonNode one(JsonNode records, String about, Predicate<JsonNode> like) {
    List<JsonNode> found = StreamSupport.stream(records.spliterator(), false).filter(like).toList();
    assertThat(found).as(about).hasSize(1);
    return found.getFirst();
  }

  JsonNode json(URI address, Map<String, String> headers) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(address);
    headers.forEach(request::header);
    return JSON.readTree(http.send(request.build(), BodyHandlers.ofString()).body());
  }

  /** The whole story was told, and every delivery of it answered. */
  void assertStoryOver() throws IOException, InterruptedException {
    assertThat(run.simulatorsLog()).content().contains("story over");
    assertThat(tools("/_sent"))
        .isNotEmpty()
        .allMatch(sent -> sent.path("state").asText().equals("acknowledged"));
  }

  /** I1: everything received has come to exactly one end, and so much of it is held back. */
  void assertEveryEventHasOneOutcome(int quarantined) throws SQLException {
    Set<String> received = texts("select event_id || delivery_id from ops.source_event");
    Set<String> settled = texts("select event_id || delivery_id from ops.outcome");
    assertThat(settled).isNotEmpty().isEqualTo(received);
    assertThat(count("ops.outcome where kind = 'QUARANTINED'")).isEqualTo(quarantined);
  }

  /** I2: what the senders were told is safe is in a source topic or waits as a doorbell. */
  void assertEveryAcknowledgedDeliveryIsStored(Iterable<JsonNode> sent)
      throws IOException, InterruptedException, SQLException {
    Set<String> stored = texts("select delivery_id from ops.source_event");
    stored.addAll(rungDeliveries());
    Set<String> acknowledged = new HashSet<>();
    for (JsonNode entry : sent) {
      assertThat(entry.path("state").asText()).as(entry.toString()).isEqualTo("acknowledged");
      acknowledged.add(entry.path("receipt").asText());
    }
    assertThat(acknowledged).isNotEmpty();
    assertThat(stored).containsAll(acknowledged);
  }

  private Set<String> rungDeliveries() throws IOException {
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

  @Override
  public void close() throws SQLException {
    store.close();
    http.close();
  }
}
