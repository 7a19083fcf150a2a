package io.mainstem.sink.reporting;

import io.mainstem.schemas.AvroTypes;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * The rule that turns an Avro record type into columns. A field is one column of its snake-case
 * name; a small record (money, reference, name, address) is one column per part; lists of text are
 * arrays; other lists and maps are jsonb. What belongs into a child table is left out here.
 */
final class SchemaColumns {
  /** Read through {@code document}; as columns they would repeat it and serve nobody. */
  static final Set<String> ONLY_IN_DOCUMENT = Set.of("sources", "provenance");

  /** Parts that stand for the whole: {@code quantity}, not {@code quantity_amount}. */
  private static final Set<String> MAIN_PARTS = Set.of("Email.address", "Quantity.amount");

  /** Lists whose elements are best read as one text each. */
  private static final Set<String> TEXT_ELEMENTS = Set.of("Email", "Phone");

  private static final HexFormat HEX = HexFormat.of();

  private SchemaColumns() {}

  /** Columns of an entity table, without those of its child tables. */
  static List<Column<IndexedRecord>> ofEntity(Schema schema) {
    return of(schema, Set.of(), true);
  }

  /** Columns of an event table: lists of records are jsonb. */
  static List<Column<IndexedRecord>> ofEvent(Schema schema, Set<String> without) {
    return of(schema, without, false);
  }

  /** Fields that have a table of their own: lists of records with parts worth a query. */
  static List<Schema.Field> children(Schema schema) {
    return schema.getFields().stream().filter(SchemaColumns::isChildTable).toList();
  }

  private static List<Column<IndexedRecord>> of(
      Schema schema, Set<String> without, boolean withChildTables) {
    List<Column<IndexedRecord>> columns = new ArrayList<>();
    for (Schema.Field field : schema.getFields()) {
      boolean elsewhere =
          without.contains(field.name())
              || (withChildTables
                  && (ONLY_IN_DOCUMENT.contains(field.name()) || isChildTable(field)));
      if (!elsewhere) {
        addField(columns, field);
      }
    }
    return List.copyOf(columns);
  }

  private static boolean isChildTable(Schema.Field field) {
    Schema type = AvroTypes.notNull(field.schema());
    return type.getType() == Schema.Type.ARRAY
        && type.getElementType().getType() == Schema.Type.RECORD
        && !TEXT_ELEMENTS.contains(type.getElementType().getName())
        && !type.getElementType().getName().equals("Address")
        && !ONLY_IN_DOCUMENT.contains(field.name());
  }

  private static void addField(List<Column<IndexedRecord>> columns, Schema.Field field) {
    Schema type = AvroTypes.notNull(field.schema());
    int position = field.pos();
    String name = snake(field.name());
    if (type.getType() != Schema.Type.RECORD) {
      columns.add(new Column<>(name, sqlType(type), record -> text(type, record.get(position))));
      return;
    }
    for (Schema.Field part : type.getFields()) {
      Schema partType = AvroTypes.notNull(part.schema());
      columns.add(
          new Column<>(
              partName(field.name(), type, part),
              sqlType(partType),
              record ->
                  record.get(position) instanceof IndexedRecord whole
                      ? text(partType, whole.get(part.pos()))
                      : null));
    }
  }

  private static String partName(String field, Schema type, Schema.Field part) {
    if (MAIN_PARTS.contains(type.getName() + "." + part.name())) {
      return snake(field);
    }
    boolean plainAmount = type.getName().equals("Money") && field.equals("amount");
    return plainAmount ? part.name() : snake(field) + "_" + snake(part.name());
  }

  private static String sqlType(Schema type) {
    return switch (type.getLogicalType()) {
      case LogicalTypes.Decimal decimal ->
          "numeric(" + decimal.getPrecision() + ", " + decimal.getScale() + ")";
      case LogicalTypes.Date _ -> "date";
      case LogicalTypes.TimestampMicros _ -> "timestamptz";
      case null, default -> plainType(type);
    };
  }

  private static String plainType(Schema type) {
    return switch (type.getType()) {
      case STRING, ENUM -> "text";
      case INT -> "integer";
      case LONG -> "bigint";
      case BOOLEAN -> "boolean";
      case FLOAT, DOUBLE -> "double precision";
      case BYTES, FIXED -> "bytea";
      case ARRAY -> isTextList(type) ? "text[]" : "jsonb";
      case MAP, RECORD, UNION, NULL -> "jsonb";
    };
  }

  private static boolean isTextList(Schema list) {
    Schema element = list.getElementType();
    return switch (element.getType()) {
      case STRING, ENUM -> true;
      case RECORD -> TEXT_ELEMENTS.contains(element.getName());
      default -> false;
    };
  }

  private static @Nullable String text(Schema type, @Nullable Object value) {
    if (value == null) {
      return null;
    }
    return switch (type.getType()) {
      case ARRAY -> isTextList(type) ? arrayLiteral((Collection<?>) value) : JsonDocument.of(value);
      case MAP, RECORD -> JsonDocument.of(value);
      default ->
          switch (value) {
            case BigDecimal decimal -> decimal.toPlainString();
            case ByteBuffer bytes -> hex(bytes);
            default -> value.toString();
          };
    };
  }

  static String hex(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    return "\\x" + HEX.formatHex(copy);
  }

  private static String arrayLiteral(Collection<?> items) {
    StringBuilder literal = new StringBuilder("{");
    for (Object item : items) {
      if (literal.length() > 1) {
        literal.append(',');
      }
      literal
          .append('"')
          .append(elementText(item).replace("\\", "\\\\").replace("\"", "\\\""))
          .append('"');
    }
    return literal.append('}').toString();
  }

  /** The first part that is there: an email's address, a phone's E.164 form or what was typed. */
  private static String elementText(Object item) {
    if (!(item instanceof IndexedRecord record)) {
      return item.toString();
    }
    for (Schema.Field part : record.getSchema().getFields()) {
      Object value = record.get(part.pos());
      if (value != null) {
        return value.toString();
      }
    }
    return "";
  }

  static String snake(String camel) {
    return camel.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  static <S> List<Column<S>> from(
      List<Column<IndexedRecord>> columns, Function<S, IndexedRecord> path) {
    return columns.stream().map(column -> column.from(path)).toList();
  }
}
