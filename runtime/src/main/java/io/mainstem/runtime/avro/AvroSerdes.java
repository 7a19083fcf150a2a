package io.mainstem.runtime.avro;

import io.mainstem.schemas.TrustedClasses;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Serdes for our record classes: a zero byte, the 4-byte schema id, Avro binary. The subject is
 * {@code <topic>-value}. Null stands for a tombstone, both ways.
 */
public final class AvroSerdes {
  private final SchemaIds ids;

  public AvroSerdes(SchemaIds ids) {
    this.ids = ids;
    TrustedClasses.install();
  }

  public <T extends SpecificRecord> Serde<T> of(Class<T> type) {
    return Serdes.serdeFrom(serializer(type), deserializer(type));
  }

  public <T extends SpecificRecord> Serializer<T> serializer(Class<T> type) {
    return new FramedSerializer<>(ids);
  }

  /** A deserializer for values of one class; throws {@link UnreadableRecordException}. */
  public <T extends SpecificRecord> Deserializer<T> deserializer(Class<T> type) {
    return new FramedDeserializer<>(ids, type);
  }
}
