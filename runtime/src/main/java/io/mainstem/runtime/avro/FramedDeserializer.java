package io.mainstem.runtime.avro;

import io.apicurio.registry.serde.avro.AvroKafkaDeserializer;
import io.apicurio.registry.serde.avro.AvroSchemaParser;
import io.apicurio.registry.serde.avro.DefaultAvroDatumProvider;
import io.mainstem.runtime.avro.UnreadableRecordException.Code;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Apicurio's deserializer with our ids, and one clear exception for what cannot be read. */
final class FramedDeserializer<T extends SpecificRecord> implements Deserializer<T> {
  private static final int FRAME_BYTES = 5;

  private final AvroKafkaDeserializer<Object> delegate;
  private final Class<T> type;

  FramedDeserializer(SchemaIds ids, Class<T> type) {
    AvroSchemaParser<Object> parser = new AvroSchemaParser<>(new DefaultAvroDatumProvider<>(true));
    this.type = type;
    delegate = new AvroKafkaDeserializer<>(new IdResolver<>(ids, parser));
    delegate.configure(
        Map.of(
            "apicurio.registry.use-specific-avro-reader",
            true,
            "apicurio.registry.avro-datum-provider",
            RememberedDatums.class.getName()),
        false);
  }

  @Override
  public @Nullable T deserialize(String topic, byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    if (bytes.length < FRAME_BYTES || bytes[0] != 0) {
      throw unreadable(Code.NOT_FRAMED, topic, "does not begin with a schema id", null);
    }
    Object value = decode(topic, bytes);
    if (!type.isInstance(value)) {
      throw unreadable(Code.WRONG_TYPE, topic, "is not a " + type.getSimpleName(), null);
    }
    return type.cast(value);
  }

  @Override
  public @Nullable T deserialize(String topic, Headers headers, byte @Nullable [] bytes) {
    return deserialize(topic, bytes);
  }

  private @Nullable Object decode(String topic, byte[] bytes) {
    try {
      return delegate.deserialize(topic, bytes);
    } catch (UnreadableRecordException | RegistryUnavailableException e) {
      throw e;
    } catch (RuntimeException e) {
      throw unreadable(Code.UNDECODABLE, topic, "does not fit the schema it names", e);
    }
  }

  private static UnreadableRecordException unreadable(
      Code code, String topic, String what, @Nullable Throwable cause) {
    return new UnreadableRecordException(code, "record on " + topic + " " + what, cause);
  }
}
