package io.mainstem.connections.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.NullableType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.cel.common.types.StructTypeReference;
import dev.cel.common.values.NullValue;
import dev.cel.common.values.StructValue;
import io.mainstem.schemas.AvroTypes;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** Carries values into expressions and out of them. */
final class Values {
  private static final CelType ANY_ENTRIES = MapType.create(SimpleType.STRING, SimpleType.DYN);
  private static final CelType ANY_ELEMENTS = ListType.create(SimpleType.DYN);

  private Values() {}

  /** How JSON is read as a value of one type. */
  @FunctionalInterface
  interface FromJson {
    Object read(JsonNode node);
  }

  static Object ofJson(JsonNode node, CelType type, Types types) {
    return reader(type, types).read(node);
  }

  /** Asks what the type is once, for any number of values. */
  static FromJson reader(CelType type, Types types) {
    return switch (type) {
      case StructTypeReference reference -> struct(types.struct(reference.name()), types);
      case StructType struct -> struct(struct, types);
      case ListType list -> list(reader(list.elemType(), types));
      case MapType map -> map(reader(map.valueType(), types));
      default -> ifPresent(type.equals(SimpleType.DYN) ? node -> any(node, types) : scalar(type));
    };
  }

  private static FromJson struct(StructType type, Types types) {
    return node -> new JsonStruct(node, type, types);
  }

  private static FromJson list(FromJson element) {
    Object absent = element.read(MissingNode.getInstance());
    return node -> {
      List<Object> elements = new ArrayList<>(node.size());
      for (JsonNode each : node) {
        elements.add(element.read(each));
      }
      return new Elements(elements, absent);
    };
  }

  private static FromJson map(FromJson value) {
    Object absent = value.read(MissingNode.getInstance());
    return node -> {
      Map<String, Object> entries = new LinkedHashMap<>();
      node.properties().forEach(each -> entries.put(each.getKey(), value.read(each.getValue())));
      return new Entries(entries, absent);
    };
  }

  private static FromJson ifPresent(FromJson present) {
    return node ->
        node instanceof NullNode || node instanceof MissingNode
            ? NullValue.NULL_VALUE
            : present.read(node);
  }

  /** A value whose shape is {@code any}: what JSON says it is. */
  private static Object any(JsonNode node, Types types) {
    return switch (node.getNodeType()) {
      case OBJECT, POJO -> ofJson(node, ANY_ENTRIES, types);
      case ARRAY -> ofJson(node, ANY_ELEMENTS, types);
      case NUMBER ->
          node.canConvertToLong() && node.canConvertToExactIntegral()
              ? (Object) node.longValue()
              : new DecimalValue(node.decimalValue());
      case BOOLEAN -> node.booleanValue();
      case STRING, BINARY -> node.textValue();
      case NULL, MISSING -> NullValue.NULL_VALUE;
    };
  }

  private static FromJson scalar(CelType nullable) {
    CelType type = nullable instanceof NullableType wrapped ? wrapped.targetType() : nullable;
    if (type.equals(DecimalValue.TYPE)) {
      return Values::decimal;
    }
    if (type.equals(SimpleType.INT)) {
      return JsonNode::longValue;
    }
    return type.equals(SimpleType.BOOL) ? JsonNode::booleanValue : JsonNode::textValue;
  }

  private static DecimalValue decimal(JsonNode node) {
    return new DecimalValue(
        node.isTextual() ? new BigDecimal(node.textValue()) : node.decimalValue());
  }

  static Object ofAvro(@Nullable Object value, Schema nullable, Types types) {
    Schema schema = AvroTypes.notNull(nullable);
    if (schema.getType() == Schema.Type.RECORD) {
      return new AvroStruct((IndexedRecord) value, schema, types);
    }
    if (schema.getType() == Schema.Type.ARRAY) {
      List<Object> elements = new ArrayList<>();
      if (value instanceof List<?> list) {
        list.forEach(element -> elements.add(ofAvro(element, schema.getElementType(), types)));
      }
      return new Elements(elements, ofAvro(null, schema.getElementType(), types));
    }
    if (schema.getType() == Schema.Type.MAP) {
      Map<String, Object> entries = new LinkedHashMap<>();
      if (value instanceof Map<?, ?> map) {
        map.forEach(
            (key, entry) ->
                entries.put(key.toString(), ofAvro(entry, schema.getValueType(), types)));
      }
      return entries;
    }
    return value == null ? NullValue.NULL_VALUE : avroScalar(value);
  }

  private static Object avroScalar(Object value) {
    return switch (value) {
      case BigDecimal decimal -> new DecimalValue(decimal);
      case LocalDate date -> new DateValue(date);
      case Integer integer -> integer.longValue();
      case Float number -> number.doubleValue();
      case Enum<?> constant -> constant.name();
      case CharSequence text -> text.toString();
      default -> value;
    };
  }

  /** Null, or a struct that is not there. */
  static boolean isAbsent(Object value) {
    return value == NullValue.NULL_VALUE
        || (value instanceof StructValue<?, ?> struct && struct.isZeroValue());
  }

  /**
   * A result as the rest of the code knows it: null, BigDecimal, LocalDate, Avro records, lists.
   */
  static @Nullable Object toJava(@Nullable Object result) {
    return switch (result) {
      case null -> null;
      case NullValue ignored -> null;
      case DecimalValue decimal -> decimal.number();
      case DateValue date -> date.date();
      case AvroStruct struct -> struct.record();
      case List<?> list -> {
        List<Object> elements = new ArrayList<>(list.size());
        for (Object element : list) {
          Object converted = toJava(element);
          if (converted != null) {
            elements.add(converted);
          }
        }
        yield elements;
      }
      case com.google.protobuf.Timestamp time ->
          Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
      default -> result;
    };
  }
}
