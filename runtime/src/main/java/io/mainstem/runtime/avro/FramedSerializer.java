package io.mainstem.runtime.avro;

import io.apicurio.registry.serde.avro.AvroKafkaSerializer;
import io.apicurio.registry.serde.avro.AvroSchemaParser;
import io.apicurio.registry.serde.avro.DefaultAvroDatumProvider;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Apicurio's serializer with our ids. */
final class FramedSerializer<T extends SpecificRecord> implements Serializer<T> {
  private final AvroKafkaSerializer<T> delegate;

  FramedSerializer(SchemaIds ids) {
    AvroSchemaParser<T> parser = new AvroSchemaParser<>(new DefaultAvroDatumProvider<>(true));
    delegate = new AvroKafkaSerializer<>(new IdResolver<>(ids, parser));
    delegate.configure(
        Map.of("apicurio.registry.avro-datum-provider", RememberedDatums.class.getName()), false);
  }

  @Override
  public byte @Nullable [] serialize(String topic, @Nullable T value) {
    return value == null ? null : delegate.serialize(topic, value);
  }

  @Override
  public byte @Nullable [] serialize(String topic, Headers headers, @Nullable T value) {
    return serialize(topic, value);
  }
}
