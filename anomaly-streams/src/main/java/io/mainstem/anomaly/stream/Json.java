package io.mainstem.anomaly.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * Serdes for what only this service reads: its stores and its own repartition topic. JSON, so that
 * a field added tomorrow reads what was stored today.
 */
final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private Json() {}

  static <T> Serde<T> serde(Class<T> type) {
    return serde(MAPPER.readerFor(type));
  }

  static <T> Serde<List<T>> listSerde(Class<T> type) {
    return serde(MAPPER.readerForListOf(type));
  }

  @SuppressWarnings("NullAway") // null stands for a tombstone, both ways, as everywhere in Kafka
  private static <T> Serde<T> serde(ObjectReader reader) {
    return Serdes.serdeFrom(
        (_, value) -> value == null ? null : write(value),
        (_, bytes) -> {
          try {
            return bytes == null ? null : reader.<T>readValue(bytes);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private static byte[] write(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
