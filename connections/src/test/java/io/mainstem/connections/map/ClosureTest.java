package io.mainstem.connections.map;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.connections.Connection;
import io.mainstem.connections.Workspace;
import io.mainstem.connections.WorkspaceException;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.shape.Shape;
import io.mainstem.connections.tool.ApiSpec;
import io.mainstem.connections.tool.Tools;
import io.mainstem.connections.yaml.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Closures give what the engine gives, to the letter of its refusals: every shipped tool, its
 * samples, and each sample with one place of it gone, null, or something else.
 */
final class ClosureTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** What a place may hold instead: blank, no number, no date, and numbers at their edges. */
  private static final List<JsonNode> OTHERS =
      List.of(
          NODES.textNode(" "),
          NODES.textNode("12.5"),
          NODES.textNode("never"),
          NODES.numberNode(0),
          NODES.numberNode(Long.MIN_VALUE),
          NODES.booleanNode(true),
          NODES.arrayNode(),
          NODES.objectNode());

  @TempDir Path folder;

  static Stream<String> tools() {
    return Tools.builtIn().stream();
  }

  @ParameterizedTest
  @MethodSource("tools")
  void shouldGiveWhatTheEngineGives(String tool) throws Exception {
    Workspace workspace = workspace(tool);
    Connection connection = Objects.requireNonNull(workspace.connections().get("it"));
    Mapper closures = Mapper.of(workspace.business(), connection);
    Mapper engine = Mapper.ofEngineAlone(workspace.business(), connection);

    int held = 0;
    for (String object : connection.tool().specs().keySet()) {
      Shape.Struct shape = Objects.requireNonNull(connection.tool().specs().get(object)).shape();
      for (JsonNode sample : List.of(sample(tool, object), example(shape))) {
        for (JsonNode payload : variants(sample)) {
          Bytes bytes = Bytes.of(JSON.writeValueAsBytes(payload));
          assertThat(closures.explain(object, bytes))
              .as("%s of %s", object, payload)
              .isEqualTo(engine.explain(object, bytes));
          held++;
        }
      }
    }
    assertThat(held).isGreaterThan(connection.tool().specs().size());
  }

  /** As it is, and with one place changed at a time. */
  private static List<JsonNode> variants(JsonNode sample) {
    List<JsonNode> made = new ArrayList<>(List.of(sample));
    JsonNode work = sample.deepCopy();
    change(work, work, made);
    return made;
  }

  private static void change(JsonNode root, JsonNode at, List<JsonNode> made) {
    if (at instanceof ObjectNode object) {
      for (String name : List.copyOf(names(object))) {
        JsonNode kept = object.remove(name);
        made.add(root.deepCopy());
        for (JsonNode other : List.of(NODES.nullNode(), OTHERS.get(made.size() % OTHERS.size()))) {
          object.set(name, other);
          made.add(root.deepCopy());
        }
        object.set(name, kept);
        change(root, kept, made);
      }
    } else if (at instanceof ArrayNode array && !array.isEmpty()) {
      JsonNode first = array.get(0);
      array.insertNull(0);
      made.add(root.deepCopy());
      array.remove(0);
      change(root, first, made);
    }
  }

  private static List<String> names(ObjectNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }

  private static JsonNode sample(String tool, String object) throws IOException {
    String name = "/conformance/" + tool + "/" + object + ".json";
    try (InputStream in = ClosureTest.class.getResourceAsStream(name)) {
      return in == null ? NODES.objectNode() : JSON.readTree(in);
    }
  }

  private static JsonNode example(Shape shape) {
    return switch (shape) {
      case Shape.Scalar scalar ->
          switch (scalar) {
            case TEXT, ANY -> NODES.textNode("2026-03-01");
            case INTEGER -> NODES.numberNode(1_772_362_800);
            case DECIMAL -> NODES.numberNode(1.5);
            case BOOLEAN -> NODES.booleanNode(true);
          };
      case Shape.OneOf choice -> NODES.textNode(choice.values().iterator().next());
      case Shape.MapOf map -> NODES.objectNode().set("x", example(map.value()));
      case Shape.ListOf list -> NODES.arrayNode().add(example(list.element()));
      case Shape.Struct struct -> {
        ObjectNode object = NODES.objectNode();
        struct.fields().forEach((name, field) -> object.set(name, example(field.shape())));
        yield object;
      }
    };
  }

  /** Whatever any way of the tool's API is asked with. */
  private static String secrets(String tool) {
    ApiSpec api = Tools.builtIn(tool, new Problems()).api();
    return api == null
        ? ""
        : api.ways().stream()
            .flatMap(way -> way.secrets().stream())
            .distinct()
            .map(name -> name + ": x")
            .collect(Collectors.joining(", "));
  }

  private Workspace workspace(String tool) throws IOException, WorkspaceException {
    Files.createDirectories(folder.resolve("connections"));
    Files.writeString(
        folder.resolve("workspace.yaml"), "currency: GBP\ncountry: GB\ntimezone: Europe/London\n");
    Files.writeString(
        folder.resolve("connections/it.yaml"),
        "tool: "
            + tool
            + "\nwebhookSecrets: []\nsettings: {tenant: t, workspace: '12', team: '13', resource:"
            + " '14', company: kettlemoor}\nsecrets: {"
            + secrets(tool)
            + "}\n"
            + (tool.equals("rota")
                ? "database: {url: 'jdbc:postgresql://localhost/rota', user: u, password: p}\n"
                : ""));
    return Workspace.load(folder, Map.<String, String>of()::get);
  }
}
