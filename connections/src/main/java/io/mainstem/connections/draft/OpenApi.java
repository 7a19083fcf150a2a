package io.mainstem.connections.draft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an OpenAPI 3 or Swagger 2 description says about a vendor's records. */
final class OpenApi {
  private static final int MAX_REFERENCES = 12;
  private static final Pattern HOLE = Pattern.compile("\\{([^}]+)}");
  private static final Pattern NEXT =
      Pattern.compile(
          "(^|[._])(next|next_?cursor|cursor|next_?page_?token|after)$", Pattern.CASE_INSENSITIVE);

  private final JsonNode root;

  OpenApi(JsonNode root) {
    this.root = root;
  }

  static boolean is(JsonNode root) {
    return root.has("openapi") || root.has("swagger");
  }

  String title() {
    return root.path("info").path("title").asText("");
  }

  String base() {
    if (root.has("host")) {
      return "https://" + root.path("host").asText() + root.path("basePath").asText("");
    }
    String url = root.path("servers").path(0).path("url").asText("");
    String base =
        url.startsWith("http") ? url.replaceAll("/+$", "") : "https://api.example.com" + url;
    return HOLE.matcher(base).replaceAll(found -> "{setting." + Naming.snake(found.group(1)) + "}");
  }

  /** The flow mapping of {@code api.auth}, from the first scheme we know. */
  String auth() {
    JsonNode schemes =
        root.has("swagger")
            ? root.path("securityDefinitions")
            : root.path("components").path("securitySchemes");
    for (JsonNode scheme : schemes) {
      String auth = auth(scheme);
      if (auth != null) {
        return auth;
      }
    }
    return "{kind: header, values: {Authorization: \"Bearer {secret.access_token}\"}}";
  }

  private static @Nullable String auth(JsonNode scheme) {
    JsonNode code = scheme.path("flows").path("authorizationCode");
    JsonNode client = scheme.path("flows").path("clientCredentials");
    return switch (scheme.path("type").asText()) {
      case "oauth2" ->
          code.has("tokenUrl")
              ? "{kind: oauth2-code, token: \"%s\", client: body, rotates: true}"
                  .formatted(code.path("tokenUrl").asText())
              : client.has("tokenUrl")
                  ? "{kind: oauth2-client, token: \"%s\", client: body}"
                      .formatted(client.path("tokenUrl").asText())
                  : null;
      case "apiKey" ->
          scheme.path("in").asText().equals("query")
              ? "{kind: query, values: {%s: \"{secret.api_key}\"}}"
                  .formatted(scheme.path("name").asText())
              : "{kind: header, values: {%s: \"{secret.api_key}\"}}"
                  .formatted(scheme.path("name").asText());
      case "basic" -> "{kind: basic, user: \"{secret.user}\", password: \"{secret.password}\"}";
      case "http" ->
          scheme.path("scheme").asText().equalsIgnoreCase("basic")
              ? "{kind: basic, user: \"{secret.user}\", password: \"{secret.password}\"}"
              : "{kind: header, values: {Authorization: \"Bearer {secret.access_token}\"}}";
      default -> null;
    };
  }

  /** Every object that can be read one by one, with its list where there is one. */
  List<DraftObject> objects() {
    Map<String, DraftObject> objects = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : root.path("paths").properties()) {
      String path = entry.getKey();
      JsonNode get = entry.getValue().path("get");
      int hole = path.lastIndexOf("/{");
      if (get.isMissingNode() || hole < 0 || !path.endsWith("}") || path.indexOf('{') != hole + 1) {
        continue;
      }
      one(path.substring(0, hole), get)
          .ifPresent(object -> objects.putIfAbsent(object.name(), object));
    }
    return List.copyOf(objects.values());
  }

  private Optional<DraftObject> one(String collection, JsonNode get) {
    Optional<Found> record = record(answer(get));
    if (record.isEmpty()) {
      return Optional.empty();
    }
    String name = Naming.singular(collection.substring(collection.lastIndexOf('/') + 1));
    DraftObject.Fetching fetch =
        new DraftObject.Fetching(collection + "/{id}", record.get().path());
    return shape(record.get().schema(), 0, 0) instanceof DraftShape.Struct struct
            && !struct.fields().isEmpty()
        ? Optional.of(
            new DraftObject(name, "specification", struct, list(collection).orElse(null), fetch))
        : Optional.empty();
  }

  private Optional<DraftObject.Listing> list(String collection) {
    JsonNode get = root.path("paths").path(collection).path("get");
    if (get.isMissingNode()) {
      return Optional.empty();
    }
    JsonNode answer = answer(get);
    String records = "";
    if (!isList(answer)) {
      for (Map.Entry<String, JsonNode> field : properties(answer).entrySet()) {
        if (isList(resolve(field.getValue()))) {
          records = field.getKey() + "[]";
          break;
        }
      }
    }
    return Optional.of(
        new DraftObject.Listing(collection, records.isEmpty() ? "[]" : records, page(get, answer)));
  }

  /** The pagination, as the parameters' names betray it. */
  private String page(JsonNode get, JsonNode answer) {
    List<String> parameters = new ArrayList<>();
    get.path("parameters").forEach(p -> parameters.add(resolve(p).path("name").asText()));
    if (parameters.contains("starting_after")) {
      return "{kind: last-id, put: query:starting_after, id: id, more: has_more}";
    }
    for (String name : List.of("after", "cursor", "page_token", "pageToken", "offset_token")) {
      if (parameters.contains(name)) {
        return "{kind: cursor, next: %s, put: query:%s}".formatted(next(answer), name);
      }
    }
    if (parameters.contains("page")) {
      return "{kind: number, put: query:page, from: 1, size: 100}";
    }
    for (String name : List.of("offset", "start", "skip")) {
      if (parameters.contains(name)) {
        return "{kind: offset, put: query:%s, size: 100}".formatted(name);
      }
    }
    return "{kind: none}";
  }

  /**
   * Where an answer says how to go on: a field so called, or one inside a field beside the list.
   */
  private String next(JsonNode answer) {
    return properties(answer).entrySet().stream()
        .flatMap(
            outer ->
                Stream.concat(
                    Stream.of(outer.getKey()),
                    properties(outer.getValue()).keySet().stream()
                        .map(inner -> outer.getKey() + "." + inner)))
        .filter(path -> NEXT.matcher(path).find())
        .findFirst()
        .map(path -> path.equals("paging.next") ? "paging.next.after" : path)
        .orElse("next");
  }

  private JsonNode answer(JsonNode operation) {
    JsonNode responses = operation.path("responses");
    JsonNode ok = resolve(responses.has("200") ? responses.path("200") : responses.path("2XX"));
    if (ok.has("schema")) {
      return resolve(ok.path("schema"));
    }
    for (JsonNode content : ok.path("content")) {
      return resolve(content.path("schema"));
    }
    return MissingNode.getInstance();
  }

  private record Found(JsonNode schema, String path) {}

  /** The record itself, or the one thing that wraps it. */
  private Optional<Found> record(JsonNode answer) {
    Map<String, JsonNode> fields = properties(answer);
    if (fields.isEmpty()) {
      return Optional.empty();
    }
    if (fields.size() <= 3 && !fields.containsKey("id")) {
      for (Map.Entry<String, JsonNode> field : fields.entrySet()) {
        JsonNode inner = resolve(field.getValue());
        boolean list = isList(inner);
        JsonNode record = list ? resolve(inner.path("items")) : inner;
        if (properties(record).size() > 2) {
          return Optional.of(new Found(record, field.getKey() + (list ? "[]" : "")));
        }
      }
    }
    return Optional.of(new Found(answer, ""));
  }

  private DraftShape shape(JsonNode schema, int depth, int references) {
    JsonNode found = resolve(schema);
    Map<String, JsonNode> properties = properties(found);
    boolean deep = depth >= DraftShape.MAX_DEPTH || references > MAX_REFERENCES;
    if (deep && (!properties.isEmpty() || isList(found))) {
      return DraftShape.ANY;
    }
    if (!properties.isEmpty()) {
      List<String> required = new ArrayList<>();
      found.path("required").forEach(name -> required.add(name.asText()));
      Map<String, DraftShape.Field> fields = new LinkedHashMap<>();
      properties.entrySet().stream()
          .limit(DraftShape.MAX_FIELDS)
          .forEach(
              field ->
                  fields.put(
                      field.getKey(),
                      new DraftShape.Field(
                          shape(field.getValue(), depth + 1, references + 1),
                          required.contains(field.getKey()))));
      return new DraftShape.Struct(fields);
    }
    if (isList(found)) {
      return new DraftShape.ListOf(shape(found.path("items"), depth + 1, references + 1));
    }
    return switch (type(found)) {
      case "integer" -> new DraftShape.Scalar("integer");
      case "number" -> new DraftShape.Scalar("decimal");
      case "boolean" -> new DraftShape.Scalar("boolean");
      case "string" -> DraftShape.TEXT;
      default -> DraftShape.ANY;
    };
  }

  private static boolean isList(JsonNode schema) {
    return type(schema).equals("array");
  }

  /** OpenAPI 3.1 may list several types; null is not one that matters here. */
  private static String type(JsonNode schema) {
    JsonNode type = schema.path("type");
    if (type.isArray()) {
      for (JsonNode one : type) {
        if (!one.asText().equals("null")) {
          return one.asText();
        }
      }
    }
    return type.asText("");
  }

  private Map<String, JsonNode> properties(JsonNode schema) {
    Map<String, JsonNode> found = new LinkedHashMap<>();
    gather(schema, found, 0);
    return found;
  }

  private void gather(JsonNode schema, Map<String, JsonNode> found, int depth) {
    if (depth > MAX_REFERENCES) {
      return;
    }
    JsonNode resolved = resolve(schema);
    resolved.path("allOf").forEach(part -> gather(part, found, depth + 1));
    resolved.path("properties").properties().forEach(p -> found.put(p.getKey(), p.getValue()));
  }

  private JsonNode resolve(JsonNode node) {
    JsonNode at = node;
    for (int i = 0; i < MAX_REFERENCES && at.has("$ref"); i++) {
      String reference = at.path("$ref").asText();
      if (!reference.startsWith("#/")) {
        return MissingNode.getInstance();
      }
      at = root.at(reference.substring(1));
    }
    return at;
  }
}
