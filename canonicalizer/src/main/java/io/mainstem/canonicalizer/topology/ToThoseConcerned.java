package io.mainstem.canonicalizer.topology;

import io.mainstem.canonicalizer.merge.MergeInput;
import io.mainstem.canonicalizer.merge.Relinked;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** A step goes to the partition of its id; that an alias has another id, to every one (KIP-837). */
final class ToThoseConcerned implements StreamPartitioner<String, MergeInput> {

  @Override
  public Optional<Set<Integer>> partitions(
      String topic, String key, MergeInput input, int partitions) {
    return input instanceof Relinked
        ? Optional.of(IntStream.range(0, partitions).boxed().collect(Collectors.toSet()))
        : Optional.empty();
  }
}
