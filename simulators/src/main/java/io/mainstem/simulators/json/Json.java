package io.mainstem.simulators.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Builds and reads JSON trees. Members keep the order in which they are named. */
public final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  /** An object of alternating names and values; a null value becomes JSON null. */
  public static ObjectNode object(@Nullable Object... namesAndValues) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      Object name = namesAndValues[i];
      if (name == null) {
        throw new IllegalArgumentException("name: null (expected: text at position " + i + ")");
      }
      object.set(name.toString(), node(namesAndValues[i + 1]));
    }
    return object;
  }

  public static ArrayNode array(@Nullable Object... values) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (Object value : values) {
      array.add(node(value));
    }
    return array;
  }

  public static ArrayNode list(Iterable<? extends JsonNode> values) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (Object value : values) {
      array.add(node(value));
    }
    return array;
  }

  /** Trees are copied, so that nobody changes another's. */
  private static JsonNode node(@Nullable Object value) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (value) {
      case null -> nodes.nullNode();
      case JsonNode tree -> tree.deepCopy();
      case String text -> nodes.textNode(text);
      case Integer number -> nodes.numberNode(number);
      case Long number -> nodes.numberNode(number);
      case BigDecimal number -> nodes.numberNode(number);
      case Boolean truth -> nodes.booleanNode(truth);
      case Iterable<?> items -> {
        ArrayNode array = nodes.arrayNode();
        items.forEach(item -> array.add(node(item)));
        yield array;
      }
      default ->
          throw new IllegalArgumentException(
              "value: " + value.getClass() + " (expected: text, number, truth, list or tree)");
    };
  }

  /** Empty where the text is not one JSON value. */
  public static Optional<JsonNode> read(String text) {
    try {
      JsonNode node = MAPPER.readTree(text);
      return node.isMissingNode() ? Optional.empty() : Optional.of(node);
    } catch (JsonProcessingException notJson) {
      return Optional.empty();
    }
  }

  public static String write(JsonNode node) {
    return node.toString();
  }

  /** The text of a member, or null where it is absent, null or empty. */
  public static @Nullable String text(JsonNode object, String name) {
    JsonNode value = object.get(name);
    if (value == null || value.isNull()) {
      return null;
    }
    String text = value.asText();
    return text.isEmpty() ? null : text;
  }
}
