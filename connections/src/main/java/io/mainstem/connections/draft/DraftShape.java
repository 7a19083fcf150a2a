package io.mainstem.connections.draft;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A payload's shape as far as samples or a description tell. */
sealed interface DraftShape {
  int MAX_DEPTH = 3;
  int MAX_FIELDS = 120;

  /** One of the words of the shape language. */
  record Scalar(String word) implements DraftShape {}

  record ListOf(DraftShape element) implements DraftShape {}

  record Struct(Map<String, Field> fields) implements DraftShape {}

  record Field(DraftShape shape, boolean required) {}

  Scalar TEXT = new Scalar("text");
  Scalar ANY = new Scalar("any");

  /** What all of the values have in common; a field is required where every one of them has it. */
  static DraftShape of(List<JsonNode> values, int depth) {
    List<JsonNode> present = values.stream().filter(value -> !value.isNull()).toList();
    if (present.isEmpty()) {
      return TEXT;
    }
    if (present.stream().allMatch(JsonNode::isObject)) {
      return depth >= MAX_DEPTH ? ANY : struct(present, depth);
    }
    if (present.stream().allMatch(JsonNode::isArray)) {
      List<JsonNode> elements = new ArrayList<>();
      present.forEach(list -> list.forEach(elements::add));
      return new ListOf(of(elements, depth + 1));
    }
    return scalar(present);
  }

  private static DraftShape struct(List<JsonNode> values, int depth) {
    Set<String> names = new LinkedHashSet<>();
    values.forEach(value -> value.fieldNames().forEachRemaining(names::add));
    Map<String, Field> fields = new LinkedHashMap<>();
    for (String name : names.stream().limit(MAX_FIELDS).toList()) {
      List<JsonNode> found =
          values.stream().filter(value -> value.has(name)).map(value -> value.get(name)).toList();
      // One sample proves nothing about the next record.
      boolean required =
          values.size() > 1
              && found.size() == values.size()
              && found.stream().noneMatch(JsonNode::isNull);
      fields.put(name, new Field(of(found, depth + 1), required));
    }
    return new Struct(fields);
  }

  private static DraftShape scalar(List<JsonNode> values) {
    if (values.stream().allMatch(JsonNode::isBoolean)) {
      return new Scalar("boolean");
    }
    if (values.stream().allMatch(JsonNode::isIntegralNumber)) {
      return new Scalar("integer");
    }
    if (values.stream().allMatch(JsonNode::isNumber)) {
      return new Scalar("decimal");
    }
    return values.stream().anyMatch(JsonNode::isContainerNode) ? ANY : TEXT;
  }

  /** Whether a sample text is a moment: a hint for the choice of a version. */
  static boolean isTime(JsonNode value) {
    if (!value.isTextual()) {
      return false;
    }
    try {
      DateTimeFormatter.ISO_DATE_TIME.parse(value.asText());
      return true;
    } catch (java.time.DateTimeException e) {
      return false;
    }
  }
}
