package io.mainstem.sink.writeback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.mainstem.connections.Workspace;
import io.mainstem.connections.flows.Flow;
import io.mainstem.connections.http.HttpCall;
import io.mainstem.connections.write.WriteKey;
import io.mainstem.connections.write.WritePlan;
import io.mainstem.connections.write.WriteStep;
import io.mainstem.sink.Business;
import io.mainstem.sink.flow.PlanResult;
import io.mainstem.sink.flow.Planner;
import io.mainstem.sink.flow.Trigger;
import io.mainstem.sink.flow.Triggers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * What the flow sends is what Xero's own description accepts; skipped where that is not at hand.
 */
final class XeroContractTest {
  private static final Path DESCRIPTION =
      Path.of(System.getProperty("mainstem.root"), "..", "shared", "specs", "xero-accounting.yaml");
  private static final int MAX_YAML_CODE_POINTS = 8 * 1024 * 1024;

  private final Business business = new Business("r1");

  @Test
  void shouldSendOnlyWhatTheVendorDescribes() throws Exception {
    assumeTrue(
        Files.exists(DESCRIPTION), "skipped: the vendor's description of Xero is not at hand");
    JsonNode schemas = description().at("/components/schemas");
    Workspace workspace = Business.workspace(Map.of());
    WritePlan writes =
        WritePlan.of(Objects.requireNonNull(workspace.connections().get("accounting")));
    ObjectNode payload = payload(workspace);
    ObjectNode input = (ObjectNode) payload.get("input");
    input.put("contactId", "2f3c1f2e-7a54-4c0d-9a4c-000000000001");

    HttpCall invoice = call(writes, "create_draft_invoice", input);
    HttpCall contact =
        call(writes, "create_contact", (ObjectNode) payload.at("/match/contactId/create/input"));

    assertThat(faults(schemas, "Invoices", body(invoice))).isEmpty();
    assertThat(faults(schemas, "Contacts", body(contact))).isEmpty();
    assertThat(invoice.headers()).containsEntry("Idempotency-Key", "key");
    assertThat(invoice.method() + " " + invoice.uri().getPath())
        .isEqualTo("PUT /api.xro/2.0/Invoices");

    // The check itself sees a planted fault.
    ObjectNode planted = (ObjectNode) body(invoice);
    ((ObjectNode) planted.at("/Invoices/0")).put("Status", "DRAUGHT").put("Refrence", "x");
    assertThat(faults(schemas, "Invoices", planted)).hasSize(2);
  }

  private ObjectNode payload(Workspace workspace) {
    Trigger trigger = new Triggers(workspace.flows()).of(business.won()).getFirst();
    Flow flow = workspace.flows().on("deal.won").getFirst();
    return ((PlanResult.Planned)
            Planner.plan(
                flow,
                trigger,
                Map.of(
                    "deal", business.deal(),
                    "company", business.company(),
                    "person", business.person())))
        .payload();
  }

  private static HttpCall call(WritePlan writes, String operation, ObjectNode input) {
    return ((WriteStep.Ask)
            writes.begin(operation, input, new WriteKey("key", "MS-0123456789"), false))
        .call();
  }

  private static JsonNode body(HttpCall call) throws IOException {
    return new ObjectMapper().readTree(call.body().toArray());
  }

  private static JsonNode description() throws IOException {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MAX_YAML_CODE_POINTS);
    YAMLFactory yaml = YAMLFactory.builder().loaderOptions(options).build();
    try (YAMLParser parser = yaml.createParser(DESCRIPTION.toFile())) {
      return new ObjectMapper().readTree(parser);
    }
  }

  private static List<String> faults(JsonNode schemas, String schema, JsonNode value) {
    List<String> faults = new ArrayList<>();
    check(schemas, schemas.path(schema), value, schema, faults);
    return faults;
  }

  private static void check(
      JsonNode schemas, JsonNode schema, JsonNode value, String path, List<String> faults) {
    JsonNode resolved = resolve(schemas, schema);
    JsonNode allowed = resolved.path("enum");
    if (allowed.isArray() && !texts(allowed).contains(value.asText())) {
      faults.add(path + " is none of the allowed values");
    }
    if (value.asText().length() > resolved.path("maxLength").asInt(Integer.MAX_VALUE)) {
      faults.add(path + " is too long");
    }
    boolean fits =
        switch (resolved.path("type").asText("object")) {
          case "string" -> value.isTextual();
          case "number", "integer" -> value.isNumber();
          case "boolean" -> value.isBoolean();
          case "array" -> value.isArray();
          default -> value.isObject();
        };
    if (!fits) {
      faults.add(path + " is no " + resolved.path("type").asText("object"));
    }
    value
        .properties()
        .forEach(
            field -> {
              JsonNode property = resolved.path("properties").path(field.getKey());
              if (property.isMissingNode()) {
                faults.add(path + "." + field.getKey() + " is unknown");
              } else {
                check(schemas, property, field.getValue(), path + "." + field.getKey(), faults);
              }
            });
    if (value.isArray()) {
      value.forEach(item -> check(schemas, resolved.path("items"), item, path + "[]", faults));
    }
  }

  private static JsonNode resolve(JsonNode schemas, JsonNode schema) {
    String reference = schema.path("$ref").asText();
    return reference.isEmpty()
        ? schema
        : schemas.path(reference.substring(reference.lastIndexOf('/') + 1));
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(item -> texts.add(item.asText()));
    return texts;
  }
}
