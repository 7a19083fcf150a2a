package io.mainstem.commandcentre.trace;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mainstem.schemas.EntityType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns a canonical record's document into fields people can read, with their provenance. */
public final class Fields {
  /** Its values are told like fields. */
  private static final String EXTENSIONS = "extensions";

  private static final ObjectMapper JSON = new ObjectMapper();

  private Fields() {}

  public static List<FieldView> of(JsonNode document) {
    List<FieldView> fields = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : document.properties()) {
      String name = entry.getKey();
      if (!EntityType.OURS.contains(name) && !name.equals(EXTENSIONS) && isSaid(entry.getValue())) {
        fields.add(field(name, name, entry.getValue(), document));
      }
    }
    for (Map.Entry<String, JsonNode> entry : document.path(EXTENSIONS).properties()) {
      fields.add(
          field(entry.getKey(), EXTENSIONS + "." + entry.getKey(), entry.getValue(), document));
    }
    return List.copyOf(fields);
  }

  static boolean isSaid(JsonNode value) {
    return !value.isNull() && !(value.isContainerNode() && value.isEmpty());
  }

  private static FieldView field(String name, String key, JsonNode value, JsonNode document) {
    JsonNode provenance = document.path("provenance").path(key);
    List<FieldView.Loser> losers = new ArrayList<>();
    for (JsonNode loser : provenance.path("losers")) {
      losers.add(
          new FieldView.Loser(
              source(document, loser.path("source")), shown(parse(loser.path("value").asText()))));
    }
    return new FieldView(
        words(name),
        lines(value),
        reference(value),
        source(document, provenance.path("source")),
        provenance.path("rule").asText(),
        List.copyOf(losers));
  }

  private static String source(JsonNode document, JsonNode index) {
    return index.isInt()
        ? document.path("sources").path(index.asInt()).path("connection").asText()
        : "";
  }

  private static @Nullable String reference(JsonNode value) {
    if (!value.has("alias")) {
      return null;
    }
    return value.path("id").isTextual() ? value.path("id").asText() : value.path("alias").asText();
  }

  static List<String> lines(JsonNode value) {
    if (!value.isArray()) {
      return List.of(shown(value));
    }
    List<String> lines = new ArrayList<>();
    value.forEach(item -> lines.add(shown(item)));
    return List.copyOf(lines);
  }

  /** One value on one line. */
  static String shown(JsonNode value) {
    if (value.isNull() || value.isMissingNode()) {
      return "none";
    }
    if (value.isArray()) {
      List<String> items = new ArrayList<>();
      value.forEach(item -> items.add(shown(item)));
      return String.join(", ", items);
    }
    if (!value.isObject()) {
      return value.isNumber() ? plain(value.decimalValue()) : value.asText();
    }
    if (value.has("amount") && value.has("currency")) {
      return money(value.path("amount").decimalValue()) + " " + value.path("currency").asText();
    }
    for (String whole : List.of("formatted", "full", "address", "e164", "raw", "id", "alias")) {
      if (value.path(whole).isTextual()) {
        return value.path(whole).asText();
      }
    }
    return value.properties().stream()
        .filter(entry -> isSaid(entry.getValue()))
        .map(entry -> partOf(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining(" · "));
  }

  private static String partOf(String name, JsonNode value) {
    return value.isTextual() ? value.asText() : words(name) + " " + shown(value);
  }

  static String money(BigDecimal amount) {
    int scale = Math.max(2, amount.stripTrailingZeros().scale());
    return amount.setScale(scale, RoundingMode.UNNECESSARY).toPlainString();
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  /** {@code dueDate} as {@code due date}. */
  static String words(String camelCase) {
    return camelCase.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
  }

  /** A JSON text on one line; the text itself where it is not JSON. */
  static String shownJson(@Nullable String json) {
    return json == null ? "nothing" : shown(parse(json));
  }

  private static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      return JSON.getNodeFactory().textNode(json);
    }
  }
}
