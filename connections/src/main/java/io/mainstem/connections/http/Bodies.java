package io.mainstem.connections.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.tool.ApiSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Bodies of requests: templates filled, and written as JSON or as a form. */
public final class Bodies {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Bodies() {}

  public static String type(ApiSpec.Format format) {
    return format == ApiSpec.Format.FORM
        ? "application/x-www-form-urlencoded"
        : "application/json; charset=utf-8";
  }

  /** The body as bytes; of a form, nested values are written {@code a[b]=c}. */
  public static Bytes write(JsonNode body, ApiSpec.Format format) {
    if (format == ApiSpec.Format.FORM) {
      List<String> pairs = new ArrayList<>();
      flatten("", body, pairs);
      return Bytes.utf8(String.join("&", pairs));
    }
    try {
      return Bytes.of(JSON.writeValueAsBytes(body));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }

  /**
   * The same tree with the holes of its texts filled.
   *
   * @param inQuery the only ones that are filled in a GraphQL query, which has braces of its own
   */
  static JsonNode fill(
      JsonNode template,
      Function<String, @Nullable String> values,
      Function<String, @Nullable String> inQuery,
      ApiSpec.Format format) {
    if (format != ApiSpec.Format.GRAPHQL || !template.isObject()) {
      return fill(template, values);
    }
    ObjectNode filled = NODES.objectNode();
    for (Map.Entry<String, JsonNode> entry : template.properties()) {
      boolean query = entry.getKey().equals("query");
      filled.set(entry.getKey(), fill(entry.getValue(), query ? inQuery : values));
    }
    return filled;
  }

  private static JsonNode fill(JsonNode template, Function<String, @Nullable String> values) {
    if (template.isTextual()) {
      return NODES.textNode(Holes.fill(template.textValue(), values));
    }
    if (template.isArray()) {
      ArrayNode list = NODES.arrayNode();
      template.forEach(item -> list.add(fill(item, values)));
      return list;
    }
    if (template.isObject()) {
      ObjectNode object = NODES.objectNode();
      template
          .properties()
          .forEach(entry -> object.set(entry.getKey(), fill(entry.getValue(), values)));
      return object;
    }
    return template;
  }

  private static void flatten(String name, JsonNode value, List<String> pairs) {
    if (value.isObject()) {
      value
          .properties()
          .forEach(
              entry ->
                  flatten(
                      name.isEmpty() ? entry.getKey() : name + "[" + entry.getKey() + "]",
                      entry.getValue(),
                      pairs));
    } else if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        flatten(name + "[" + i + "]", value.get(i), pairs);
      }
    } else if (!value.isNull()) {
      pairs.add(Requests.encode(name) + "=" + Requests.encode(value.asText()));
    }
  }
}
