package io.mainstem.ingest.cdc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * A row as JSON, without loss: numerics keep their digits and scale, dates and times are ISO-8601
 * text, binary is base64, arrays stay arrays.
 */
final class RowJson {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private RowJson() {}

  static ObjectNode of(Struct row) {
    ObjectNode json = NODES.objectNode();
    for (Field field : row.schema().fields()) {
      json.set(field.name(), value(field.schema(), row.getWithoutDefault(field.name())));
    }
    return json;
  }

  private static JsonNode value(Schema schema, @Nullable Object value) {
    return value == null ? NullNode.instance : present(schema, value);
  }

  private static JsonNode present(Schema schema, Object value) {
    String name = schema.name() == null ? "" : schema.name();
    return switch (name) {
      case Decimal.LOGICAL_NAME -> decimal((BigDecimal) value);
      case "io.debezium.data.VariableScaleDecimal" -> variableScale((Struct) value);
      case "io.debezium.time.Date" -> text(LocalDate.ofEpochDay(integral(value)));
      case "io.debezium.time.Timestamp" -> local(integral(value), ChronoUnit.MILLIS);
      case "io.debezium.time.MicroTimestamp" -> local(integral(value), ChronoUnit.MICROS);
      case "io.debezium.time.NanoTimestamp" -> local(integral(value), ChronoUnit.NANOS);
      case "io.debezium.time.Time" -> time(integral(value) * 1_000_000);
      case "io.debezium.time.MicroTime" -> time(integral(value) * 1_000);
      case "io.debezium.time.NanoTime" -> time(integral(value));
      case "io.debezium.time.MicroDuration" ->
          text(Duration.of(integral(value), ChronoUnit.MICROS));
      default -> plain(schema, value);
    };
  }

  private static JsonNode plain(Schema schema, Object value) {
    return switch (value) {
      case String text -> TextNode.valueOf(text);
      case Boolean flag -> BooleanNode.valueOf(flag);
      case Byte number -> LongNode.valueOf(number);
      case Short number -> LongNode.valueOf(number);
      case Integer number -> LongNode.valueOf(number);
      case Long number -> LongNode.valueOf(number);
      case Float number -> decimal(new BigDecimal(number.toString()));
      case Double number ->
          Double.isFinite(number)
              ? DoubleNode.valueOf(number)
              : TextNode.valueOf(number.toString());
      case BigDecimal number -> decimal(number);
      case byte[] bytes -> BinaryNode.valueOf(bytes);
      case ByteBuffer bytes -> BinaryNode.valueOf(copyOf(bytes));
      case List<?> elements -> array(schema.valueSchema(), elements);
      case Map<?, ?> entries -> object(schema.valueSchema(), entries);
      case Struct nested -> of(nested);
      default ->
          throw new IllegalArgumentException(
              "column type: "
                  + value.getClass().getName()
                  + " (expected: one that JSON can carry)");
    };
  }

  private static ArrayNode array(Schema elementSchema, List<?> elements) {
    ArrayNode array = NODES.arrayNode(elements.size());
    for (Object element : elements) {
      array.add(value(elementSchema, element));
    }
    return array;
  }

  private static ObjectNode object(Schema valueSchema, Map<?, ?> entries) {
    ObjectNode object = NODES.objectNode();
    entries.forEach((key, value) -> object.set(String.valueOf(key), value(valueSchema, value)));
    return object;
  }

  private static JsonNode decimal(BigDecimal value) {
    return DecimalNode.valueOf(value);
  }

  private static JsonNode variableScale(Struct value) {
    byte[] unscaled =
        switch (value.get("value")) {
          case byte[] bytes -> bytes;
          case ByteBuffer bytes -> copyOf(bytes);
          default -> throw new IllegalArgumentException("numeric: not bytes (expected: bytes)");
        };
    return decimal(new BigDecimal(new BigInteger(unscaled), value.getInt32("scale")));
  }

  private static JsonNode local(long amount, ChronoUnit unit) {
    return text(LocalDateTime.ofInstant(Instant.EPOCH.plus(amount, unit), ZoneOffset.UTC));
  }

  private static JsonNode time(long nanosOfDay) {
    return nanosOfDay >= 0 && nanosOfDay < Duration.ofDays(1).toNanos()
        ? text(LocalTime.ofNanoOfDay(nanosOfDay))
        : text(span(Duration.ofNanos(nanosOfDay)));
  }

  /** PostgreSQL's 24:00, and MySQL's times, which are spans: from -838:59:59 to 838:59:59. */
  private static String span(Duration time) {
    Duration size = time.abs();
    String pastTheHour =
        LocalTime.MIDNIGHT.plus(size.minusHours(size.toHours())).toString().substring(2);
    return (time.isNegative() ? "-" : "")
        + (size.toHours() < 10 ? "0" : "")
        + size.toHours()
        + pastTheHour;
  }

  private static long integral(Object value) {
    return ((Number) value).longValue();
  }

  private static JsonNode text(Object value) {
    return TextNode.valueOf(value.toString());
  }

  private static byte[] copyOf(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    return copy;
  }
}
