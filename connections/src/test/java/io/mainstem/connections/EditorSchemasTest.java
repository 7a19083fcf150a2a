package io.mainstem.connections;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file that comes with the product names the JSON Schema by which editors complete it. */
final class EditorSchemasTest {
  private static final String MODELINE = "# yaml-language-server: $schema=";
  private static final Path ROOT = Fixtures.folder().resolve("../..").normalize();

  static List<Path> files() throws IOException {
    Path tools = ROOT.resolve("connections/src/main/resources/tools");
    try (Stream<Path> shipped = Files.list(tools);
        Stream<Path> examples = Files.walk(ROOT.resolve("workspaces"))) {
      return Stream.concat(shipped, examples)
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void shouldAcceptWhatShipsAndRefuseAStrayKey(Path file) throws IOException {
    String text = Files.readString(file);
    assertThat(text).startsWith(MODELINE);
    String address = text.substring(MODELINE.length(), text.indexOf('\n'));
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(Files.readString(file.resolveSibling(address)));
    ObjectNode document = (ObjectNode) new YAMLMapper().readTree(text);

    assertThat(schema.validate(document)).isEmpty();
    document.put("straykey", 1);
    assertThat(schema.validate(document)).isNotEmpty();
  }
}
