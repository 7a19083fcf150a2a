package io.mainstem.connections.map;

import io.mainstem.schemas.AvroTypes;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/** Values as records of the generated classes hold them. */
final class AvroRecords {
  private AvroRecords() {}

  /**
   * The value as that schema's Java class holds it. Blank text is nothing.
   *
   * @throws Misfit if an enum does not know it or a number is too large
   */
  static @Nullable Object convert(@Nullable Object value, Schema nullable, String field) {
    Schema schema = AvroTypes.notNull(nullable);
    return switch (value) {
      case null -> null;
      case String text when schema.getType() == Schema.Type.ENUM -> constant(text, schema, field);
      case String text -> text.isBlank() ? null : text.strip();
      case BigDecimal number -> decimal(number, schema, field);
      case Long number when schema.getType() == Schema.Type.INT -> integer(number, field);
      case Long number when schema.getType() == Schema.Type.BYTES ->
          decimal(BigDecimal.valueOf(number), schema, field);
      case Double number when schema.getType() == Schema.Type.BYTES ->
          decimal(BigDecimal.valueOf(number), schema, field);
      case Instant time -> time.truncatedTo(ChronoUnit.MICROS);
      case List<?> list -> list(list, schema, field);
      default -> value;
    };
  }

  private static List<Object> list(List<?> list, Schema schema, String field) {
    List<Object> converted = new ArrayList<>(list.size());
    for (Object element : list) {
      Object value = convert(element, schema.getElementType(), field);
      if (value != null) {
        converted.add(value);
      }
    }
    return converted;
  }

  /** The values a mapping may give; what stands for those of tomorrow is none of them. */
  static List<String> symbols(Schema schema) {
    return schema.getEnumSymbols().stream()
        .filter(symbol -> !AvroTypes.isUnrecognised(schema, symbol))
        .toList();
  }

  private static Object constant(String text, Schema schema, String field) {
    if (!schema.hasEnumSymbol(text) || AvroTypes.isUnrecognised(schema, text)) {
      throw unknownValue(text, symbols(schema), field);
    }
    return SpecificData.get().createEnum(text, schema);
  }

  static Misfit unknownValue(String value, Iterable<String> known, String field) {
    String shown = value.length() > 40 ? value.substring(0, 40) + "…" : value;
    return new Misfit(
        UnfitCode.UNKNOWN_VALUE,
        field
            + " holds '"
            + shown.replaceAll("\\p{Cntrl}", "?")
            + "', which is not a known value. Known are "
            + String.join(", ", known)
            + ". If it is right, add it to the tool file and replay.",
        field);
  }

  private static BigDecimal decimal(BigDecimal number, Schema schema, String field) {
    LogicalTypes.Decimal type = (LogicalTypes.Decimal) schema.getLogicalType();
    BigDecimal scaled = number.setScale(type.getScale(), RoundingMode.HALF_UP);
    if (scaled.precision() > type.getPrecision()) {
      throw new Misfit(UnfitCode.UNPARSEABLE_VALUE, field + " is too large a number.", field);
    }
    return scaled;
  }

  private static Integer integer(Long number, String field) {
    if (number.intValue() != number) {
      throw new Misfit(UnfitCode.UNPARSEABLE_VALUE, field + " is too large a number.", field);
    }
    return number.intValue();
  }

  /** True where a field carries something. */
  static boolean isSupplied(@Nullable Object value) {
    return switch (value) {
      case null -> false;
      case List<?> list -> !list.isEmpty();
      case Map<?, ?> map -> !map.isEmpty();
      default -> true;
    };
  }
}
