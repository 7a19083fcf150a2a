package io.mainstem.anomaly.stream;

import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Lets a store keep records of a topic of ours: its changelog has no subject in the registry, so
 * values are written under the subject of the topic they are kept for.
 */
final class FixedSubject {
  private FixedSubject() {}

  static <T> Serde<T> of(String topic, Serde<T> serde) {
    Serializer<T> serializer = serde.serializer();
    Deserializer<T> deserializer = serde.deserializer();
    return Serdes.serdeFrom(
        (_, value) -> serializer.serialize(topic, value),
        (_, bytes) -> deserializer.deserialize(topic, bytes));
  }
}
