package io.mainstem.commandcentre.quarantine;

import io.mainstem.runtime.avro.AvroSerdes;
import io.mainstem.runtime.avro.UnreadableRecordException;
import io.mainstem.runtime.kafka.KafkaClients;
import io.mainstem.schemas.TopicCatalogue;
import io.mainstem.schemas.event.AuditEntry;
import io.mainstem.schemas.event.SourceEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds failed events where they are stored, and sends mended ones. Thread safe. */
public final class SourceTopics implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SourceTopics.class);
  private static final String NAME = "command-centre-quarantine";
  private static final String EVENT_ID_HEADER = "ce_id";
  private static final int POLL_RECORDS = 100;
  private static final Duration POLL = Duration.ofMillis(200);

  /** To read or to send what one request asks for. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Duration CLOSE_TIME = Duration.ofSeconds(2);

  private final KafkaClients kafka;
  private final KafkaProducer<String, byte[]> producer;
  private final Serializer<SourceEvent> encoder;
  private final Deserializer<SourceEvent> decoder;
  private final Serializer<AuditEntry> audits;

  /** Does not connect yet: Kafka may be away when the command centre starts. */
  public SourceTopics(KafkaClients kafka, AvroSerdes serdes) {
    this.kafka = kafka;
    this.encoder = serdes.serializer(SourceEvent.class);
    this.decoder = serdes.deserializer(SourceEvent.class);
    this.audits = serdes.serializer(AuditEntry.class);
    this.producer =
        kafka.producer(
            NAME,
            new ByteArraySerializer(),
            Map.of(
                ProducerConfig.MAX_BLOCK_MS_CONFIG, 4_000,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 3_000,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 6_000));
  }

  /** An event as it is stored. */
  record Stored(String topic, String key, SourceEvent event, Headers headers) {
    Stored with(SourceEvent mended) {
      Headers changed = new RecordHeaders(headers);
      changed.remove(EVENT_ID_HEADER);
      changed.add(EVENT_ID_HEADER, mended.getEventId().getBytes(StandardCharsets.UTF_8));
      return new Stored(topic, key, mended, changed);
    }
  }

  /**
   * The events of these items, by item id; without those that are no longer kept or cannot be read.
   *
   * @throws RefusedException if Kafka does not answer
   */
  Map<String, Stored> read(Collection<Item> items) throws RefusedException {
    Map<TopicPartition, TreeMap<Long, List<Item>>> wanted = new HashMap<>();
    for (Item item : items) {
      if (TopicCatalogue.isSource(item.topic())) {
        wanted
            .computeIfAbsent(
                new TopicPartition(item.topic(), item.partition()), _ -> new TreeMap<>())
            .computeIfAbsent(item.offset(), _ -> new ArrayList<>())
            .add(item);
      }
    }
    Map<String, Stored> found = new HashMap<>();
    if (wanted.isEmpty()) {
      return found;
    }
    long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
    try (KafkaConsumer<String, byte[]> consumer =
        kafka.consumer(
            NAME,
            NAME,
            new ByteArrayDeserializer(),
            Map.of(
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                POLL_RECORDS,
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) PATIENCE.toMillis(),
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false))) {
      for (var place : wanted.entrySet()) {
        read(consumer, place.getKey(), place.getValue(), found, deadlineNanos);
      }
    } catch (KafkaException away) {
      log.atWarn().setCause(away).log("failed events were not read");
      throw away();
    }
    return found;
  }

  /** In the order of the offsets, so that what lies side by side is fetched at once. */
  private void read(
      KafkaConsumer<String, byte[]> consumer,
      TopicPartition place,
      NavigableMap<Long, List<Item>> wanted,
      Map<String, Stored> found,
      long deadlineNanos)
      throws RefusedException {
    consumer.assign(List.of(place));
    long begin = consumer.beginningOffsets(List.of(place)).getOrDefault(place, 0L);
    long end = consumer.endOffsets(List.of(place)).getOrDefault(place, 0L);
    wanted.headMap(begin).clear();
    wanted.tailMap(end).clear();
    long position = -1;
    while (!wanted.isEmpty()) {
      if (System.nanoTime() > deadlineNanos) {
        throw away();
      }
      long next = wanted.firstKey();
      if (position != next) {
        consumer.seek(place, next);
        position = next;
      }
      for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL).records(place)) {
        List<Item> items = wanted.remove(record.offset());
        if (items != null) {
          items.forEach(item -> keep(item, record, found));
        }
        wanted.headMap(record.offset()).clear(); // no longer kept
        position = record.offset() + 1;
      }
    }
  }

  private void keep(Item item, ConsumerRecord<String, byte[]> record, Map<String, Stored> found) {
    if (record.key() == null || record.value() == null) {
      return;
    }
    try {
      found.put(
          item.id(),
          new Stored(
              record.topic(),
              record.key(),
              decoder.deserialize(record.topic(), record.value()),
              record.headers()));
    } catch (UnreadableRecordException unreadable) {
      log.atInfo().addKeyValue("item", item.id()).log("a failed event is still unreadable");
    }
  }

  /**
   * Returns when the broker has all.
   *
   * @throws RefusedException if it is not known that it has
   */
  void send(List<Stored> events, List<AuditEntry> words) throws RefusedException {
    long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    try {
      for (Stored each : events) {
        byte[] value = encoder.serialize(each.topic(), each.event());
        sent.add(
            producer.send(
                new ProducerRecord<>(each.topic(), null, each.key(), value, each.headers())));
      }
      for (AuditEntry word : words) {
        sent.add(
            producer.send(
                new ProducerRecord<>(
                    TopicCatalogue.AUDIT,
                    word.getSubject(),
                    audits.serialize(TopicCatalogue.AUDIT, word))));
      }
      for (Future<RecordMetadata> each : sent) {
        each.get(Math.max(0, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
      }
    } catch (ExecutionException | TimeoutException | RuntimeException away) {
      log.atWarn().addKeyValue("events", events.size()).setCause(away).log("not acknowledged");
      throw away();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw away();
    }
  }

  private static RefusedException away() {
    return new RefusedException(
        RefusedException.Reason.AWAY,
        "Kafka did not answer in time, so it may or may not be sent. Say it again: the same mend"
            + " twice is one.");
  }

  @Override
  public void close() {
    producer.close(CLOSE_TIME);
  }
}
