package io.mainstem.connections.write;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.connections.expression.Compiled;
import io.mainstem.connections.expression.Environment;
import io.mainstem.connections.expression.ResultType;
import io.mainstem.connections.expression.Scope;
import io.mainstem.connections.http.HttpAnswer;
import io.mainstem.connections.http.Requests;
import io.mainstem.connections.json.JsonPath;
import io.mainstem.connections.json.StrictJson;
import io.mainstem.connections.json.UnreadableJsonException;
import io.mainstem.connections.tool.WriteSpec;
import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One compiled request, and how its answer names the record. */
final class CallTemplate {
  private final WriteSpec.Call spec;
  private final TextTemplate path;
  private final Map<String, TextTemplate> headers = new LinkedHashMap<>();
  private final Map<String, Compiled> query;
  private final BodyTemplate body;
  private final Map<JsonPath, Compiled> match;

  private CallTemplate(WriteSpec.Call spec, Environment environment, Problems problems) {
    this.spec = spec;
    this.path = TextTemplate.compile(spec.path(), environment, problems);
    spec.headers()
        .forEach(
            (name, node) -> headers.put(name, TextTemplate.compile(node, environment, problems)));
    this.query = expressions(spec.query(), environment, ResultType.TEXT, problems);
    this.body = BodyTemplate.compile(spec.body(), environment, problems);
    this.match =
        spec.result() instanceof WriteSpec.Result.Among among
            ? expressions(among.match(), environment, ResultType.TEXT, problems)
            : Map.of();
  }

  static CallTemplate compile(WriteSpec.Call spec, Environment environment, Problems problems) {
    return new CallTemplate(spec, environment, problems);
  }

  static <K> Map<K, Compiled> expressions(
      Map<K, YamlNode> nodes, Environment environment, ResultType type, Problems problems) {
    Map<K, Compiled> compiled = new LinkedHashMap<>();
    nodes.forEach(
        (name, node) ->
            environment
                .compile(node, type, problems)
                .ifPresent(expression -> compiled.put(name, expression)));
    return compiled;
  }

  WriteSpec.Call spec() {
    return spec;
  }

  /**
   * Filled in.
   *
   * @throws IllegalArgumentException if the address has a hole with nothing to fill it
   */
  Draft fill(Scope scope) {
    String address = path.fill(scope, Requests::encode);
    if (address == null) {
      throw new IllegalArgumentException("path: a hole is empty (expected: a value for each)");
    }
    Map<String, String> more = new LinkedHashMap<>();
    headers.forEach(
        (name, template) -> {
          String value = template.fill(scope, text -> text);
          if (value != null) {
            more.put(name, oneLine(name, value));
          }
        });
    Map<String, String> search = new LinkedHashMap<>();
    query.forEach(
        (name, compiled) -> {
          if (compiled.eval(scope) instanceof String value) {
            search.put(name, value);
          }
        });
    return new Draft(spec.method(), address, search, more, body.render(scope));
  }

  /** What would begin another header is refused. */
  private static String oneLine(String name, String value) {
    if (value.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "header " + name + ": control characters (expected: one line of text)");
    }
    return value;
  }

  /** The id of the record made or found; empty where the answer names none. */
  Optional<String> id(HttpAnswer answer, Scope scope) {
    return switch (spec.result()) {
      case null -> Optional.empty();
      case WriteSpec.Result.At at -> body(answer).flatMap(at.path()::text);
      case WriteSpec.Result.InHeader header ->
          answer.header(header.name()).map(CallTemplate::lastPart).filter(id -> !id.isEmpty());
      case WriteSpec.Result.Among among -> body(answer).flatMap(json -> among(json, among, scope));
    };
  }

  private Optional<String> among(JsonNode json, WriteSpec.Result.Among among, Scope scope) {
    return row(json, among.rows(), match, scope).flatMap(among.id()::text);
  }

  /** The first row that holds all of these. */
  static Optional<JsonNode> row(
      JsonNode json, JsonPath rows, Map<JsonPath, Compiled> match, Scope scope) {
    for (JsonNode row : rows.in(json)) {
      boolean fits =
          match.entrySet().stream()
              .allMatch(
                  entry ->
                      entry.getValue().eval(scope) instanceof String wanted
                          && entry.getKey().text(row).filter(wanted::equals).isPresent());
      if (fits) {
        return Optional.of(row);
      }
    }
    return Optional.empty();
  }

  private static String lastPart(String address) {
    String path = address.replaceFirst("[?#].*", "").replaceFirst("/+$", "");
    return path.substring(path.lastIndexOf('/') + 1);
  }

  static Optional<JsonNode> body(HttpAnswer answer) {
    if (answer.body().isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(StrictJson.parse(answer.body()));
    } catch (UnreadableJsonException e) {
      return Optional.empty();
    }
  }
}
