package io.mainstem.canonicalizer.merge;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Avro values as the JSON people read: decimals as plain numbers, times and dates as ISO 8601,
 * enums by name, nulls left out of records.
 */
public final class JsonText {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().configure(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN, true).build();

  private final BiPredicate<Schema, Schema.Field> kept;

  private JsonText(BiPredicate<Schema, Schema.Field> kept) {
    this.kept = kept;
  }

  /** Every field. */
  public static JsonText whole() {
    return new JsonText((schema, field) -> true);
  }

  /** Only fields for which {@code kept} holds, given the record's schema. */
  public static JsonText of(BiPredicate<Schema, Schema.Field> kept) {
    return new JsonText(kept);
  }

  public String text(@Nullable Object value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      write(json, value);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
    return text.toString();
  }

  private void write(JsonGenerator json, @Nullable Object value) throws IOException {
    switch (value) {
      case null -> json.writeNull();
      case IndexedRecord nested -> writeRecord(json, nested);
      case List<?> list -> {
        json.writeStartArray();
        for (Object element : list) {
          write(json, element);
        }
        json.writeEndArray();
      }
      case Map<?, ?> map -> writeMap(json, map);
      case BigDecimal decimal -> json.writeNumber(decimal);
      case Long whole -> json.writeNumber(whole);
      case Integer whole -> json.writeNumber(whole);
      case Double real -> json.writeNumber(real);
      case Boolean truth -> json.writeBoolean(truth);
      default -> json.writeString(value.toString());
    }
  }

  private void writeRecord(JsonGenerator json, IndexedRecord nested) throws IOException {
    json.writeStartObject();
    for (Schema.Field field : nested.getSchema().getFields()) {
      Object value = nested.get(field.pos());
      if (value != null && kept.test(nested.getSchema(), field)) {
        json.writeFieldName(field.name());
        write(json, value);
      }
    }
    json.writeEndObject();
  }

  private void writeMap(JsonGenerator json, Map<?, ?> map) throws IOException {
    Map<String, Object> sorted = new TreeMap<>();
    map.forEach((key, element) -> sorted.put(String.valueOf(key), element));
    json.writeStartObject();
    for (Map.Entry<String, Object> entry : sorted.entrySet()) {
      json.writeFieldName(entry.getKey());
      write(json, entry.getValue());
    }
    json.writeEndObject();
  }
}
