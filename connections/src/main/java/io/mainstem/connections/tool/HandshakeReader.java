package io.mainstem.connections.tool;

import io.mainstem.connections.json.EachPath;
import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads how a vendor makes sure that an address is ours. */
final class HandshakeReader {
  private static final Map<String, List<String>> KEYS =
      new TreeMap<>(
          Map.of(
              "echo-body", List.of("kind", "match", "field", "respond", "signed"),
              "echo-query", List.of("kind", "param"),
              "echo-header", List.of("kind", "header"),
              "body-token", List.of("kind", "field", "confirm"),
              "signed-status", List.of("kind"),
              "get-ok", List.of("kind"),
              "ping", List.of("kind", "match", "signed")));
  private static final Pattern HOLE =
      Pattern.compile("\\{(?!token}|body:[^{}]+}|(?:secret|setting)\\.[A-Za-z0-9_-]+})[^{}]*}");

  private final Problems problems;

  HandshakeReader(Problems problems) {
    this.problems = problems;
  }

  List<HandshakeSpec> readAll(YamlNode at) {
    List<HandshakeSpec> handshakes = new ArrayList<>();
    at.items().forEach(item -> handshakes.add(read(item)));
    return List.copyOf(handshakes);
  }

  private HandshakeSpec read(YamlNode at) {
    YamlNode kind = at.get("kind");
    if (!kind.isPresent()) {
      kind.report("one of " + String.join(", ", KEYS.keySet()), problems);
    }
    String name = kind.oneOf(KEYS.keySet(), problems).orElse("");
    if (KEYS.containsKey(name)) {
      at.allow(KEYS.get(name), problems);
    }
    boolean signed = at.get("signed").bool(problems).orElse(true);
    return switch (name) {
      case "echo-body" ->
          new HandshakeSpec.EchoBody(
              match(at.get("match")),
              AuthReader.eachPath(at.get("field"), problems),
              at.get("respond")
                  .oneOf(List.of("text", "json"), problems)
                  .filter("json"::equals)
                  .isPresent(),
              signed);
      case "echo-query" ->
          new HandshakeSpec.EchoQuery(
              at.get("param").requireText("the parameter to send back", problems));
      case "echo-header" ->
          new HandshakeSpec.EchoHeader(
              at.get("header").requireText("the header that brings the secret", problems));
      case "body-token" ->
          new HandshakeSpec.BodyToken(
              AuthReader.eachPath(at.get("field"), problems),
              at.get("confirm").isPresent() ? confirm(at.get("confirm")) : null);
      case "ping" -> new HandshakeSpec.Ping(match(at.get("match")), signed);
      case "get-ok" -> new HandshakeSpec.GetOk();
      default -> new HandshakeSpec.SignedStatus();
    };
  }

  private Map<EachPath, String> match(YamlNode at) {
    Map<EachPath, String> match = new LinkedHashMap<>();
    at.entries()
        .forEach(
            (path, value) -> {
              if (path.isEmpty() || !EachPath.isPath(path)) {
                problems.wrong(value, "a path on the left: names joined by dots");
              } else {
                match.put(EachPath.of(path), value.requireText("a text, or \"*\"", problems));
              }
            });
    if (match.isEmpty()) {
      at.report("what tells it from an event: {path: value, or \"*\" for any}", problems);
    }
    return match;
  }

  private HandshakeSpec.Confirm confirm(YamlNode at) {
    at.allow(List.of("method", "path", "headers", "body"), problems);
    Map<String, String> headers = new LinkedHashMap<>();
    at.get("headers")
        .entries()
        .forEach((name, value) -> headers.put(name, template(value, "a text")));
    Map<String, String> body = new LinkedHashMap<>();
    at.get("body").entries().forEach((name, value) -> body.put(name, template(value, "a text")));
    return new HandshakeSpec.Confirm(
        at.get("method").oneOf(List.of("GET", "POST", "PUT", "PATCH"), problems).orElse("POST"),
        template(at.get("path"), "a path below the API's address"),
        headers,
        body);
  }

  private String template(YamlNode at, String expected) {
    String text = at.requireText(expected, problems);
    HOLE.matcher(text)
        .results()
        .forEach(
            hole ->
                problems.unknown(
                    at,
                    hole.group(),
                    List.of("{token}", "{body:path}", "{secret.x}", "{setting.x}")));
    return text;
  }
}
