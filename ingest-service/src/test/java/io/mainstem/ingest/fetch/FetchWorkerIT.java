package io.mainstem.ingest.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.connections.Connection;
import io.mainstem.connections.http.AccessToken;
import io.mainstem.ingest.RestaurantGroup;
import io.mainstem.ingest.SharedTopics;
import io.mainstem.ingest.TestSerdes;
import io.mainstem.ingest.event.SourceRecords;
import io.mainstem.ingest.publish.Publisher;
import io.mainstem.ingest.tool.TokenKeeper;
import io.mainstem.ingest.tool.ToolLine;
import io.mainstem.runtime.avro.AvroSerdes;
import io.mainstem.runtime.config.HostPort;
import io.mainstem.runtime.kafka.KafkaClients;
import io.mainstem.runtime.outbound.OutboundClient;
import io.mainstem.runtime.state.ConnectionStates;
import io.mainstem.schemas.TopicCatalogue;
import io.mainstem.schemas.event.Doorbell;
import io.mainstem.schemas.event.Operation;
import io.mainstem.schemas.event.SourceEvent;
import io.mainstem.testkit.Await;
import io.mainstem.testkit.TestBackbone;
import io.mainstem.testkit.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FetchWorkerIT {

  private static final TestBackbone BACKBONE = TestBackbone.shared();
  private static final AvroSerdes SERDES = TestSerdes.SHARED;
  private static final KafkaClients KAFKA = new KafkaClients(BACKBONE.bootstrapServers());

  /** Each test is its own connection, so that its doorbells and events are its own. */
  private final String connection = "crm" + UUID.randomUUID().toString().substring(0, 8);

  private final FakeTool tool = new FakeTool();
  private final OutboundClient outbound =
      OutboundClient.start(Set.of(new HostPort("127.0.0.1", tool.port())));
  private final Producer<String, SpecificRecord> producer =
      KAFKA.producer(connection, SERDES.serializer(SpecificRecord.class), Publisher.SETTINGS);

  private final ConnectionStates states =
      ConnectionStates.start(KAFKA, SERDES, null, InstantSource.system(), connection);

  @BeforeAll
  static void createDoorbells() {
    SharedTopics.create(BACKBONE, TopicCatalogue.DOORBELLS, TopicCatalogue.CONNECTION_STATE);
  }

  @AfterEach
  void close() {
    states.close();
    producer.close();
    outbound.close();
    tool.close();
  }

  @Test
  void shouldPublishTheWholeRecordAndTheSameEventForTheSameVersion() {
    tool.on("/crm/v3/objects/deals/1", FakeTool.Answer.of(200, deal("1", "2026-03-02T10:00:00Z")));
    try (FetchWorker worker = started()) {
      ring("1", false);
      List<SourceEvent> once = published(1);
      ring("1", false);
      List<SourceEvent> twice = published(2);

      assertThat(text(once.getFirst())).isEqualTo(deal("1", "2026-03-02T10:00:00Z"));
      assertThat(once.getFirst().getVersion())
          .isEqualTo(Instant.parse("2026-03-02T10:00:00Z").getEpochSecond() * 1_000_000);
      assertThat(twice)
          .extracting(SourceEvent::getEventId)
          .containsOnly(once.getFirst().getEventId());
      assertThat(worker.status()).isEqualTo(new FetchStatus.Answering());
    }
  }

  @Test
  void shouldPublishADeletionForARecordThatIsGoneOrSaidToBe() {
    try (FetchWorker worker = started()) {
      ring("gone", false);
      ring("deleted", true);

      assertThat(published(2)).extracting(SourceEvent::getOperation).containsOnly(Operation.DELETE);
      assertThat(tool.timesAsked("/crm/v3/objects/deals/deleted")).isZero();
      assertThat(worker.status()).isEqualTo(new FetchStatus.Answering());
    }
  }

  @Test
  void shouldTryAgainAfterAFailureAndWaitWhenAsked() {
    FakeTool.Answer good = FakeTool.Answer.of(200, deal("2", "2026-03-02T10:00:00Z"));
    tool.on(
        "/crm/v3/objects/deals/2",
        FakeTool.Answer.of(500, "{}"),
        FakeTool.Answer.of(0, ""),
        new FakeTool.Answer(429, "{}", Map.of("Retry-After", "2")),
        good);
    long start = System.nanoTime();
    try (FetchWorker _ = started()) {
      ring("2", false);

      assertThat(published(1)).extracting(SourceEvent::getSourceId).containsExactly("2");
      assertThat(tool.timesAsked("/crm/v3/objects/deals/2")).isEqualTo(4);
      assertThat((System.nanoTime() - start) / 1e9).isGreaterThan(2);
    }
  }

  @Test
  void shouldKeepWhatIsRefusedForGoodWithItsReason() {
    tool.on("/crm/v3/objects/deals/3", FakeTool.Answer.of(400, "{\"message\":\"no such deal\"}"));
    try (FetchWorker _ = started()) {
      ring("3", false);

      SourceEvent kept = published(1).getFirst();

      assertThat(kept.getObject()).isEqualTo(SourceRecords.DELIVERY);
      assertThat(kept.getContentType()).isEqualTo(Refusal.MEDIA_TYPE);
      assertThat(text(kept)).contains("FETCH_REFUSED", "\"object\":\"deal\"", "\"sourceId\":\"3\"");
    }
  }

  @Test
  void shouldSayThatCredentialsAreRefusedAndGoOnOnceTheyAreNot() {
    tool.on("/crm/v3/objects/deals/4", FakeTool.Answer.of(401, "{}"));
    try (FetchWorker worker = started()) {
      ring("4", false);

      Await.until("says so", () -> worker.status().equals(new FetchStatus.CredentialsRefused(401)));
      assertThat(published(0)).isEmpty();
    }
  }

  @Test
  void shouldReadDoorbellsAgainThatWereNotAnsweredBeforeAStop() {
    tool.on("/crm/v3/objects/deals/5", FakeTool.Answer.of(0, ""));
    try (FetchWorker worker = started()) {
      ring("5", false);
      Await.until("fails", () -> worker.status() instanceof FetchStatus.Waiting);
    }
    tool.on("/crm/v3/objects/deals/5", FakeTool.Answer.of(200, deal("5", "2026-03-02T10:00:00Z")));

    try (FetchWorker _ = started()) {
      assertThat(published(1)).extracting(SourceEvent::getSourceId).containsExactly("5");
    }
  }

  private FetchWorker started() {
    SharedTopics.create(BACKBONE, TopicCatalogue.source(connection));
    String api = "http://127.0.0.1:" + tool.port();
    Connection account = RestaurantGroup.connection("crm", api);
    FetchTarget crm = FetchTarget.of(account, () -> AccessToken.NONE);
    ToolLine line = ToolLine.of(account, outbound, InstantSource.system());
    String group = FetchWorker.group(connection);
    FetchWorker worker =
        new FetchWorker(
            new FetchTarget(connection, crm.tool(), crm.plan()),
            () -> KAFKA.consumer(group, group, SERDES.deserializer(Doorbell.class)),
            line,
            new TokenKeeper(account, line, states, InstantSource.system()),
            new Publisher(producer),
            new Random(5),
            new SimpleMeterRegistry());
    worker.start();
    return worker;
  }

  private void ring(String id, boolean deleted) {
    Doorbell doorbell =
        Doorbell.newBuilder()
            .setConnection(connection)
            .setTool("hubspot")
            .setObject("deal")
            .setSourceId(id)
            .setReceivedAt(Instant.parse("2026-03-02T10:00:01Z"))
            .setDeliveryId(new UUID(1, 2).toString())
            .setDeleted(deleted)
            .build();
    var _ =
        producer.send(
            new ProducerRecord<>(TopicCatalogue.DOORBELLS, connection + "|deal|" + id, doorbell));
    producer.flush();
  }

  private List<SourceEvent> published(int count) {
    Predicate<List<ConsumerRecord<String, SourceEvent>>> enough = all -> all.size() >= count;
    return Topics.readUntil(
            BACKBONE.bootstrapServers(),
            TopicCatalogue.source(connection),
            enough,
            new StringDeserializer(),
            SERDES.deserializer(SourceEvent.class))
        .stream()
        .map(ConsumerRecord::value)
        .toList();
  }

  private static String deal(String id, String updatedAt) {
    return "{\"id\":\""
        + id
        + "\",\"updatedAt\":\""
        + updatedAt
        + "\",\"archived\":false,"
        + "\"properties\":{\"dealname\":\"Spring party\"}}";
  }

  private static String text(SourceEvent event) {
    return StandardCharsets.UTF_8.decode(event.getPayload()).toString();
  }
}
