package io.mainstem.connections.tool;

import io.mainstem.connections.http.RateLimit;
import io.mainstem.connections.json.JsonPath;
import io.mainstem.connections.shape.Shape;
import io.mainstem.connections.shape.ShapeReader;
import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads tool files. */
public final class ToolReader {
  private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH");
  private static final int MAX_CALLS = 100_000;

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
    Map<String, ObjectSpec> objects = new LinkedHashMap<>();
    root.get("objects")
        .entries()
        .forEach((object, node) -> objects.put(object, object(name, object, node)));
    Map<String, WriteSpec> writes = new LinkedHashMap<>();
    root.get("writes")
        .entries()
        .forEach((operation, node) -> writes.put(operation, write(name, operation, node)));
    YamlNode webhook = root.get("webhook");
    return new Tool(
        name,
        root.get("title").text().orElse(name),
        webhook.isPresent() ? new WebhookReader(problems, objects.keySet()).read(webhook) : null,
        root.get("api").isPresent() ? api(root.get("api")) : null,
        tables(root.get("tables"), objects),
        new FilesReader(problems, objects).read(root.get("files")),
        objects,
        writes);
  }

  private ApiSpec api(YamlNode at) {
    at.allow(List.of("base", "headers", "rate", "failure"), problems);
    Map<String, String> headers = new LinkedHashMap<>();
    at.get("headers")
        .entries()
        .forEach((name, value) -> headers.put(name, value.requireText("a text", problems)));
    YamlNode failure = at.get("failure");
    return new ApiSpec(
        at.get("base").requireText("the address of the API", problems),
        headers,
        rate(at.get("rate")),
        failure.isPresent()
            ? new ApiSpec.Failure(
                path(failure.get("path")),
                failure.get("equals").requireText("a text", problems),
                path(failure.get("code")),
                failure.get("retry").texts(problems))
            : null);
  }

  private RateLimit rate(YamlNode at) {
    if (!at.isPresent()) {
      return RateLimit.GENTLE;
    }
    at.allow(List.of("windows", "concurrency"), problems);
    List<RateLimit.Window> windows = new ArrayList<>();
    for (YamlNode window : at.get("windows").items()) {
      window.allow(List.of("calls", "seconds"), problems);
      windows.add(
          new RateLimit.Window(
              window.get("calls").integer(1, MAX_CALLS, problems).orElse(1),
              Duration.ofSeconds(window.get("seconds").integer(1, 86_400, problems).orElse(1))));
    }
    return new RateLimit(windows, at.get("concurrency").integer(1, 100, problems).orElse(2));
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

  private ObjectSpec object(String tool, String name, YamlNode at) {
    at.allow(
        List.of("id", "version", "occurredAt", "deleted", "fetch", "shape", "fragments"), problems);
    Shape.Struct shape = new ShapeReader(problems).struct(at.get("shape"), tool + "." + name);
    List<FragmentSpec> fragments = new ArrayList<>();
    FragmentReader reader = new FragmentReader(problems);
    at.get("fragments").items().forEach(node -> reader.read(node).ifPresent(fragments::add));
    return new ObjectSpec(
        name,
        path(at.get("id")),
        version(at.get("version")),
        optionalPath(at.get("occurredAt")),
        optionalPath(at.get("deleted")),
        fetch(at.get("fetch")),
        shape,
        fragments);
  }

  private ObjectSpec.@Nullable Version version(YamlNode at) {
    if (!at.isPresent()) {
      return null;
    }
    at.allow(List.of("at", "as"), problems);
    String as = at.get("as").oneOf(List.of("number", "time"), problems).orElse("number");
    return new ObjectSpec.Version(path(at.get("at")), as.equals("time"));
  }

  private ObjectSpec.@Nullable Fetch fetch(YamlNode at) {
    if (!at.isPresent()) {
      return null;
    }
    at.allow(List.of("path", "query", "unwrap"), problems);
    Map<String, String> query = new LinkedHashMap<>();
    at.get("query")
        .entries()
        .forEach((name, value) -> query.put(name, String.join(",", value.texts(problems))));
    String path = at.get("path").requireText("a path with {id}", problems);
    if (!path.contains("{id}")) {
      at.get("path").report("a path with {id}", problems);
    }
    return new ObjectSpec.Fetch(path, query, at.get("unwrap").text().orElse(""));
  }

  private WriteSpec write(String tool, String name, YamlNode at) {
    at.allow(
        List.of("object", "method", "path", "query", "idempotency", "input", "body", "result"),
        problems);
    return new WriteSpec(
        name,
        at.get("object").requireText("an object of this tool", problems),
        at.get("method").oneOf(METHODS, problems).orElse("GET"),
        at.get("path").requireText("a path", problems),
        at.get("query").entries(),
        at.get("idempotency").get("header").text().orElse(null),
        new ShapeReader(problems).struct(at.get("input"), tool + ".writes." + name),
        at.get("body"),
        path(at.get("result")));
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
