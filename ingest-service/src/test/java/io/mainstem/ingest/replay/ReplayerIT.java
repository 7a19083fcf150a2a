package io.mainstem.ingest.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.ingest.SharedTopics;
import io.mainstem.ingest.TestSerdes;
import io.mainstem.runtime.kafka.KafkaClients;
import io.mainstem.schemas.TopicCatalogue;
import io.mainstem.schemas.event.DeadLetter;
import io.mainstem.schemas.event.Operation;
import io.mainstem.schemas.event.SourceEvent;
import io.mainstem.schemas.event.Stage;
import io.mainstem.schemas.event.Via;
import io.mainstem.testkit.TestBackbone;
import io.mainstem.testkit.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;

class ReplayerIT {
  private static final TestBackbone BACKBONE = TestBackbone.shared();
  private static final KafkaClients KAFKA = new KafkaClients(BACKBONE.bootstrapServers());
  private static final Instant AT = Instant.parse("2026-03-02T09:00:00Z");

  private final String connection = "crm" + UUID.randomUUID().toString().substring(0, 8);
  private final String topic = TopicCatalogue.source(connection);

  @Test
  void shouldSendTheHeldEventsOfOneObjectAgainWithTheirBytesAndHeaders() throws Exception {
    SharedTopics.create(BACKBONE, topic, TopicCatalogue.QUARANTINE);
    try (KafkaProducer<String, SpecificRecord> producer =
        KAFKA.producer("test", TestSerdes.SHARED.serializer(SpecificRecord.class))) {
      hold(producer, "contact", "1", connection);
      hold(producer, "deal", "2", connection);
      send(producer, event("contact", "3")); // fitted
      hold(producer, "contact", "4", connection);
      letter(producer, "contact", "4", connection, new Place(0, 0)); // failed a second time
      letter(producer, "contact", "9", "another", new Place(0, 0));
    }
    Replayer replayer =
        new Replayer(KAFKA, TestSerdes.SHARED, InstantSource.fixed(AT.plusSeconds(9)));

    Replayer.Result result = replayer.replay(connection, "contact");

    assertThat(result.sent()).hasToString("{contact=2}");
    assertThat(result.gone()).isEmpty();
    List<ConsumerRecord<String, SourceEvent>> again = replayed(2);
    assertThat(again)
        .extracting(it -> it.value().getSourceId())
        .containsExactlyInAnyOrder("1", "4");
    assertThat(again)
        .allSatisfy(
            it -> {
              assertThat(it.value())
                  .isEqualTo(
                      SourceEvent.newBuilder(event("contact", it.value().getSourceId()))
                          .setVia(Via.REPLAY)
                          .setSentAgainAt(AT.plusSeconds(9))
                          .build());
              assertThat(it.key()).isEqualTo("contact|" + it.value().getSourceId());
              assertThat(it.headers().lastHeader("ce_id").value()).asString().isEqualTo("kept");
            });
    assertThat(replayer.replay(connection, null).sent()).hasToString("{contact=2, deal=1}");
  }

  private record Place(int partition, long offset) {}

  private void hold(
      KafkaProducer<String, SpecificRecord> producer, String object, String id, String of)
      throws Exception {
    letter(producer, object, id, of, send(producer, event(object, id)));
  }

  private Place send(KafkaProducer<String, SpecificRecord> producer, SourceEvent event)
      throws Exception {
    ProducerRecord<String, SpecificRecord> record =
        new ProducerRecord<>(topic, event.getObject() + "|" + event.getSourceId(), event);
    record.headers().add("ce_id", "kept".getBytes(StandardCharsets.UTF_8));
    RecordMetadata stored = producer.send(record).get();
    return new Place(stored.partition(), stored.offset());
  }

  private void letter(
      KafkaProducer<String, SpecificRecord> producer,
      String object,
      String id,
      String of,
      Place place)
      throws Exception {
    DeadLetter letter =
        DeadLetter.newBuilder()
            .setId(id)
            .setEventId("event " + id)
            .setConnection(of)
            .setObject(object)
            .setSourceId(id)
            .setDeliveryId("delivery")
            .setStage(Stage.MAP)
            .setCode("MISSING_FIELD")
            .setCause("name is missing.")
            .setAt(AT)
            .setTopic(topic)
            .setPartition(place.partition())
            .setOffset(place.offset())
            .setOriginal(ByteBuffer.wrap(new byte[0]))
            .build();
    producer.send(new ProducerRecord<>(TopicCatalogue.QUARANTINE, id, letter)).get();
  }

  private SourceEvent event(String object, String id) {
    return SourceEvent.newBuilder()
        .setEventId("event " + id)
        .setConnection(connection)
        .setTool("hubspot")
        .setObject(object)
        .setSourceId(id)
        .setVersion(1)
        .setOperation(Operation.UPSERT)
        .setOccurredAt(AT)
        .setReceivedAt(AT)
        .setDeliveryId("delivery")
        .setVia(Via.WEBHOOK)
        .setContentType("application/json")
        .setPayload(ByteBuffer.wrap("{\"id\":1}".getBytes(StandardCharsets.UTF_8)))
        .build();
  }

  private List<ConsumerRecord<String, SourceEvent>> replayed(int count) {
    return Topics.readUntil(
            BACKBONE.bootstrapServers(),
            topic,
            all -> all.size() >= 4 + count,
            new StringDeserializer(),
            TestSerdes.SHARED.deserializer(SourceEvent.class))
        .stream()
        .filter(it -> it.value().getVia() == Via.REPLAY)
        .toList();
  }
}
