package io.mainstem.simulators.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.mainstem.simulators.SharedReference;
import io.mainstem.simulators.api.Description;
import io.mainstem.simulators.business.Business;
import io.mainstem.simulators.timeline.Happening.RecordChanged;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Every record the simulators hold is one the vendor's own description allows, names and values.
 */
class VendorShapeTest {
  private static final Map<String, String> SQUARE =
      Map.of(
          "orders",
          "Order",
          "payments",
          "Payment",
          "customers",
          "Customer",
          "team_members",
          "TeamMember",
          "locations",
          "Location",
          "catalog",
          "CatalogObject");
  private static final Map<String, String> XERO =
      Map.of("Invoices", "Invoice", "Contacts", "Contact");

  /** Given by the real API, absent from its description. */
  private static final Set<String> UNDESCRIBED = Set.of("DateString", "DueDateString");

  private static List<RecordChanged> records(Tool tool) {
    Timeline timeline = new Timeline(Business.of(42));
    List<Happening> happenings = new ArrayList<>(timeline.opening());
    happenings.addAll(timeline.day(0));
    happenings.addAll(timeline.day(5));
    return happenings.stream()
        .filter(RecordChanged.class::isInstance)
        .map(RecordChanged.class::cast)
        .filter(changed -> changed.tool() == tool && changed.oddity() == null)
        .toList();
  }

  @Test
  void shouldWriteRecordsAsSquareDescribesThem() throws IOException {
    check(SharedReference.orSkip("specs/square.json"), new ObjectMapper(), Tool.SQUARE, SQUARE);
  }

  @Test
  void shouldWriteRecordsAsXeroDescribesThem() throws IOException {
    Path file = SharedReference.orSkip("specs/xero-accounting.yaml");
    check(file, new ObjectMapper(new YAMLFactory()), Tool.XERO, XERO);
  }

  private static void check(Path file, ObjectMapper mapper, Tool tool, Map<String, String> schemas)
      throws IOException {
    Description description = Description.vendorFile(file);
    JsonNode all = mapper.readTree(file.toFile()).at("/components/schemas");
    List<RecordChanged> records = records(tool);
    assertThat(records).isNotEmpty();
    for (RecordChanged changed : records) {
      String schema = schemas.getOrDefault(changed.shelf(), "?");
      assertThat(description.problems(schema, changed.record())).as(changed.id()).isEmpty();
      assertThat(unknown(all, schema, changed.record())).as(changed.record().toString()).isEmpty();
    }
  }

  private static List<String> unknown(JsonNode schemas, String schema, JsonNode record) {
    JsonNode known = schemas.path(schema).path("properties");
    List<String> unknown = new ArrayList<>();
    record
        .properties()
        .forEach(
            member -> {
              JsonNode rule = known.path(member.getKey());
              if (rule.isMissingNode() && !UNDESCRIBED.contains(member.getKey())) {
                unknown.add(schema + "." + member.getKey());
              }
              String nested = name(rule);
              String item = name(rule.path("items"));
              if (!nested.isEmpty() && member.getValue().isObject()) {
                unknown.addAll(unknown(schemas, nested, member.getValue()));
              }
              if (!item.isEmpty()) {
                member.getValue().forEach(child -> unknown.addAll(unknown(schemas, item, child)));
              }
            });
    return unknown;
  }

  private static String name(JsonNode rule) {
    String reference = rule.path("$ref").asText("");
    return reference.substring(reference.lastIndexOf('/') + 1);
  }
}
