package io.mainstem.connections.expression;

import com.fasterxml.jackson.databind.node.MissingNode;
import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.NullableType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.cel.common.types.StructTypeReference;
import dev.cel.common.types.TypeType;
import dev.cel.common.values.NullValue;
import io.mainstem.connections.shape.Shape;
import io.mainstem.schemas.AvroTypes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** Every struct type that expressions of one environment may meet, from shapes and from Avro. */
@SuppressWarnings("Immutable") // filled while files load, only read afterwards
final class Types implements CelTypeProvider {
  static final CelType TEXT = NullableType.create(SimpleType.STRING);
  static final CelType INTEGER = NullableType.create(SimpleType.INT);
  static final CelType BOOLEAN = NullableType.create(SimpleType.BOOL);
  static final CelType DOUBLE = NullableType.create(SimpleType.DOUBLE);

  /**
   * Null fits it as it is; a field of a nullable timestamp makes the checker throw (cel 0.14.0).
   */
  static final CelType INSTANT = SimpleType.TIMESTAMP;

  static final CelType DECIMAL = NullableType.create(DecimalValue.TYPE);
  static final CelType DATE = NullableType.create(DateValue.TYPE);

  private final Map<String, StructType> structs = new ConcurrentHashMap<>();
  private final Map<String, Schema> avro = new ConcurrentHashMap<>();

  /** The type of values of that shape. */
  CelType of(Shape shape) {
    return switch (shape) {
      case Shape.Scalar scalar ->
          switch (scalar) {
            case TEXT -> TEXT;
            case INTEGER -> INTEGER;
            case DECIMAL -> DECIMAL;
            case BOOLEAN -> BOOLEAN;
            case ANY -> SimpleType.DYN;
          };
      case Shape.OneOf _ -> TEXT;
      case Shape.MapOf map -> MapType.create(SimpleType.STRING, of(map.value()));
      case Shape.ListOf list -> ListType.create(of(list.element()));
      case Shape.Struct struct -> {
        Map<String, CelType> fields = new LinkedHashMap<>();
        struct.fields().forEach((name, field) -> fields.put(name, of(field.shape())));
        yield add(struct.name(), fields);
      }
    };
  }

  /** The type of values of that Avro schema. */
  CelType of(Schema schema) {
    return switch (schema.getType()) {
      case UNION -> of(AvroTypes.notNull(schema));
      case RECORD -> record(schema);
      case ARRAY -> ListType.create(of(schema.getElementType()));
      case MAP -> MapType.create(SimpleType.STRING, of(schema.getValueType()));
      case STRING, ENUM -> TEXT;
      case BOOLEAN -> BOOLEAN;
      case DOUBLE, FLOAT -> DOUBLE;
      case INT -> isLogical(schema, LogicalTypes.Date.class) ? DATE : INTEGER;
      case LONG -> isLogical(schema, LogicalTypes.TimestampMicros.class) ? INSTANT : INTEGER;
      case BYTES, FIXED ->
          isLogical(schema, LogicalTypes.Decimal.class)
              ? DECIMAL
              : NullableType.create(SimpleType.BYTES);
      case NULL -> SimpleType.NULL_TYPE;
    };
  }

  private CelType record(Schema schema) {
    avro.put(schema.getFullName(), schema);
    if (!structs.containsKey(schema.getFullName())) {
      Map<String, CelType> fields = new LinkedHashMap<>();
      add(schema.getFullName(), fields);
      schema.getFields().forEach(field -> fields.put(field.name(), of(field.schema())));
      add(schema.getFullName(), fields);
    }
    return StructTypeReference.create(schema.getFullName());
  }

  private CelType add(String name, Map<String, CelType> fields) {
    structs.put(
        name,
        StructType.create(
            name,
            ImmutableSet.copyOf(fields.keySet()),
            field -> Optional.ofNullable(fields.get(field))));
    return StructTypeReference.create(name);
  }

  /** The Avro schema behind a struct type. */
  Schema avro(String name) {
    Schema found = avro.get(name);
    if (found == null) {
      throw new IllegalStateException("struct: " + name + " (expected: one made of Avro)");
    }
    return found;
  }

  static boolean isLogical(Schema schema, Class<? extends LogicalType> type) {
    return type.isInstance(schema.getLogicalType());
  }

  /** What stands for a value of the struct of that name that is not there. */
  Object absent(String name) {
    Schema schema = avro.get(name);
    if (schema != null) {
      return new AvroStruct(null, schema, this);
    }
    StructType type = structs.get(name);
    return type == null
        ? NullValue.NULL_VALUE
        : new JsonStruct(MissingNode.getInstance(), type, this);
  }

  StructType struct(String name) {
    StructType found = structs.get(name);
    if (found == null) {
      throw new IllegalStateException("struct: " + name + " (expected: a registered one)");
    }
    return found;
  }

  /** For the nearest spelling of a field that is not there. */
  Set<String> fieldNames() {
    Set<String> names = new TreeSet<>();
    structs.values().forEach(struct -> names.addAll(struct.fieldNames()));
    return names;
  }

  @Override
  public ImmutableCollection<CelType> types() {
    return ImmutableList.<CelType>builder()
        .addAll(structs.values())
        .add(TypeType.create(DecimalValue.TYPE), TypeType.create(DateValue.TYPE))
        .build();
  }

  @Override
  public Optional<CelType> findType(String name) {
    return Optional.ofNullable(structs.get(name));
  }
}
