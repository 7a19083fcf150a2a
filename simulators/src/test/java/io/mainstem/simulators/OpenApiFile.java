package io.mainstem.simulators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A vendor's own description, and everything it has against an answer. */
final class OpenApiFile {
  private static final int DEEPEST = 12;

  private final JsonNode root;

  OpenApiFile(Path file) throws IOException {
    ObjectMapper mapper =
        file.toString().endsWith(".json")
            ? new ObjectMapper()
            : new ObjectMapper(new YAMLFactory());
    root = mapper.readTree(file.toFile());
  }

  /** Empty where the answer to that call is as described. */
  List<String> problems(String method, String path, JsonNode answer) {
    JsonNode responses =
        root.path("paths")
            .path(path)
            .path(method.toLowerCase(java.util.Locale.ROOT))
            .path("responses");
    JsonNode success =
        resolved(responses.has("200") ? responses.path("200") : responses.path("201"));
    JsonNode schema =
        success.has("schema")
            ? success.path("schema")
            : success.path("content").path("application/json").path("schema");
    if (schema.isMissingNode()) {
      return List.of(method + " " + path + " is not described");
    }
    List<String> problems = new ArrayList<>();
    check(schema, "", answer, 0, problems);
    return problems;
  }

  private JsonNode resolved(JsonNode node) {
    JsonNode at = node;
    for (int i = 0; i < DEEPEST && at.has("$ref"); i++) {
      String reference = at.path("$ref").asText();
      at = reference.startsWith("#") ? root.at(reference.substring(1)) : root.path("none");
    }
    return at;
  }

  private void check(
      JsonNode described, String where, JsonNode value, int depth, List<String> problems) {
    JsonNode schema = resolved(described);
    if (value.isNull() || depth > DEEPEST || schema.isMissingNode()) {
      return;
    }
    for (String choice : List.of("oneOf", "anyOf")) {
      if (schema.has(choice)) {
        List<String> least = null;
        for (JsonNode one : schema.path(choice)) {
          List<String> found = new ArrayList<>();
          check(one, where, value, depth + 1, found);
          least = least == null || found.size() < least.size() ? found : least;
        }
        problems.addAll(least == null ? List.of() : least);
        return;
      }
    }
    Map<String, JsonNode> members = new LinkedHashMap<>();
    boolean open = members(schema, members, 0);
    String type =
        schema.path("type").isArray()
            ? schema.path("type").path(0).asText()
            : schema.path("type").asText();
    if (!fits(type, value) && !(members.size() > 0 && value.isObject())) {
      problems.add(where + ": " + value + " (described: " + type + ")");
      return;
    }
    boolean closedList = schema.path("enum").isArray() && value.isTextual();
    if (closedList && schema.path("enum").valueStream().noneMatch(value::equals)) {
      problems.add(where + ": " + value + " (described: " + schema.path("enum") + ")");
    }
    if (value.isArray()) {
      value.forEach(item -> check(schema.path("items"), where + "[]", item, depth + 1, problems));
    }
    if (value.isObject() && !members.isEmpty()) {
      value
          .properties()
          .forEach(
              member -> {
                JsonNode inner = members.get(member.getKey());
                if (inner != null) {
                  check(
                      inner, where + "." + member.getKey(), member.getValue(), depth + 1, problems);
                } else if (!open) {
                  problems.add(where + "." + member.getKey() + " is not described");
                }
              });
    }
  }

  /** Collects what an object may hold; true where it may hold more. */
  private boolean members(JsonNode described, Map<String, JsonNode> into, int depth) {
    JsonNode schema = resolved(described);
    boolean open =
        schema
            .path("additionalProperties")
            .asBoolean(schema.path("additionalProperties").isObject());
    schema.path("properties").properties().forEach(m -> into.put(m.getKey(), m.getValue()));
    for (JsonNode part : schema.path("allOf")) {
      open |= depth < DEEPEST && members(part, into, depth + 1);
    }
    return open;
  }

  private static boolean fits(String type, JsonNode value) {
    return switch (type) {
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      case "array" -> value.isArray();
      case "object" -> value.isObject();
      default -> true;
    };
  }
}
