package io.mainstem.connections.tool;

import io.mainstem.connections.json.JsonPath;
import io.mainstem.connections.shape.Shape;
import io.mainstem.connections.shape.ShapeReader;
import io.mainstem.connections.tool.WriteSpec.AnswerRule;
import io.mainstem.connections.tool.WriteSpec.Strategy;
import io.mainstem.connections.yaml.Durations;
import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the {@code writes} of a tool file. */
final class WriteReader {
  private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");
  private static final List<String> CALL =
      List.of("method", "path", "headers", "query", "format", "document", "body", "result");
  private static final List<String> KEYS =
      List.of(
          "sure",
          "object",
          "strategy",
          "input",
          "key",
          "marker",
          "find",
          "create",
          "update",
          "version",
          "rows",
          "outcomes",
          "done",
          "before",
          "read",
          "readIn",
          "deadline",
          "atLeastOnce");
  private static final String A_RESULT =
      "a path, header:Location, or {rows: path[], match: {path: expression}, id: path}";

  private final String tool;
  private final Map<String, ObjectSpec> objects;
  private final Problems problems;

  WriteReader(String tool, Map<String, ObjectSpec> objects, Problems problems) {
    this.tool = tool;
    this.objects = objects;
    this.problems = problems;
  }

  Map<String, WriteSpec> read(YamlNode at) {
    if (at.isPresent() && !at.isMap()) {
      at.report("a map of operations", problems);
    }
    Map<String, WriteSpec> writes = new LinkedHashMap<>();
    at.entries().forEach((name, node) -> writes.put(name, write(name, node)));
    WriteRules rules = new WriteRules(writes, objects, problems);
    writes.values().forEach(rules::check);
    return writes;
  }

  private WriteSpec write(String name, YamlNode at) {
    Set<String> known = new TreeSet<>(KEYS);
    known.addAll(CALL);
    at.allow(known, problems);
    Strategy strategy = at.get("strategy").constant(Strategy.class, problems).orElse(null);
    if (strategy == null) {
      if (!at.get("strategy").isPresent()) {
        problems.missing(at, "strategy", "what makes a repeat harmless, or search");
      }
      strategy = Strategy.SEARCH;
    }
    boolean searches = strategy == Strategy.SEARCH_THEN_WRITE;
    YamlNode update = at.get("update");
    return new WriteSpec(
        name,
        at,
        Sure.read(at.get("sure"), problems),
        at.get("object").requireText("an object of this tool", problems),
        strategy,
        input(name, at.get("input")),
        searches ? nested(at.get("create")) : call(at),
        searches && update.isPresent() ? nested(update) : null,
        at.get("key").isPresent() ? put(at.get("key"), "key") : null,
        at.get("marker").isPresent() ? put(at.get("marker"), "marker") : null,
        at.get("find").isPresent() ? find(at.get("find")) : null,
        at.get("version").isPresent() ? version(at.get("version")) : null,
        at.get("rows").isPresent() ? rows(at.get("rows")) : null,
        outcomes(at.get("outcomes")),
        rules(at.get("done")),
        at.get("before").isPresent() ? before(at.get("before")) : null,
        paths(at.get("read")),
        at.get("readIn").isPresent() ? readIn(at.get("readIn")) : null,
        Durations.read(at.get("deadline"), problems).orElse(null),
        at.get("atLeastOnce").bool(problems).orElse(false));
  }

  private Shape.Struct input(String name, YamlNode at) {
    String struct = tool + ".writes." + name;
    return at.isPresent()
        ? new ShapeReader(problems).struct(at, struct)
        : new Shape.Struct(struct, Map.of());
  }

  private WriteSpec.Call nested(YamlNode at) {
    at.allow(CALL, problems);
    return call(at);
  }

  private WriteSpec.Call call(YamlNode at) {
    if (!at.get("method").isPresent()) {
      problems.missing(at, "method", "one of " + String.join(", ", METHODS));
    }
    at.get("path").requireText("a path", problems);
    WriteSpec.Format format =
        at.get("format").constant(WriteSpec.Format.class, problems).orElse(null);
    YamlNode document = at.get("document");
    if (document.isPresent() && format != null && format != WriteSpec.Format.GRAPHQL) {
      document.report("nothing: only graphql sends a document", problems);
    }
    return new WriteSpec.Call(
        at.get("method").oneOf(METHODS, problems).orElse("GET"),
        at.get("path"),
        at.get("headers").entries(),
        at.get("query").entries(),
        format,
        document.text().orElse(null),
        at.get("body"),
        at.get("result").isPresent() ? result(at.get("result")) : null);
  }

  private WriteSpec.Result result(YamlNode at) {
    if (at.isMap()) {
      at.allow(List.of("rows", "match", "id"), problems);
      return new WriteSpec.Result.Among(
          list(at.get("rows")), paths(at.get("match")), ToolReader.path(at.get("id"), problems));
    }
    String text = at.text().orElse("");
    if (text.startsWith("header:")) {
      return new WriteSpec.Result.InHeader(text.substring("header:".length()));
    }
    if (text.isEmpty() || !JsonPath.isPath(text)) {
      at.report(A_RESULT, problems);
      return new WriteSpec.Result.At(JsonPath.of(""));
    }
    return new WriteSpec.Result.At(JsonPath.of(text));
  }

  private WriteSpec.ReadIn readIn(YamlNode at) {
    at.allow(List.of("rows", "match"), problems);
    return new WriteSpec.ReadIn(list(at.get("rows")), paths(at.get("match")));
  }

  /** A path that ends in {@code []}. */
  private JsonPath list(YamlNode at) {
    String text = at.text().orElse("");
    String path = text.endsWith("[]") ? text.substring(0, text.length() - 2) : "";
    if (!text.endsWith("[]") || !JsonPath.isPath(path)) {
      at.report("the path of a list, such as results[]", problems);
      return JsonPath.of("");
    }
    return JsonPath.of(path);
  }

  private Put put(YamlNode at, String what) {
    at.allow(List.of("put"), problems);
    return place(at.get("put"), "where the " + what + " goes: header:Name, query:name, body:path");
  }

  private Put place(YamlNode at, String expected) {
    String text = at.text().orElse("");
    int colon = text.indexOf(':');
    String name = text.substring(colon + 1);
    Put.Where where =
        switch (colon < 0 ? "" : text.substring(0, colon)) {
          case "header" -> Put.Where.HEADER;
          case "query" -> Put.Where.QUERY;
          case "body" -> Put.Where.BODY;
          default -> null;
        };
    boolean fits = name.matches(where == Put.Where.BODY ? "\\w+(\\.\\w+)*" : "[\\w.-]{1,100}");
    if (where == null || !fits) {
      at.report(expected, problems);
      return new Put(Put.Where.HEADER, "X-Unknown");
    }
    return new Put(where, name);
  }

  private WriteSpec.Find find(YamlNode at) {
    if (at.isScalar()) {
      return new WriteSpec.Find(at, at.text().orElse(""), Map.of());
    }
    at.allow(List.of("do", "fill"), problems);
    return new WriteSpec.Find(
        at.get("do"),
        at.get("do").requireText("a search of this tool", problems),
        at.get("fill").entries());
  }

  private WriteSpec.Version version(YamlNode at) {
    at.allow(List.of("at", "put"), problems);
    String from = at.get("at").text().orElse("");
    boolean header = from.startsWith("header:");
    return new WriteSpec.Version(
        header ? null : ToolReader.path(at.get("at"), problems),
        header ? from.substring("header:".length()) : null,
        place(at.get("put"), "where the version goes: header:If-Match, query:name, body:path"));
  }

  private WriteSpec.Rows rows(YamlNode at) {
    at.allow(List.of("at", "id", "failed", "code"), problems);
    return new WriteSpec.Rows(
        list(at.get("at")),
        optionalPath(at.get("id")),
        at.get("failed").isPresent() ? rule(at.get("failed")) : null,
        optionalPath(at.get("code")));
  }

  private WriteSpec.Outcomes outcomes(YamlNode at) {
    at.allow(List.of("duplicate", "conflict", "retry", "refused"), problems);
    return new WriteSpec.Outcomes(
        rules(at.get("duplicate")),
        rules(at.get("conflict")),
        rules(at.get("retry")),
        rules(at.get("refused")));
  }

  private List<AnswerRule> rules(YamlNode at) {
    List<AnswerRule> rules = new ArrayList<>();
    at.items().forEach(item -> rules.add(rule(item)));
    return List.copyOf(rules);
  }

  private AnswerRule rule(YamlNode at) {
    if (at.isScalar()) {
      return new AnswerRule(status(at), null, Set.of());
    }
    at.allow(List.of("status", "path", "equals", "present"), problems);
    boolean present = at.get("present").bool(problems).orElse(false);
    if (at.get("path").isPresent() && present == at.get("equals").isPresent()) {
      at.report("with a path either equals: value (or values), or present: true", problems);
    }
    if (!at.get("path").isPresent() && !at.get("status").isPresent()) {
      at.report("a status, or {path, equals} of the body, or both", problems);
    }
    return new AnswerRule(
        at.get("status").isPresent() ? status(at.get("status")) : null,
        optionalPath(at.get("path")),
        Set.copyOf(at.get("equals").texts(problems)));
  }

  private int status(YamlNode at) {
    return at.integer(200, 599, problems).orElse(200);
  }

  private WriteSpec.Before before(YamlNode at) {
    at.allow(List.of("method", "path", "headers", "query", "keep"), problems);
    List<String> keep = new ArrayList<>();
    for (YamlNode item : at.get("keep").items()) {
      String text = item.text().orElse("");
      if (text.startsWith("header:")) {
        keep.add(text.substring("header:".length()));
      } else {
        item.report("header:Name, a header of the answer", problems);
      }
    }
    if (keep.isEmpty()) {
      problems.missing(at, "keep", "header:Name, a header of the answer");
    }
    return new WriteSpec.Before(call(at), List.copyOf(keep));
  }

  private Map<JsonPath, YamlNode> paths(YamlNode at) {
    Map<JsonPath, YamlNode> paths = new LinkedHashMap<>();
    if (at.isPresent() && !at.isMap()) {
      at.report("a map of paths to expressions", problems);
    }
    at.entries()
        .forEach(
            (path, node) -> {
              if (JsonPath.isPath(path)) {
                paths.put(JsonPath.of(path), node);
              } else {
                node.report("under a path: names joined by dots", problems);
              }
            });
    return paths;
  }

  private @Nullable JsonPath optionalPath(YamlNode at) {
    return at.isPresent() ? ToolReader.path(at, problems) : null;
  }
}
