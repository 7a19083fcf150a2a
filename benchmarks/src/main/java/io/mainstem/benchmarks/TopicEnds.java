package io.mainstem.benchmarks;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/** How many records a topic holds whose writers use no transactions. */
final class TopicEnds {
  private TopicEnds() {}

  static long records(Ground ground, String topic) throws InterruptedException {
    try (Admin admin = ground.kafka().admin("bench-ends")) {
      Collection<TopicDescription> topics =
          admin.describeTopics(List.of(topic)).allTopicNames().get().values();
      List<TopicPartition> partitions =
          topics.stream()
              .flatMap(described -> described.partitions().stream())
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      return admin
          .listOffsets(
              partitions.stream().collect(Collectors.toMap(p -> p, _ -> OffsetSpec.latest())))
          .all()
          .get()
          .values()
          .stream()
          .mapToLong(ends -> ends.offset())
          .sum();
    } catch (ExecutionException failed) {
      throw new IllegalStateException("the broker did not say", failed);
    }
  }
}
