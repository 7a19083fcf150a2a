package io.mainstem.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Keeps docs/asyncapi.yaml equal to the catalogue; -Dmainstem.docs.write=true writes it. */
class AsyncApiTest {
  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final ObjectMapper YAML =
      new ObjectMapper(
          YAMLFactory.builder()
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .disable(YAMLGenerator.Feature.SPLIT_LINES)
              .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
              .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
              .build());
  private static final String HEAD =
      """
      # Generated from TopicCatalogue and the Avro schemas; do not edit. To write it again:
      # mvn -pl schemas test -Dtest=AsyncApiTest -Dmainstem.docs.write=true
      """;

  @Test
  void shouldDescribeEveryPublicTopicAsItIs() throws IOException {
    Path page = Path.of(System.getProperty("mainstem.root", ".."), "docs", "asyncapi.yaml");
    String expected = HEAD + YAML.writeValueAsString(document());
    if (Boolean.getBoolean("mainstem.docs.write")) {
      Files.writeString(page, expected);
    }

    assertThat(page).content().isEqualTo(expected);
  }

  /** By the JSON Schema of AsyncAPI 3.0.0 (asyncapi/spec-json-schemas, Apache 2.0). */
  @Test
  void shouldBeAnAsyncApiDocument() throws IOException {
    try (InputStream schema = AsyncApiTest.class.getResourceAsStream("/asyncapi-3.0.0.json")) {
      JsonSchema rule =
          JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
              .getSchema(JSON.readTree(Objects.requireNonNull(schema)));
      ObjectNode document = document();

      assertThat(rule.validate(document)).isEmpty();
      document.withObject("/operations/publish_ledger_v1").put("action", "shout");
      assertThat(rule.validate(document)).isNotEmpty();
    }
  }

  private static ObjectNode document() throws IOException {
    ObjectNode document = JSON.createObjectNode();
    document.put("asyncapi", "3.0.0");
    document
        .putObject("info")
        .put("title", "Mainstem")
        .put("version", "1.0.0")
        .put(
            "description",
            "Every topic of Mainstem. Values are Avro with the schema id in Confluent's 4-byte wire"
                + " format; the registry subject is <topic>-value. Read with"
                + " isolation.level=read_committed.");
    document.put("defaultContentType", "application/vnd.apache.avro");
    ObjectNode channels = document.putObject("channels");
    ObjectNode operations = document.putObject("operations");
    ObjectNode components = document.putObject("components");
    ObjectNode schemas = components.putObject("schemas");
    headers(components.putObject("messageTraits").putObject("attributes"));
    for (Topic topic : TopicCatalogue.with(List.of("{connection}"))) {
      String id = topic.name().replaceAll("[{}]", "").replaceAll("[^A-Za-z0-9]+", "_");
      channel(channels.putObject(id), topic);
      ObjectNode operation = operations.putObject("publish_" + id);
      operation.put("action", "send");
      operation.putObject("channel").put("$ref", "#/channels/" + id);
      operation.put("summary", topic.purpose());
      operation.put("description", "Written by " + topic.owner() + " only.");
      if (!schemas.has(topic.valueType().getSimpleName())) {
        ObjectNode schema = schemas.putObject(topic.valueType().getSimpleName());
        schema.put("schemaFormat", "application/vnd.apache.avro;version=1.12.0");
        schema.set("schema", JSON.readTree(topic.valueSchema().toString()));
      }
    }
    return document;
  }

  private static void channel(ObjectNode channel, Topic topic) {
    channel.put("address", topic.name());
    channel.put("description", topic.purpose());
    ObjectNode message = channel.putObject("messages").putObject(topic.valueType().getSimpleName());
    message.put("name", topic.valueType().getSimpleName());
    message
        .putObject("payload")
        .put("$ref", "#/components/schemas/" + topic.valueType().getSimpleName());
    message.putArray("traits").addObject().put("$ref", "#/components/messageTraits/attributes");
    ObjectNode key = message.putObject("bindings").putObject("kafka").putObject("key");
    key.put("type", "string").put("description", topic.key());
    if (topic.name().contains("{connection}")) {
      channel
          .putObject("parameters")
          .putObject("connection")
          .put("description", "Name of a connection of the workspace.");
    }
    ObjectNode kafka = channel.putObject("bindings").putObject("kafka");
    kafka.put("topic", topic.name()).put("partitions", topic.partitions());
    ObjectNode kept = kafka.putObject("topicConfiguration");
    List.of(topic.cleanup().policy().split(",")).forEach(kept.withArray("cleanup.policy")::add);
    if (topic.cleanup() != Topic.Cleanup.COMPACT) {
      kept.put("retention.ms", topic.retention().toMillis());
    }
    channel.put("x-personal-data", topic.personalData());
    channel.put("x-registry-rule", topic.rule().name());
  }

  private static void headers(ObjectNode trait) {
    ObjectNode headers = trait.putObject("headers");
    headers.put("type", "object");
    ObjectNode known = headers.putObject("properties");
    header(known, "traceparent", "W3C trace context");
    header(known, "ce_specversion", "CloudEvents: 1.0");
    header(known, "ce_id", "CloudEvents: id of this record");
    header(known, "ce_source", "CloudEvents: who wrote it");
    header(known, "ce_type", "CloudEvents: what it is");
    header(known, "ce_time", "CloudEvents: when it happened");
  }

  private static void header(ObjectNode known, String name, String description) {
    known.putObject(name).put("type", "string").put("description", description);
  }
}
