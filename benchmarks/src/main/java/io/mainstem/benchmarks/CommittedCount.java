package io.mainstem.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Watches committed records arrive on a topic, from where the topic ends now. */
final class CommittedCount implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration LIMIT = Duration.ofMinutes(4);

  private final KafkaConsumer<String, byte[]> consumer;
  private final String topic;
  private final List<byte[]> values = new ArrayList<>();
  private final List<Sample> samples = new ArrayList<>();

  private record Sample(long atNanos, int count) {}

  CommittedCount(Ground ground, String topic) {
    this.topic = topic;
    String name = "bench-" + UUID.randomUUID();
    consumer =
        ground
            .kafka()
            .consumer(
                name,
                name,
                new ByteArrayDeserializer(),
                Map.of("max.poll.records", 10_000, "fetch.max.bytes", 8_000_000));
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
  }

  /** Returns when that many have come. */
  void await(int count) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (values.size() < count) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "%s: %d of %d records after %d s"
                .formatted(topic, values.size(), count, LIMIT.toSeconds()));
      }
      for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
        values.add(record.value());
      }
      samples.add(new Sample(System.nanoTime(), values.size()));
    }
  }

  /**
   * Per second, from when a share of all had come to when all had: without the JVM's first steps.
   */
  double perSecondAfter(double share) {
    Sample last = samples.getLast();
    Sample first =
        samples.stream().filter(s -> s.count() >= share * last.count()).findFirst().orElseThrow();
    return (last.count() - first.count()) / ((last.atNanos() - first.atNanos()) / 1e9);
  }

  List<byte[]> values() {
    return values;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
