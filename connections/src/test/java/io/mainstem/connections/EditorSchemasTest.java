package io.mainstem.connections;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The JSON Schemas editors use, held against the files that come with the product. */
final class EditorSchemasTest {
  private static final Path RESOURCES =
      Fixtures.folder().resolve("../../connections/src/main/resources").normalize();

  @ParameterizedTest
  @CsvSource({
    "workspace,workspace.yaml",
    "authority,authority.yaml",
    "identity,identity.yaml",
    "access,access.yaml",
    "connection,connections/crm.yaml",
    "connection,connections/accounting.yaml",
    "connection,connections/pos.yaml",
    "connection,connections/rota.yaml",
    "connection,connections/chat.yaml",
    "tool,tools/hubspot.yaml",
    "tool,tools/xero.yaml",
    "tool,tools/square.yaml",
    "tool,tools/slack.yaml",
    "tool,tools/pipedrive.yaml",
    "tool,tools/shopify.yaml",
    "tool,tools/notion.yaml",
    "tool,tools/intercom.yaml",
    "tool,tools/gusto.yaml",
    "tool,tools/monday.yaml",
    "tool,tools/mailchimp.yaml",
    "tool,tools/deliveroo.yaml",
    "tool,tools/ubereats.yaml",
    "tool,tools/rota.yaml"
  })
  void shouldAcceptWhatShipsAndRefuseAStrayKey(String kind, String file) throws IOException {
    JsonNode document = document(file);

    assertThat(validate(kind, document)).isEmpty();
    ((ObjectNode) document).put("straykey", 1);
    assertThat(validate(kind, document)).isNotEmpty();
  }

  private static JsonNode document(String file) throws IOException {
    Path folder = file.startsWith("tools/") ? RESOURCES : Fixtures.folder();
    return new YAMLMapper().readTree(Files.readString(folder.resolve(file)));
  }

  private static Set<ValidationMessage> validate(String kind, JsonNode document)
      throws IOException {
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(Files.readString(RESOURCES.resolve("schemas/" + kind + ".schema.json")));
    return schema.validate(document);
  }
}
