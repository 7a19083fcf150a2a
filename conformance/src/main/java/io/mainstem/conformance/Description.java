package io.mainstem.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mainstem.connections.draft.ToolDraft;
import io.mainstem.connections.http.HttpCall;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The vendor's own OpenAPI or Swagger files, and all they have against a request. */
final class Description {
  private static final int DEEPEST = 14;
  private static final Pattern HOLE = Pattern.compile("\\{[^/}]+}");

  private final List<JsonNode> documents;

  private Description(List<JsonNode> documents) {
    this.documents = documents;
  }

  /** From the files of the folder that bear the tool's name; empty where there is none. */
  static Optional<Description> of(Path folder, String tool) throws IOException {
    List<JsonNode> documents = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      Pattern name = Pattern.compile(Pattern.quote(tool) + "(-.*)?\\.(ya?ml|json)");
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file :
            files.filter(it -> name.matcher(it.getFileName().toString()).matches()).toList()) {
          JsonNode document = ToolDraft.read(Files.readAllBytes(file));
          if (document.path("paths").isObject()) {
            documents.add(document);
          }
        }
      }
    }
    return documents.isEmpty() ? Optional.empty() : Optional.of(new Description(documents));
  }

  /** An operation of one document. */
  private record Described(JsonNode root, String template, JsonNode item, JsonNode operation) {}

  /** Whether a call of that method at that path is described at all. */
  boolean knows(HttpCall call, String path) {
    return find(call.method(), path).isPresent();
  }

  /**
   * All there is against a call.
   *
   * @param path of the call at the vendor's host
   */
  List<String> faults(HttpCall call, String path) {
    Optional<Described> found = find(call.method(), path);
    if (found.isEmpty()) {
      return List.of("no such call is described");
    }
    List<String> faults = new ArrayList<>();
    Described described = found.get();
    List<JsonNode> parameters = new ArrayList<>();
    for (JsonNode holder : List.of(described.item(), described.operation())) {
      holder.path("parameters").forEach(it -> parameters.add(resolved(described.root(), it)));
    }
    query(parameters, call.uri(), faults);
    body(described, parameters, call, faults);
    return faults;
  }

  private Optional<Described> find(String method, String path) {
    return documents.stream()
        .flatMap(root -> candidates(root, method, path))
        .max(Comparator.comparingInt(it -> HOLE.matcher(it.template()).replaceAll("").length()));
  }

  private static Stream<Described> candidates(JsonNode root, String method, String path) {
    List<String> bases = bases(root);
    return root.path("paths").properties().stream()
        .filter(item -> item.getValue().has(method.toLowerCase(Locale.ROOT)))
        .filter(item -> bases.stream().anyMatch(base -> matches(base + item.getKey(), path)))
        .map(
            item ->
                new Described(
                    root,
                    item.getKey(),
                    item.getValue(),
                    item.getValue().path(method.toLowerCase(Locale.ROOT))));
  }

  /** Paths below which the calls of a document stand. */
  private static List<String> bases(JsonNode root) {
    List<String> bases = new ArrayList<>(List.of(root.path("basePath").asText("")));
    for (JsonNode server : root.path("servers")) {
      String base = server.path("url").asText("").replaceFirst("^(https?:)?//[^/]+", "");
      bases.add(base.replaceFirst("/+$", ""));
    }
    return bases.stream().map(base -> base.equals("/") ? "" : base).distinct().toList();
  }

  private static boolean matches(String template, String path) {
    String[] parts = HOLE.split(template.replaceFirst("/+$", ""), -1);
    String pattern =
        String.join("[^/]+", Stream.of(parts).map(Pattern::quote).toArray(String[]::new));
    return Pattern.matches(pattern + "/?", path);
  }

  private static void query(List<JsonNode> parameters, URI uri, List<String> faults) {
    Map<String, String> sent = pairs(uri.getRawQuery());
    List<JsonNode> described =
        parameters.stream().filter(it -> it.path("in").asText().equals("query")).toList();
    // A parameter that is kept in another file may be any.
    boolean whole = parameters.stream().noneMatch(JsonNode::isMissingNode);
    for (String name : whole ? sent.keySet() : Set.<String>of()) {
      boolean known =
          described.stream()
              .map(it -> it.path("name").asText())
              .anyMatch(it -> it.equals(name) || name.startsWith(it.replace("[]", "") + "["));
      if (!known) {
        faults.add("query " + name + " is not described");
      }
    }
    for (JsonNode parameter : described) {
      String name = parameter.path("name").asText();
      if (parameter.path("required").asBoolean() && !sent.containsKey(name)) {
        faults.add("query " + name + " is required");
      }
      JsonNode allowed = parameter.has("enum") ? parameter : parameter.path("schema");
      String value = sent.get(name);
      if (value != null && allowed.path("enum").isArray() && !oneOf(allowed.path("enum"), value)) {
        faults.add("query " + name + " is none of " + allowed.path("enum"));
      }
    }
  }

  private static Map<String, String> pairs(@org.jspecify.annotations.Nullable String form) {
    Map<String, String> pairs = new LinkedHashMap<>();
    if (form != null && !form.isEmpty()) {
      for (String pair : form.split("&", -1)) {
        String[] sides = pair.split("=", 2);
        UnaryOperator<String> plain = it -> URLDecoder.decode(it, StandardCharsets.UTF_8);
        pairs.put(plain.apply(sides[0]), sides.length > 1 ? plain.apply(sides[1]) : "");
      }
    }
    return pairs;
  }

  private static void body(
      Described described, List<JsonNode> parameters, HttpCall call, List<String> faults) {
    if (call.body().isEmpty()) {
      return;
    }
    JsonNode content = resolved(described.root(), described.operation().path("requestBody"));
    JsonNode schema =
        parameters.stream()
            .filter(it -> it.path("in").asText().equals("body"))
            .map(it -> it.path("schema"))
            .findFirst()
            .orElse(content.path("content").path("application/json").path("schema"));
    JsonNode body;
    try {
      body = new ObjectMapper().readTree(call.body().toArray());
    } catch (IOException e) {
      faults.add("the body is not JSON");
      return;
    }
    List<JsonNode> fields =
        parameters.stream().filter(it -> it.path("in").asText().equals("formData")).toList();
    if (!fields.isEmpty()) {
      form(fields, body, faults);
    } else if (schema.isMissingNode()) {
      faults.add("no JSON body is described");
    } else {
      new Holding(described.root(), faults).check(schema, "body", body, 0);
    }
  }

  /** Swagger tells fields of a form; vendors that take a form take the same names in JSON. */
  private static void form(List<JsonNode> fields, JsonNode body, List<String> faults) {
    for (JsonNode field : fields) {
      String name = field.path("name").asText();
      if (field.path("required").asBoolean() && !body.hasNonNull(name)) {
        faults.add("body." + name + " is required");
      }
    }
    for (String name : (Iterable<String>) body::fieldNames) {
      if (fields.stream().noneMatch(it -> it.path("name").asText().equals(name))) {
        faults.add("body." + name + " is not described");
      }
    }
  }

  private static boolean oneOf(JsonNode list, String value) {
    return list.valueStream().anyMatch(it -> it.asText().equals(value));
  }

  private static JsonNode resolved(JsonNode root, JsonNode node) {
    JsonNode at = node;
    for (int i = 0; i < DEEPEST && at.has("$ref"); i++) {
      String reference = at.path("$ref").asText();
      at = reference.startsWith("#") ? root.at(reference.substring(1)) : root.path("none");
    }
    return at;
  }

  /** Holds a value against a schema. */
  private record Holding(JsonNode root, List<String> faults) {
    void check(JsonNode described, String where, JsonNode value, int depth) {
      JsonNode schema = resolved(root, described);
      if (value.isNull() || depth > DEEPEST || schema.isMissingNode()) {
        return;
      }
      for (String choice : List.of("oneOf", "anyOf")) {
        if (schema.has(choice)) {
          faults.addAll(least(schema.path(choice), where, value, depth));
          return;
        }
      }
      Map<String, JsonNode> members = new LinkedHashMap<>();
      List<String> required = new ArrayList<>();
      boolean open = members(schema, members, required, 0);
      if (!fits(schema.path("type"), value)) {
        faults.add(where + " is no " + schema.path("type"));
        return;
      }
      if (schema.path("enum").isArray() && !oneOf(schema.path("enum"), value.asText())) {
        faults.add(where + " is none of " + schema.path("enum"));
      }
      if (value.isTextual()
          && value.asText().length() > schema.path("maxLength").asInt(Integer.MAX_VALUE)) {
        faults.add(where + " is longer than " + schema.path("maxLength"));
      }
      if (value.isArray()) {
        value.forEach(item -> check(schema.path("items"), where + "[]", item, depth + 1));
      }
      if (value.isObject()) {
        required.stream()
            .filter(name -> !value.has(name))
            .forEach(name -> faults.add(where + "." + name + " is required"));
        for (var member : value.properties()) {
          JsonNode inner = members.get(member.getKey());
          if (inner != null) {
            check(inner, where + "." + member.getKey(), member.getValue(), depth + 1);
          } else if (!open && !members.isEmpty()) {
            faults.add(where + "." + member.getKey() + " is not described");
          }
        }
      }
    }

    private List<String> least(JsonNode choices, String where, JsonNode value, int depth) {
      List<List<String>> all = new ArrayList<>();
      for (JsonNode one : choices) {
        List<String> found = new ArrayList<>();
        new Holding(root, found).check(one, where, value, depth + 1);
        all.add(found);
      }
      return all.stream().min(Comparator.comparingInt(List::size)).orElse(List.of());
    }

    /** Collects what an object may and must hold; true where it may hold more. */
    private boolean members(
        JsonNode described, Map<String, JsonNode> into, List<String> required, int depth) {
      JsonNode schema = resolved(root, described);
      JsonNode more = schema.path("additionalProperties");
      boolean open = more.asBoolean(more.isObject());
      schema.path("properties").properties().forEach(m -> into.put(m.getKey(), m.getValue()));
      schema.path("required").forEach(name -> required.add(name.asText()));
      for (JsonNode part : schema.path("allOf")) {
        open |= depth < DEEPEST && members(part, into, required, depth + 1);
      }
      return open;
    }

    private static boolean fits(JsonNode type, JsonNode value) {
      if (type.isArray()) {
        return type.valueStream().anyMatch(one -> fits(one, value));
      }
      return switch (type.asText()) {
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
}
