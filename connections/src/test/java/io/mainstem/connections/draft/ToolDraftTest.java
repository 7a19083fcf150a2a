package io.mainstem.connections.draft;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.connections.expression.Business;
import io.mainstem.connections.map.Mapper;
import io.mainstem.connections.tool.Tool;
import io.mainstem.connections.tool.ToolReader;
import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ToolDraftTest {
  private static final Business BUSINESS =
      new Business("GBP", "GB", ZoneId.of("Europe/London"), LocalTime.of(4, 0));

  @Test
  void shouldDraftShapeAndObviousMappingsFromSamples() throws IOException {
    JsonNode one =
        ToolDraft.read(
            bytes(
                """
                {"contactId": 7, "first_name": "Ada", "last_name": "Quill", "email": "ada@quill.example",
                 "updated_at": "2026-03-02T10:00:00Z", "tags": ["a"], "active": true, "score": 1.5,
                 "odd name": "x", "home": {"city": "Leith"}}
                """));
    JsonNode two = ToolDraft.read(bytes("{\"contactId\": 8, \"first_name\": null, \"score\": 2}"));

    String text = ToolDraft.fromSamples("acme", Map.of("contact", List.of(one, two))).text();

    assertThat(text)
        .contains("    id: contactId\n", "    version: {at: updated_at, as: time}\n")
        .contains(
            "      contactId: integer!\n", "      first_name: text\n", "      score: decimal!\n")
        .contains("      tags: [text]\n", "      odd name: text\n", "        city: text\n")
        .contains("# fetch: {path: \"/contacts/{id}\"}", "# list: ")
        .contains("      - entity: person\n")
        .contains("name: \"person_name(payload.first_name, payload.last_name)\"")
        .contains("emails: \"[email(payload.email)]\"")
        .contains("# not mapped: contactId, updated_at, active, score, home.city");
    assertThat(problems("acme", text)).isEmpty();
  }

  @Test
  void shouldDraftReadingFromADescription() throws IOException {
    JsonNode description =
        ToolDraft.read(
            bytes(
                """
                openapi: 3.1.0
                info: {title: Acme, version: "1"}
                servers: [{url: https://api.acme.example/v1/}]
                components:
                  securitySchemes: {key: {type: http, scheme: bearer}}
                  schemas:
                    Base: {properties: {id: {type: string}}, required: [id]}
                    Invoice:
                      allOf:
                        - {$ref: '#/components/schemas/Base'}
                        - properties:
                            number: {type: [string, "null"]}
                            total: {type: number}
                            parent: {$ref: '#/components/schemas/Invoice'}
                paths:
                  /invoices:
                    get:
                      parameters: [{name: cursor, in: query}]
                      responses:
                        "200": {content: {application/json: {schema: {properties: {
                          data: {type: array, items: {$ref: '#/components/schemas/Invoice'}},
                          meta: {properties: {next_cursor: {type: string}}}}}}}}
                  /invoices/{invoiceId}:
                    get:
                      responses:
                        "200": {content: {application/json: {schema: {properties: {
                          data: {$ref: '#/components/schemas/Invoice'}}}}}}
                """));

    ToolDraft.Drafted drafted = ToolDraft.fromDescription("acme", description, List.of());

    assertThat(drafted.objects()).containsExactly("invoice");
    assertThat(drafted.text())
        .contains("base: \"https://api.acme.example/v1\"")
        .contains("fetch: {path: \"/invoices/{id}\", unwrap: data}")
        .contains("records: \"data[]\"")
        .contains("page: {kind: cursor, next: meta.next_cursor, put: query:cursor}")
        .contains(
            "      id: text\n", "      total: decimal\n", "          number: payload.number\n");
    assertThat(problems("acme", drafted.text())).isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> shouldDraftWhatTheReaderAcceptsFromEveryVendorsDescription()
      throws IOException {
    Path specs = Path.of(System.getProperty("mainstem.root"), "..", "shared", "specs");
    Assumptions.assumeTrue(
        Files.isDirectory(specs), "skipped: the vendors' descriptions are not here");
    try (Stream<Path> files = Files.list(specs)) {
      return files
          .filter(file -> file.toString().matches(".*\\.(json|yaml)"))
          .filter(file -> !file.toString().contains("fixtures"))
          .sorted()
          .toList()
          .stream()
          .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> accept(file)));
    }
  }

  private static void accept(Path file) throws IOException {
    JsonNode description = ToolDraft.read(Files.readAllBytes(file));
    assertThat(ToolDraft.isDescription(description)).isTrue();
    ToolDraft.Drafted drafted = ToolDraft.fromDescription("drafted", description, List.of());
    assertThat(problems("drafted", drafted.text())).isEmpty();
  }

  private static List<?> problems(String name, String text) {
    Problems problems = new Problems();
    Tool tool = new ToolReader(problems).read(YamlDocument.parse(name + ".yaml", text, problems));
    Mapper.check(tool, BUSINESS, problems);
    return problems.list();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
