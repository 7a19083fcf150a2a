package io.mainstem.connections.expression;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.types.CelType;
import dev.cel.common.types.StructType;
import dev.cel.common.values.StructValue;
import java.util.Optional;

/**
 * A JSON object seen as a struct, field by field when asked. One that is missing reads as a struct
 * without fields, so that a path through it gives null.
 */
@SuppressWarnings("Immutable") // nobody changes the tree after parsing
final class JsonStruct extends StructValue<String, Object> {
  private final JsonNode node;
  private final StructType type;
  private final Types types;

  JsonStruct(JsonNode node, StructType type, Types types) {
    this.node = node;
    this.type = type;
    this.types = types;
  }

  @Override
  public Object value() {
    return this;
  }

  @Override
  public boolean isZeroValue() {
    return !node.isObject();
  }

  @Override
  public CelType celType() {
    return type;
  }

  @Override
  public Object select(String field) {
    return Values.ofJson(node.path(field), fieldType(field), types);
  }

  @Override
  public Optional<Object> find(String field) {
    JsonNode found = node.path(field);
    return found.isMissingNode() || found.isNull()
        ? Optional.empty()
        : Optional.of(Values.ofJson(found, fieldType(field), types));
  }

  private CelType fieldType(String field) {
    return type.findField(field)
        .orElseThrow(() -> new IllegalArgumentException("field: " + field))
        .type();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JsonStruct that && node.equals(that.node);
  }

  @Override
  public int hashCode() {
    return node.hashCode();
  }

  JsonNode node() {
    return node;
  }
}
