package io.mainstem.connections.tool;

import io.mainstem.connections.json.JsonPath;
import io.mainstem.connections.shape.Shape;
import io.mainstem.connections.shape.ShapeReader;
import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads tool files. */
public final class ToolReader {
  private final Problems problems;

  public ToolReader(Problems problems) {
    this.problems = problems;
  }

  /** The tool at {@code root}; what is wrong goes to the problems. */
  public Tool read(YamlNode root) {
    root.allow(
        List.of("tool", "title", "webhook", "api", "tables", "files", "objects", "writes"),
        problems);
    String name = root.get("tool").requireText("the tool's name", problems);
    Map<String, YamlNode> nodes = root.get("objects").entries();
    CallReader calls = CallReader.of(root.get("api"), problems);
    ListReader lists = new ListReader(problems, calls, nodes.keySet());
    Map<String, ObjectSpec> objects = new LinkedHashMap<>();
    nodes.forEach(
        (object, node) -> objects.put(object, object(name, object, node, calls, lists, nodes)));
    YamlNode webhook = root.get("webhook");
    return new Tool(
        name,
        root.get("title").text().orElse(name),
        webhook.isPresent() ? new WebhookReader(problems, objects.keySet()).read(webhook) : null,
        root.get("api").isPresent()
            ? new ApiReader(problems, calls, lists).read(root.get("api"))
            : null,
        new SubscriptionReader(problems, calls).read(webhook.get("subscription")),
        tables(root.get("tables"), objects),
        new FilesReader(problems, objects).read(root.get("files")),
        objects,
        new WriteReader(name, objects, problems).read(root.get("writes")));
  }

  private Map<String, TableSpec> tables(YamlNode at, Map<String, ObjectSpec> objects) {
    Map<String, TableSpec> tables = new LinkedHashMap<>();
    at.entries()
        .forEach(
            (table, node) -> {
              node.allow(List.of("object", "key"), problems);
              String object = node.get("object").oneOf(objects.keySet(), problems).orElse("");
              tables.put(table, new TableSpec(object, node.get("key").texts(problems)));
            });
    return tables;
  }

  private ObjectSpec object(
      String tool,
      String name,
      YamlNode at,
      CallReader calls,
      ListReader lists,
      Map<String, YamlNode> others) {
    at.allow(
        List.of(
            "sure",
            "id",
            "version",
            "occurredAt",
            "deleted",
            "mergedInto",
            "fetch",
            "list",
            "changes",
            "shape",
            "fragments"),
        problems);
    Shape.Struct shape = new ShapeReader(problems).struct(at.get("shape"), tool + "." + name);
    List<FragmentSpec> fragments = new ArrayList<>();
    FragmentReader reader = new FragmentReader(problems);
    at.get("fragments").items().forEach(node -> reader.read(node).ifPresent(fragments::add));
    return new ObjectSpec(
        name,
        path(at.get("id")),
        version(at.get("version")),
        optionalPath(at.get("occurredAt")),
        at.get("deleted").isPresent() ? ListReader.deleted(at.get("deleted"), problems) : null,
        optionalPath(at.get("mergedInto")),
        fetch(at.get("fetch"), calls),
        at.get("list").isPresent() ? lists.list(at.get("list"), others) : null,
        at.get("changes").isPresent() ? lists.feed(at.get("changes"), name) : null,
        shape,
        fragments,
        Sure.read(at.get("sure"), problems));
  }

  private ObjectSpec.@Nullable Version version(YamlNode at) {
    if (!at.isPresent()) {
      return null;
    }
    at.allow(List.of("at", "as"), problems);
    String as = at.get("as").oneOf(List.of("number", "time"), problems).orElse("number");
    return new ObjectSpec.Version(path(at.get("at")), as.equals("time"));
  }

  private ObjectSpec.@Nullable Fetch fetch(YamlNode at, CallReader calls) {
    if (!at.isPresent()) {
      return null;
    }
    List<String> keys = new ArrayList<>(CallReader.KEYS);
    keys.add("unwrap");
    at.allow(keys, problems);
    CallSpec call = calls.read(at, List.of("id"));
    if (!call.names("id")) {
      at.report("{id} in the path, the query or the body", problems);
    }
    return new ObjectSpec.Fetch(call, at.get("unwrap").text().orElse(""));
  }

  private @Nullable JsonPath optionalPath(YamlNode at) {
    return at.isPresent() ? path(at) : null;
  }

  private JsonPath path(YamlNode at) {
    return path(at, problems);
  }

  static JsonPath path(YamlNode at, Problems problems) {
    String text = at.text().orElse("");
    if (text.isEmpty() || !JsonPath.isPath(text)) {
      at.report("a path: names joined by dots", problems);
      return JsonPath.of("");
    }
    return JsonPath.of(text);
  }
}
