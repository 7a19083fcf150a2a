package io.mainstem.canonicalizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.canonicalizer.replay.CanonicalContent;
import io.mainstem.runtime.avro.AvroSerdes;
import io.mainstem.runtime.avro.RegistryClient;
import io.mainstem.runtime.avro.RegistrySchemaIds;
import io.mainstem.runtime.health.HealthRegistry;
import io.mainstem.runtime.kafka.KafkaClients;
import io.mainstem.runtime.kafka.TopicInstaller;
import io.mainstem.schemas.Entities;
import io.mainstem.schemas.EntityType;
import io.mainstem.schemas.TopicCatalogue;
import io.mainstem.schemas.event.Change;
import io.mainstem.schemas.event.DeadLetter;
import io.mainstem.schemas.event.Link;
import io.mainstem.schemas.event.Outcome;
import io.mainstem.schemas.event.SourceEvent;
import io.mainstem.testkit.TestBackbone;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A toy business on the real broker and registry: what it sends in, and what comes of it. */
final class ToyBroker implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Toy toy;
  private final TestBackbone backbone;
  private final AvroSerdes serdes;
  private final KafkaProducer<String, SourceEvent> producer;

  ToyBroker(Toy toy, TestBackbone backbone, Path state) {
    this.toy = toy;
    this.backbone = backbone;
    KafkaClients kafka = new KafkaClients(backbone.bootstrapServers());
    TopicInstaller.forOneBroker(kafka, new RegistryClient(backbone.registry()))
        .install(toy.connections());
    serdes = serdes(backbone.registry().toString(), state);
    producer = kafka.producer("toy", serdes.serializer(SourceEvent.class));
  }

  static AvroSerdes serdes(String registry, Path state) {
    return new AvroSerdes(
        new RegistrySchemaIds(
            new RegistryClient(URI.create(registry)),
            state,
            new HealthRegistry(InstantSource.system()).component("registry")));
  }

  String bootstrap() {
    return backbone.bootstrapServers();
  }

  String registry() {
    return backbone.registry().toString();
  }

  /** Returns when all are acknowledged. */
  void send(List<SourceEvent> events) {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (SourceEvent event : events) {
      sent.add(
          producer.send(
              new ProducerRecord<>(
                  TopicCatalogue.source(event.getConnection()),
                  event.getObject() + "|" + event.getSourceId(),
                  event)));
    }
    producer.flush();
    sent.forEach(Future::resultNow);
  }

  /** Something that ingest would never write. */
  void sendRaw(String topic, byte @Nullable [] key, byte @Nullable [] value, Instant at) {
    try (KafkaProducer<byte[], byte[]> raw =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      var _ = raw.send(new ProducerRecord<>(topic, null, at.toEpochMilli(), key, value));
    }
  }

  /** Codes of what was quarantined from a topic. */
  List<String> quarantined(String topic) {
    return all(TopicCatalogue.QUARANTINE, DeadLetter.class).stream()
        .map(ConsumerRecord::value)
        .filter(letter -> letter.getTopic().equals(topic))
        .map(DeadLetter::getCode)
        .toList();
  }

  /** Waits until so many outcomes of this business are committed; gives how many there are. */
  int awaitOutcomes(int atLeast) {
    try (KafkaConsumer<String, Outcome> consumer = consumer(TopicCatalogue.LEDGER, Outcome.class)) {
      AtomicInteger count = new AtomicInteger();
      Awaitility.await(atLeast + " outcomes")
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(10))
          .until(
              () -> {
                consumer
                    .poll(Duration.ofMillis(20))
                    .forEach(each -> count.addAndGet(isOurs(each.value()) ? 1 : 0));
                return count.get() >= atLeast;
              });
      return count.get();
    }
  }

  /** Waits until so many outcomes of this business are committed, and returns all there are. */
  List<Outcome> outcomes(int atLeast) {
    awaitOutcomes(atLeast);
    return all(TopicCatalogue.LEDGER, Outcome.class).stream()
        .map(ConsumerRecord::value)
        .filter(this::isOurs)
        .toList();
  }

  /** All committed changes of this business, in the order of each id. */
  List<Change> changes() {
    List<Change> changes = new ArrayList<>();
    for (EntityType entity : Entities.all()) {
      all(entity.changesTopic(), Change.class).stream()
          .map(ConsumerRecord::value)
          .filter(change -> toy.connections().contains(change.getConnection()))
          .forEach(changes::add);
    }
    return changes;
  }

  /**
   * Waits until the topics say this. An event's outcome is told by its first fragment; what it says
   * of other records may still be on its way.
   */
  void awaitContent(CanonicalContent expected) {
    Awaitility.await("content at rest")
        .atMost(PATIENCE)
        .pollInterval(POLL)
        .untilAsserted(() -> assertThat(content()).isEqualTo(expected));
  }

  /** Link key to canonical id. */
  Map<String, String> links() {
    Map<String, String> links = new TreeMap<>();
    for (ConsumerRecord<String, Link> each : all(TopicCatalogue.LINKS, Link.class)) {
      if (toy.connections().contains(each.value().getConnection())) {
        links.put(each.key(), each.value().getCanonicalId());
      }
    }
    return links;
  }

  private CanonicalContent content() {
    Map<String, SpecificRecord> newest = new TreeMap<>();
    for (EntityType entity : Entities.all()) {
      all(entity.canonicalTopic(), entity.type())
          .forEach(each -> newest.put(each.key(), each.value()));
    }
    newest.values().removeIf(golden -> !isOurs(golden));
    return CanonicalContent.of(newest, links());
  }

  private boolean isOurs(Outcome outcome) {
    return toy.connections().contains(outcome.getConnection());
  }

  private boolean isOurs(SpecificRecord golden) {
    String text = String.valueOf(golden.get(golden.getSchema().getField("sources").pos()));
    return toy.connections().stream().anyMatch(text::contains);
  }

  /** All that is committed now, partition by partition. */
  private <T extends SpecificRecord> List<ConsumerRecord<String, T>> all(
      String topic, Class<T> type) {
    try (KafkaConsumer<String, T> consumer = consumer(topic, type)) {
      Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
      List<ConsumerRecord<String, T>> all = new ArrayList<>();
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(POLL).forEach(all::add);
      }
      return all;
    }
  }

  /** A consumer of the whole topic, at its beginning. */
  private <T extends SpecificRecord> KafkaConsumer<String, T> consumer(
      String topic, Class<T> type) {
    KafkaConsumer<String, T> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap(), "isolation.level", "read_committed"),
            new StringDeserializer(),
            serdes.deserializer(type));
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(each -> new TopicPartition(topic, each.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }

  @Override
  public void close() {
    producer.close();
  }
}
