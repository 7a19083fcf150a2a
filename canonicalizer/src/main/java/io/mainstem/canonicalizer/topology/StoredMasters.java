package io.mainstem.canonicalizer.topology;

import io.mainstem.canonicalizer.resolve.SourceRecord;
import io.mainstem.connections.identity.Decision;
import io.mainstem.runtime.kafka.KafkaClients;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Every source record of masters with its newest values, and what people decided, as the running
 * canonicalizer keeps them: read off the changelogs of its stores by those who ask what if. They
 * are complete however short the source topics' retention is, and reading them writes nothing.
 *
 * @param records what resolution knows, in the order of their keys
 * @param decisions each once
 */
public record StoredMasters(Collection<SourceRecord> records, Set<Decision> decisions) {
  private static final Duration POLL = Duration.ofMillis(200);

  /** How long the broker may be silent before reading is given up. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final String READER = "mainstem-stored-masters";

  public StoredMasters {
    records = List.copyOf(records);
    decisions = Set.copyOf(decisions);
  }

  /**
   * Reads what is committed now, all of it into memory.
   *
   * @throws KafkaException if the broker does not answer
   */
  public static StoredMasters read(KafkaClients kafka) {
    return read(kafka, CanonicalizerTopology.APPLICATION_ID);
  }

  /** The same of a canonicalizer that runs under another name. */
  public static StoredMasters read(KafkaClients kafka, String application) {
    Set<Decision> decisions = new HashSet<>();
    newest(kafka, changelog(application, StoreNames.RESOLVE_DECISIONS), Codecs.DECISIONS)
        .values()
        .stream()
        .flatMap(List::stream)
        .forEach(decisions::add);
    return new StoredMasters(
        newest(kafka, changelog(application, StoreNames.RESOLVE_RECORDS), Codecs.SOURCE_RECORD)
            .values(),
        decisions);
  }

  private static String changelog(String application, String store) {
    return application + "-" + store + "-changelog";
  }

  /** The newest value of each key; none where the topic was never written. */
  private static <T> Map<String, T> newest(KafkaClients kafka, String topic, Codec<T> codec) {
    Map<String, T> newest = new TreeMap<>();
    try (KafkaConsumer<String, byte[]> consumer =
        kafka.consumer(
            READER,
            READER,
            new ByteArrayDeserializer(),
            Map.of(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false))) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic, PATIENCE).stream()
              .map(each -> new TopicPartition(topic, each.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
      long answeredAtNanos = System.nanoTime();
      long before = -1;
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey(), PATIENCE) < end.getValue())) {
        consumer.poll(POLL).forEach(each -> keep(newest, each, codec));
        long read = partitions.stream().mapToLong(each -> consumer.position(each, PATIENCE)).sum();
        if (read > before) {
          before = read;
          answeredAtNanos = System.nanoTime();
        } else if (System.nanoTime() - answeredAtNanos > PATIENCE.toNanos()) {
          throw new TimeoutException(topic + ": nothing came for " + PATIENCE.toSeconds() + " s");
        }
      }
    }
    return newest;
  }

  private static <T> void keep(
      Map<String, T> newest, ConsumerRecord<String, byte[]> each, Codec<T> codec) {
    if (each.value() == null) {
      newest.remove(each.key());
    } else {
      newest.put(each.key(), codec.fromBytes(each.value()));
    }
  }
}
