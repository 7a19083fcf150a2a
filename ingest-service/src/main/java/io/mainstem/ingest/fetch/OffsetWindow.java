package io.mainstem.ingest.fetch;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Which offsets may be committed while records finish in any order: everything below the lowest
 * unfinished one. Not thread-safe: the consumer's thread owns it.
 */
final class OffsetWindow {

  private static final class Partition {
    private final TreeSet<Long> unfinished = new TreeSet<>();
    private long next;
    private long committed = -1;
  }

  private final Map<TopicPartition, Partition> partitions = new HashMap<>();

  void started(TopicPartition partition, long offset) {
    Partition state = partitions.computeIfAbsent(partition, _ -> new Partition());
    state.unfinished.add(offset);
    state.next = offset + 1;
  }

  /** Unknown offsets, as of a partition that was taken away, are ignored. */
  void finished(TopicPartition partition, long offset) {
    Partition state = partitions.get(partition);
    if (state != null) {
      state.unfinished.remove(offset);
    }
  }

  int unfinished() {
    return partitions.values().stream().mapToInt(state -> state.unfinished.size()).sum();
  }

  /** What has become committable since the last call. */
  Map<TopicPartition, OffsetAndMetadata> committable() {
    Map<TopicPartition, OffsetAndMetadata> found = new HashMap<>();
    partitions.forEach(
        (partition, state) -> {
          long position = state.unfinished.isEmpty() ? state.next : state.unfinished.first();
          if (position > state.committed && position > 0) {
            found.put(partition, new OffsetAndMetadata(position));
            state.committed = position;
          }
        });
    return found;
  }

  /** The partition belongs to another consumer now. */
  void forget(TopicPartition partition) {
    partitions.remove(partition);
  }
}
