package io.mainstem.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The type rules of the shared vocabulary, over every record that travels. */
class SchemaShapeTest {
  /** What a canonical record must always have; everything else may be missing. */
  private static final Set<String> REQUIRED = Set.of("id", "version", "updatedAt");

  private static final Set<String> ENVELOPE =
      Set.of(
          "id",
          "version",
          "occurredAt",
          "updatedAt",
          "sources",
          "provenance",
          "missing",
          "deleted",
          "mergedInto",
          "extensions");

  static Stream<EntityType> entities() {
    return Entities.all().stream();
  }

  static Stream<Topic> topics() {
    return TopicCatalogue.with(List.of("crm")).stream();
  }

  @ParameterizedTest
  @MethodSource("entities")
  void shouldGiveEveryOptionalFieldADefault(EntityType entity) {
    assertThat(entity.schema().getFields())
        .filteredOn(field -> !field.hasDefaultValue())
        .extracting(Schema.Field::name)
        .containsExactlyInAnyOrderElementsOf(REQUIRED);
  }

  @ParameterizedTest
  @MethodSource("entities")
  void shouldCarryTheWholeEnvelope(EntityType entity) {
    assertThat(entity.schema().getFields()).extracting(Schema.Field::name).containsAll(ENVELOPE);
  }

  @ParameterizedTest
  @MethodSource("topics")
  void shouldPutNullFirstInEveryUnion(Topic topic) {
    for (Schema union : ofType(topic.valueSchema(), Schema.Type.UNION)) {
      assertThat(union.getTypes()).hasSize(2);
      assertThat(union.getTypes().getFirst().getType()).isEqualTo(Schema.Type.NULL);
    }
  }

  @ParameterizedTest
  @MethodSource("entities")
  void shouldNeverHoldADouble(EntityType entity) {
    assertThat(ofType(entity.schema(), Schema.Type.DOUBLE)).isEmpty();
    assertThat(ofType(entity.schema(), Schema.Type.FLOAT)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("entities")
  void shouldUseTheAgreedDecimals(EntityType entity) {
    for (Schema bytes : ofType(entity.schema(), Schema.Type.BYTES)) {
      assertThat(bytes.getLogicalType()).isInstanceOf(LogicalTypes.Decimal.class);
      LogicalTypes.Decimal decimal = (LogicalTypes.Decimal) bytes.getLogicalType();
      assertThat(decimal.getPrecision() + "," + decimal.getScale()).isIn("19,4", "19,6", "9,6");
    }
  }

  @ParameterizedTest
  @MethodSource("entities")
  void shouldNameInstantsAndDatesByTheirType(EntityType entity) {
    for (Schema record : ofType(entity.schema(), Schema.Type.RECORD)) {
      for (Schema.Field field : record.getFields()) {
        Schema type = withoutNull(field.schema());
        if (field.name().endsWith("At") || field.name().equals("at")) {
          assertThat(type.getLogicalType()).isInstanceOf(LogicalTypes.TimestampMicros.class);
        }
        if (field.name().endsWith("Date")) {
          assertThat(type.getLogicalType()).isInstanceOf(LogicalTypes.Date.class);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("entities")
  void shouldKeepTheSourcesWordBesideEveryStatus(EntityType entity) {
    if (entity.schema().getField("status") != null) {
      assertThat(entity.schema().getField("sourceStatus")).isNotNull();
      assertThat(withoutNull(entity.schema().getField("status").schema()).getType())
          .isEqualTo(Schema.Type.ENUM);
    }
  }

  @Test
  void shouldDocumentEveryEntity() {
    assertThat(Entities.all()).allSatisfy(e -> assertThat(e.schema().getDoc()).isNotBlank());
  }

  private static Schema withoutNull(Schema schema) {
    return schema.getType() == Schema.Type.UNION ? schema.getTypes().getLast() : schema;
  }

  private static List<Schema> ofType(Schema root, Schema.Type type) {
    List<Schema> found = new ArrayList<>();
    collect(root, type, found, new HashSet<>());
    return found;
  }

  private static void collect(
      Schema schema, Schema.Type type, List<Schema> found, Set<String> visited) {
    if (schema.getType() == type) {
      found.add(schema);
    }
    switch (schema.getType()) {
      case RECORD -> {
        if (visited.add(schema.getFullName())) {
          schema.getFields().forEach(f -> collect(f.schema(), type, found, visited));
        }
      }
      case UNION -> schema.getTypes().forEach(s -> collect(s, type, found, visited));
      case ARRAY -> collect(schema.getElementType(), type, found, visited);
      case MAP -> collect(schema.getValueType(), type, found, visited);
      default -> {
        // A leaf.
      }
    }
  }
}
