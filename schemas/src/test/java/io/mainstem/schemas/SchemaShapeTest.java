package io.mainstem.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.schemas.canonical.Invoice;
import io.mainstem.schemas.canonical.InvoiceStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The type rules of the shared vocabulary, over every record that travels. */
class SchemaShapeTest {
  /** What a canonical record must always have; everything else may be missing. */
  private static final Set<String> REQUIRED = Set.of("id", "version", "updatedAt");

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
    assertThat(entity.schema().getFields())
        .extracting(Schema.Field::name)
        .containsAll(EntityType.ENVELOPE);
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

  @ParameterizedTest
  @MethodSource("entities")
  void shouldDocumentEveryFieldAndValueList(EntityType entity) {
    assertThat(entity.matchOn()).isNotBlank();
    assertThat(entity.systemOfRecord()).isNotBlank();
    for (Schema record : ofType(entity.schema(), Schema.Type.RECORD)) {
      assertThat(record.getDoc()).as(record.getName()).isNotBlank();
      assertThat(record.getFields())
          .allSatisfy(
              field ->
                  assertThat(field.doc()).as(record.getName() + "." + field.name()).isNotBlank());
    }
    assertThat(ofType(entity.schema(), Schema.Type.ENUM))
        .allSatisfy(values -> assertThat(values.getDoc()).as(values.getName()).isNotBlank());
  }

  /** A value that comes later must not break a reader that is older (decision 0015). */
  @ParameterizedTest
  @MethodSource("entities")
  void shouldReadAValueThatCameLaterAsUnrecognised(EntityType entity) {
    Schema later = withAnotherValueEverywhere(entity.schema());
    assertThat(SchemaCompatibility.checkReaderWriterCompatibility(entity.schema(), later).getType())
        .isEqualTo(SchemaCompatibility.SchemaCompatibilityType.COMPATIBLE);
    assertThat(ofType(entity.schema(), Schema.Type.ENUM))
        .allSatisfy(values -> assertThat(values.getEnumDefault()).isEqualTo("UNRECOGNISED"));
  }

  @Test
  void shouldDecodeAValueThatCameLater() throws IOException {
    Schema later = withAnotherValueEverywhere(Invoice.getClassSchema());
    GenericRecord written =
        new GenericRecordBuilder(later)
            .set("id", "inv_1")
            .set("version", 1L)
            .set("updatedAt", 0L)
            .set(
                "status",
                new GenericData.EnumSymbol(
                    AvroTypes.notNull(later.getField("status").schema()), "OF_TOMORROW"))
            .build();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    new GenericDatumWriter<GenericRecord>(later).write(written, encoder);
    encoder.flush();
    TrustedClasses.install();

    Invoice read =
        new SpecificDatumReader<Invoice>(later, Invoice.getClassSchema())
            .read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));

    assertThat(read.getStatus()).isEqualTo(InvoiceStatus.UNRECOGNISED);
  }

  /** The schema with one more value in each of its enums. */
  private static Schema withAnotherValueEverywhere(Schema schema) {
    return new Schema.Parser()
        .parse(schema.toString().replace("\"UNRECOGNISED\"]", "\"UNRECOGNISED\",\"OF_TOMORROW\"]"));
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
