package io.mainstem.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** Keeps docs/entities.md equal to the schemas; run with -Dmainstem.docs.write=true to write it. */
class EntityDocsTest {
  private static final String HEAD =
      """
      # Entities

      Generated from the Avro schemas; do not edit. To write it again:
      `mvn -pl schemas test -Dtest=EntityDocsTest -Dmainstem.docs.write=true`.

      One definition of each business thing, whichever tool it came from. Each entity is a topic `canonical.<entity>.v1` (the present records, key: canonical id), a topic `changes.<entity>.v1`
      (what changed, and the business events it means) and a table of the [reporting store](reporting-store.md). *Masters* are matched across tools: several source records may be one. *Facts*
      stand for themselves. A `Ref` names another record by its alias for ever and by its canonical id of today. Every field but those of the envelope may be null: `missing` names
      those a mapping requires and nobody supplied. Every list of values ends in `UNRECOGNISED`, which only readers older than a value ever see
      ([why](decisions/0015-enums-end-in-unrecognised.md)); tool files never give it.

      """;

  private static final String ENVELOPE = "## The envelope of every record";

  @Test
  void shouldDescribeEveryEntityAsItIs() throws IOException {
    Path page = Path.of(System.getProperty("mainstem.root", ".."), "docs", "entities.md");
    String expected = render();
    if (Boolean.getBoolean("mainstem.docs.write")) {
      Files.writeString(page, expected);
    }

    assertThat(page).content().isEqualTo(expected);
  }

  private static String render() {
    StringBuilder page = new StringBuilder(HEAD);
    Map<String, Integer> uses = uses();
    page.append(
        Entities.all().stream()
            .map(entity -> "[%s](#%s)".formatted(entity.name(), entity.name()))
            .collect(Collectors.joining(" · ")));
    page.append("\n");
    Entities.all().forEach(entity -> entity(page, entity, uses));
    page.append("\n## Shared parts\n");
    parts(
        page,
        uses.entrySet().stream()
            .filter(use -> use.getValue() > 1)
            .map(Map.Entry::getKey)
            .sorted()
            .toList());
    page.append("\n").append(ENVELOPE).append("\n\n");
    table(
        page, Entities.PERSON.schema().getFields().stream().filter(EntityDocsTest::ours).toList());
    return page.toString();
  }

  private static void entity(StringBuilder page, EntityType entity, Map<String, Integer> uses) {
    Schema schema = entity.schema();
    page.append("\n## ").append(entity.name()).append("\n\n").append(text(schema.getDoc()));
    page.append(
        "\n\n%s, ids `%s…` · one and the same by: %s · usually owned by: %s\n\n"
            .formatted(
                entity.isMaster() ? "Master" : "Fact",
                entity.idPrefix(),
                entity.matchOn(),
                entity.systemOfRecord()));
    table(page, schema.getFields().stream().filter(field -> !ours(field)).toList());
    page.append(
        "\nEvents: %s\n"
            .formatted(
                entity.events().stream()
                    .map(event -> "`" + event + "`")
                    .collect(Collectors.joining(", "))));
    Map<String, Schema> own = new LinkedHashMap<>();
    schema.getFields().stream().filter(f -> !ours(f)).forEach(f -> collect(f.schema(), own));
    parts(page, own.keySet().stream().filter(name -> uses.getOrDefault(name, 0) == 1).toList());
  }

  /** Records inside an entity, each under its own name. */
  private static void parts(StringBuilder page, List<String> names) {
    Map<String, Schema> all = new LinkedHashMap<>();
    Entities.all().forEach(entity -> collectAll(entity, all));
    for (String name : names) {
      Schema part = Objects.requireNonNull(all.get(name));
      if (part.getType() == Schema.Type.RECORD) {
        page.append("\n**%s**: %s\n\n".formatted(name, text(part.getDoc())));
        table(page, part.getFields());
      }
    }
  }

  private static void table(StringBuilder page, List<Schema.Field> fields) {
    page.append("| field | type | meaning |\n|---|---|---|\n");
    fields.forEach(
        field ->
            page.append(
                "| `%s` | %s | %s |\n".formatted(field.name(), type(field), text(field.doc()))));
  }

  private static String type(Schema.Field field) {
    boolean merged = field.getProp("merge") != null;
    return type(field.schema()) + (merged ? ", every source's" : "");
  }

  private static String type(Schema schema) {
    Schema type = AvroTypes.notNull(schema);
    return switch (type.getLogicalType()) {
      case LogicalTypes.Decimal decimal ->
          "decimal(%d, %d)".formatted(decimal.getPrecision(), decimal.getScale());
      case LogicalTypes.Date _ -> "date";
      case LogicalTypes.TimestampMicros _ -> "time";
      case null, default ->
          switch (type.getType()) {
            case ARRAY -> "list of " + type(type.getElementType());
            case MAP -> "map to " + type(type.getValueType());
            case RECORD -> type.getName();
            case ENUM ->
                type.getEnumSymbols().stream()
                    .filter(symbol -> !AvroTypes.isUnrecognised(type, symbol))
                    .map(symbol -> "`" + symbol + "`")
                    .collect(Collectors.joining(" "));
            case STRING -> "text";
            case INT, LONG -> "integer";
            default -> type.getType().getName();
          };
    };
  }

  private static boolean ours(Schema.Field field) {
    return EntityType.ENVELOPE.contains(field.name());
  }

  /** In how many entities each record type is used. */
  private static Map<String, Integer> uses() {
    Map<String, Integer> uses = new LinkedHashMap<>();
    for (EntityType entity : Entities.all()) {
      Map<String, Schema> found = new LinkedHashMap<>();
      collectAll(entity, found);
      found.keySet().forEach(name -> uses.merge(name, 1, Integer::sum));
    }
    return uses;
  }

  private static void collectAll(EntityType entity, Map<String, Schema> found) {
    entity.schema().getFields().forEach(field -> collect(field.schema(), found));
  }

  private static void collect(Schema schema, Map<String, Schema> found) {
    Schema type = AvroTypes.notNull(schema);
    switch (type.getType()) {
      case ARRAY -> collect(type.getElementType(), found);
      case MAP -> collect(type.getValueType(), found);
      case RECORD -> {
        if (found.putIfAbsent(type.getName(), type) == null) {
          new ArrayList<>(type.getFields()).forEach(field -> collect(field.schema(), found));
        }
      }
      default -> {
        // without parts
      }
    }
  }

  private static String text(String doc) {
    return doc.replace("|", "\\|").replaceAll("\\s+", " ");
  }
}
