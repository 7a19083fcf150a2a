package io.mainstem.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads topics from their beginning as a downstream service would: only what was committed. */
public final class Topics {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(200);

  private Topics() {}

  /** Waits until the topic holds that many records, and returns all there are. */
  public static <K, V> List<ConsumerRecord<K, V>> readAtLeast(
      String bootstrapServers,
      String topic,
      int count,
      Deserializer<K> keys,
      Deserializer<V> values) {
    return readUntil(bootstrapServers, topic, all -> all.size() >= count, keys, values);
  }

  /** Waits until what was read so far satisfies the condition, and returns it. */
  public static <K, V> List<ConsumerRecord<K, V>> readUntil(
      String bootstrapServers,
      String topic,
      Predicate<List<ConsumerRecord<K, V>>> enough,
      Deserializer<K> keys,
      Deserializer<V> values) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
    try (KafkaConsumer<K, V> consumer = new KafkaConsumer<>(settings, keys, values)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      List<ConsumerRecord<K, V>> all = new ArrayList<>();
      long deadline = System.nanoTime() + LIMIT.toNanos();
      while (!enough.test(all)) {
        if (System.nanoTime() > deadline) {
          throw new AssertionError(
              "%s: not enough after %d s; %d records so far: %s"
                  .formatted(topic, LIMIT.toSeconds(), all.size(), all));
        }
        consumer.poll(POLL).forEach(all::add);
      }
      return all;
    }
  }
}
