package io.mainstem.connections.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mainstem.connections.expression.Compiled;
import io.mainstem.connections.expression.Environment;
import io.mainstem.connections.expression.ResultType;
import io.mainstem.connections.expression.Scope;
import io.mainstem.connections.json.JsonPath;
import io.mainstem.connections.shape.Shape;
import io.mainstem.connections.tool.ObjectSpec;
import io.mainstem.connections.tool.Tool;
import io.mainstem.connections.tool.WriteSpec;
import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A compiled operation. Its expressions speak of input, setting, key and marker. */
final class Operation {
  private static final Pattern SETTING = Pattern.compile("\\bsetting\\.([A-Za-z][A-Za-z0-9_]*)");
  private static final String ID = "id";
  private static final String RECORD = "record";

  private final WriteSpec spec;
  private final Environment environment;
  private final CallTemplate call;
  private final @Nullable CallTemplate update;
  private final @Nullable CallTemplate before;
  private final Map<String, Compiled> fill;
  private final Map<JsonPath, Compiled> read;
  private final Map<JsonPath, Compiled> readMatch;

  private Operation(WriteSpec spec, Tool tool, Environment base, Problems problems) {
    this.spec = spec;
    Environment common =
        base.with("input", spec.input())
            .with("setting", settings(spec))
            .with("key", Shape.Scalar.TEXT)
            .with("marker", Shape.Scalar.TEXT);
    ObjectSpec object = tool.specs().get(spec.object());
    Environment seeing =
        spec.strategy() == WriteSpec.Strategy.VERSION && object != null
            ? common.with(RECORD, object.shape())
            : common;
    this.environment = seeing.with(ID, Shape.Scalar.TEXT);
    this.call = CallTemplate.compile(spec.call(), seeing, problems);
    this.update =
        spec.update() == null
            ? null
            : CallTemplate.compile(spec.update(), common.with(ID, Shape.Scalar.TEXT), problems);
    this.before =
        spec.before() == null ? null : CallTemplate.compile(spec.before().call(), common, problems);
    this.fill =
        spec.find() == null
            ? Map.of()
            : CallTemplate.expressions(spec.find().fill(), common, ResultType.ANY, problems);
    this.read = CallTemplate.expressions(spec.read(), common, ResultType.ANY, problems);
    this.readMatch =
        spec.readIn() == null
            ? Map.of()
            : CallTemplate.expressions(spec.readIn().match(), common, ResultType.TEXT, problems);
  }

  static Operation compile(WriteSpec spec, Tool tool, Environment base, Problems problems) {
    return new Operation(spec, tool, base, problems);
  }

  /** The connection's settings it speaks of. */
  static Shape.Struct settings(WriteSpec spec) {
    Map<String, Shape.Field> fields = new LinkedHashMap<>();
    settings(spec.at(), fields);
    return new Shape.Struct(spec.input().name() + ".setting", fields);
  }

  private static void settings(YamlNode at, Map<String, Shape.Field> fields) {
    at.text()
        .ifPresent(
            text ->
                SETTING
                    .matcher(text)
                    .results()
                    .forEach(
                        found ->
                            fields.put(found.group(1), new Shape.Field(Shape.Scalar.TEXT, false))));
    at.entries().values().forEach(node -> settings(node, fields));
    if (at.isList()) {
      at.items().forEach(node -> settings(node, fields));
    }
  }

  WriteSpec spec() {
    return spec;
  }

  CallTemplate call() {
    return call;
  }

  @Nullable CallTemplate update() {
    return update;
  }

  @Nullable CallTemplate before() {
    return before;
  }

  Map<JsonPath, Compiled> read() {
    return read;
  }

  /** What of a record fetched is held against what was meant; missing where it has no such row. */
  JsonNode held(JsonNode record, Scope scope) {
    WriteSpec.ReadIn in = spec.readIn();
    return in == null
        ? record
        : CallTemplate.row(record, in.rows(), readMatch, scope).orElse(MissingNode.getInstance());
  }

  Scope scope(ObjectNode input, JsonNode settings, @Nullable WriteKey key) {
    return scope(input, settings, key, Map.of());
  }

  Scope withId(ObjectNode input, JsonNode settings, @Nullable WriteKey key, String id) {
    return scope(input, settings, key, Map.of(ID, TextNode.valueOf(id)));
  }

  Scope withRecord(ObjectNode input, JsonNode settings, @Nullable WriteKey key, JsonNode record) {
    return scope(input, settings, key, Map.of(RECORD, record));
  }

  private Scope scope(
      ObjectNode input, JsonNode settings, @Nullable WriteKey key, Map<String, JsonNode> more) {
    Map<String, JsonNode> values = new HashMap<>(more);
    values.put("input", input);
    values.put("setting", settings);
    if (key != null) {
      values.put("key", TextNode.valueOf(key.key()));
      values.put("marker", TextNode.valueOf(key.marker()));
    }
    return environment.scope(values);
  }

  /** The input of the search that looks for what this write makes: by name, or as filled. */
  ObjectNode findInput(WriteSpec search, ObjectNode input, Scope scope, @Nullable WriteKey key) {
    ObjectNode found = input.objectNode();
    for (String name : search.input().fields().keySet()) {
      JsonNode value = input.get(name);
      if (name.equals("marker") && value == null && key != null) {
        value = TextNode.valueOf(key.marker());
      }
      Compiled expression = fill.get(name);
      if (expression != null) {
        value = BodyTemplate.json(expression.eval(scope));
      }
      if (value != null && !value.isNull()) {
        found.set(name, value);
      }
    }
    return found;
  }
}
