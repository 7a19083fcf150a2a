package io.mainstem.connections.expression;

import dev.cel.common.types.CelType;
import dev.cel.common.types.StructType;
import dev.cel.common.values.NullValue;
import dev.cel.common.values.StructValue;
import java.util.Objects;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** An Avro record seen as a struct; an absent one reads as a struct without fields. */
@SuppressWarnings("Immutable") // records are not changed while they are read
final class AvroStruct extends StructValue<String, Object> {
  private final @Nullable IndexedRecord record;
  private final Schema schema;
  private final Types types;

  AvroStruct(@Nullable IndexedRecord record, Schema schema, Types types) {
    this.record = record;
    this.schema = schema;
    this.types = types;
  }

  /** The record itself; null where it is absent. */
  @Nullable IndexedRecord record() {
    return record;
  }

  @Override
  public Object value() {
    return this;
  }

  @Override
  public boolean isZeroValue() {
    return record == null;
  }

  @Override
  public CelType celType() {
    StructType type = types.struct(schema.getFullName());
    return type;
  }

  @Override
  public Object select(String field) {
    Schema.Field found = schema.getField(field);
    if (found == null) {
      throw new IllegalArgumentException("field: " + field);
    }
    return Values.ofAvro(record == null ? null : record.get(found.pos()), found.schema(), types);
  }

  @Override
  public Optional<Object> find(String field) {
    Schema.Field found = schema.getField(field);
    if (found == null || record == null || record.get(found.pos()) == null) {
      return Optional.empty();
    }
    return Optional.of(select(field)).filter(value -> value != NullValue.NULL_VALUE);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AvroStruct that && Objects.equals(record, that.record);
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(record);
  }
}
