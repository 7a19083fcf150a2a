package io.mainstem.connections.tool;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;

/** A vendor's own description of its records, where it is at hand. */
final class VendorDescription {
  private static final Path FOLDER =
      Path.of(System.getProperty("mainstem.root", ".."), "..", "shared", "specs");
  private static final int MAX_YAML_CODE_POINTS = 8 * 1024 * 1024;

  private final JsonNode root;

  private VendorDescription(JsonNode root) {
    this.root = root;
  }

  static boolean isAtHand(String file) {
    return Files.exists(FOLDER.resolve(file));
  }

  static VendorDescription of(String file) throws IOException {
    Path path = FOLDER.resolve(file);
    if (file.endsWith(".json")) {
      return new VendorDescription(new ObjectMapper().readTree(path.toFile()));
    }
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MAX_YAML_CODE_POINTS);
    YAMLFactory yaml = YAMLFactory.builder().loaderOptions(options).build();
    try (YAMLParser parser = yaml.createParser(path.toFile())) {
      return new VendorDescription(new ObjectMapper().readTree(parser));
    }
  }

  /** A named schema, or the one a pointer leads to. */
  JsonNode schema(String name) {
    return name.startsWith("/")
        ? root.at(JsonPointer.compile(name))
        : root.at("/components/schemas").path(name);
  }

  /** Where the value is not of that schema, or says what the schema does not know. */
  List<String> faults(String schema, JsonNode value) {
    List<String> faults = new ArrayList<>();
    check(schema(schema), value, schema, faults);
    return faults;
  }

  private void check(JsonNode schema, JsonNode value, String path, List<String> faults) {
    if (value.isNull()) {
      return;
    }
    List<JsonNode> parts = parts(schema).toList();
    List<String> types = parts.stream().flatMap(part -> types(part.path("type"))).toList();
    if (!types.isEmpty() && types.stream().noneMatch(type -> fits(type, value))) {
      faults.add(path + " is no " + types);
    }
    parts.stream()
        .map(part -> part.path("enum"))
        .filter(allowed -> allowed.isArray() && value.isTextual())
        .filter(allowed -> texts(allowed).noneMatch(value.asText()::equals))
        .forEach(allowed -> faults.add(path + " is none of the allowed values: " + value.asText()));
    if (value.isArray()) {
      items(parts)
          .ifPresent(items -> value.forEach(item -> check(items, item, path + "[]", faults)));
    }
    value
        .properties()
        .forEach(
            field ->
                property(parts, field.getKey())
                    .ifPresentOrElse(
                        found ->
                            check(found, field.getValue(), path + "." + field.getKey(), faults),
                        () -> faults.add(path + "." + field.getKey() + " is unknown")));
  }

  private Optional<JsonNode> items(List<JsonNode> parts) {
    return parts.stream().map(part -> part.path("items")).filter(JsonNode::isObject).findFirst();
  }

  /** Empty where a schema that names its fields does not name this one. */
  private static Optional<JsonNode> property(List<JsonNode> parts, String name) {
    Optional<JsonNode> named =
        parts.stream()
            .map(part -> part.path("properties").path(name))
            .filter(JsonNode::isObject)
            .findFirst();
    boolean open =
        parts.stream()
            .allMatch(
                part ->
                    part.path("properties").isEmpty()
                        || part.path("additionalProperties").isObject()
                        || part.path("additionalProperties").asBoolean(false));
    return named.isPresent() || !open ? named : Optional.of(MissingNode.getInstance());
  }

  /** The schema and all it refers to or is made of. */
  private Stream<JsonNode> parts(JsonNode schema) {
    String reference = schema.path("$ref").asText();
    Stream<JsonNode> referred =
        reference.isEmpty() ? Stream.empty() : parts(root.at(reference.substring(1)));
    Stream<JsonNode> made =
        Stream.of("allOf", "oneOf", "anyOf")
            .flatMap(name -> StreamSupport.stream(schema.path(name).spliterator(), false))
            .flatMap(this::parts);
    return Stream.of(Stream.of(schema), referred, made).flatMap(parts -> parts);
  }

  private static Stream<String> types(JsonNode type) {
    return type.isArray() ? texts(type) : type.isTextual() ? Stream.of(type.asText()) : Stream.of();
  }

  private static Stream<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText);
  }

  private static boolean fits(String type, JsonNode value) {
    return switch (type) {
      case "string" -> value.isTextual();
      case "number", "integer" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      case "array" -> value.isArray();
      case "object" -> value.isObject();
      default -> value.isNull();
    };
  }
}
