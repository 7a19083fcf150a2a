package io.mainstem.sink.writeback;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/** Reads back what the reporting store keeps as {@code document}: the whole record as JSON. */
final class JsonRecords {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private JsonRecords() {}

  static IndexedRecord read(Schema schema, String document) {
    return record(schema, tree(document));
  }

  static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the store holds only JSON it accepted as JSON", e);
    }
  }

  private static IndexedRecord record(Schema schema, JsonNode node) {
    IndexedRecord record = (IndexedRecord) SpecificData.get().newRecord(null, schema);
    for (Schema.Field field : schema.getFields()) {
      JsonNode value = node.get(field.name());
      record.put(
          field.pos(),
          value == null ? SpecificData.get().getDefaultValue(field) : value(field.schema(), value));
    }
    return record;
  }

  private static @Nullable Object value(Schema schema, JsonNode node) {
    return switch (schema.getType()) {
      case UNION ->
          node.isNull()
              ? null
              : value(
                  schema.getTypes().stream()
                      .filter(branch -> branch.getType() != Schema.Type.NULL)
                      .findFirst()
                      .orElseThrow(),
                  node);
      case RECORD -> record(schema, node);
      case ARRAY -> {
        List<@Nullable Object> items = new ArrayList<>();
        node.forEach(item -> items.add(value(schema.getElementType(), item)));
        yield items;
      }
      case MAP -> {
        Map<String, @Nullable Object> map = new HashMap<>();
        node.properties()
            .forEach(
                entry -> map.put(entry.getKey(), value(schema.getValueType(), entry.getValue())));
        yield map;
      }
      case ENUM -> SpecificData.get().createEnum(node.asText(), schema);
      case BOOLEAN -> node.asBoolean();
      case DOUBLE, FLOAT -> node.asDouble();
      case INT ->
          schema.getLogicalType() instanceof LogicalTypes.Date
              ? LocalDate.parse(node.asText())
              : node.asInt();
      case LONG ->
          schema.getLogicalType() instanceof LogicalTypes.TimestampMicros
              ? Instant.parse(node.asText())
              : node.asLong();
      case BYTES, FIXED ->
          schema.getLogicalType() instanceof LogicalTypes.Decimal decimal
              ? node.decimalValue().setScale(decimal.getScale())
              : java.nio.ByteBuffer.wrap(java.util.Base64.getDecoder().decode(node.asText()));
      case STRING -> node.asText();
      case NULL -> null;
    };
  }
}
