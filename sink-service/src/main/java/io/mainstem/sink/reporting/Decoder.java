package io.mainstem.sink.reporting;

import io.mainstem.runtime.avro.AvroSerdes;
import io.mainstem.runtime.avro.UnreadableRecordException;
import io.mainstem.runtime.trace.TraceParent;
import io.mainstem.schemas.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Reads the values of a batch, each topic by its type; what no retry will read is set apart. */
final class Decoder {
  private final Map<String, Deserializer<? extends SpecificRecord>> byTopic = new HashMap<>();

  Decoder(AvroSerdes serdes, List<Topic> topics) {
    for (Topic topic : topics) {
      byTopic.put(topic.name(), serdes.deserializer(topic.valueType()));
    }
  }

  /** A batch, read. */
  record Decoded(List<Received> records, List<ReportingStore.Unreadable> unreadable) {}

  /**
   * Reads a batch.
   *
   * @throws io.mainstem.runtime.avro.RegistryUnavailableException to be tried again
   */
  Decoded decode(Iterable<ConsumerRecord<String, byte[]>> batch) {
    List<Received> records = new ArrayList<>();
    List<ReportingStore.Unreadable> unreadable = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> record : batch) {
      try {
        records.add(received(record, value(record)));
      } catch (UnreadableRecordException e) {
        unreadable.add(
            new ReportingStore.Unreadable(
                received(record, null),
                "A record of topic "
                    + record.topic()
                    + " cannot be read ("
                    + e.code()
                    + "): it was written by something that does not keep to the schemas."));
      }
    }
    return new Decoded(records, unreadable);
  }

  private @Nullable SpecificRecord value(ConsumerRecord<String, byte[]> record) {
    Deserializer<? extends SpecificRecord> deserializer =
        Objects.requireNonNull(byTopic.get(record.topic()));
    return deserializer.deserialize(record.topic(), record.value());
  }

  private static Received received(
      ConsumerRecord<String, byte[]> record, @Nullable SpecificRecord value) {
    return new Received(
        record.topic(),
        record.partition(),
        record.offset(),
        record.key(),
        value,
        record.value(),
        Instant.ofEpochMilli(record.timestamp()),
        TraceParent.of(record.headers()).map(TraceParent::text).orElse(null));
  }
}
