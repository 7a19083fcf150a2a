package io.mainstem.commandcentre.quarantine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One thing to change in a payload.
 *
 * @param was of {@link Kind#MAP}: what must stand there
 */
record Change(Kind kind, Pointer at, @Nullable JsonNode was, JsonNode value) {
  static final int MAX_CHANGES = 50;

  enum Kind {
    /** Whatever stands there. */
    SET,
    /** Where nothing stands, or null. */
    FILL,
    /** Where that one value stands. */
    MAP
  }

  static List<Change> read(JsonNode listed) throws RefusedException {
    List<Change> changes = new ArrayList<>();
    if (!listed.isMissingNode() && !listed.isArray()) {
      throw RefusedException.form("changes: not a list (expected: [{set, at, value}, …])");
    }
    for (JsonNode each : listed) {
      Kind kind = kind(each.path("kind").asText());
      JsonNode was = each.get("was");
      JsonNode value = each.get("value");
      if (value == null || (kind == Kind.MAP) != (was != null)) {
        throw RefusedException.form(
            "changes: a value is missing (expected: kind, at and value, and was where kind is"
                + " map)");
      }
      changes.add(new Change(kind, Pointer.of(each.path("at").asText()), was, value));
    }
    if (changes.size() > MAX_CHANGES) {
      throw RefusedException.form(
          "changes: %d (expected: at most %d)".formatted(changes.size(), MAX_CHANGES));
    }
    return changes;
  }

  private static Kind kind(String name) throws RefusedException {
    for (Kind kind : Kind.values()) {
      if (kind.name().equals(name.toUpperCase(Locale.ROOT))) {
        return kind;
      }
    }
    throw RefusedException.form("kind: " + name + " (expected: set, fill or map)");
  }

  /** What {@link #read} reads. */
  ObjectNode toJson() {
    ObjectNode node = Json.MAPPER.createObjectNode();
    node.put("kind", kind.name().toLowerCase(Locale.ROOT)).put("at", at.toString());
    if (was != null) {
      node.set("was", was);
    }
    return node.set("value", value);
  }

  /** A changed copy. */
  static JsonNode all(List<Change> changes, JsonNode payload) throws RefusedException {
    JsonNode changed = payload.deepCopy();
    for (Change change : changes) {
      if (change.in(changed, 0) == 0 && change.kind == Kind.SET) {
        throw new RefusedException(
            RefusedException.Reason.UNFIT,
            "at: %s (expected: a place in the payload; its parent is not there)"
                .formatted(change.at));
      }
    }
    return changed;
  }

  /** Changes in place; how many places were right. */
  private int in(JsonNode node, int depth) {
    String step = at.steps().get(depth);
    if (depth == at.steps().size() - 1) {
      return put(node, step);
    }
    if (step.equals(Pointer.EVERY) && node.isArray()) {
      int places = 0;
      for (JsonNode element : node) {
        places += in(element, depth + 1);
      }
      return places;
    }
    JsonNode next = child(node, step);
    return next == null ? 0 : in(next, depth + 1);
  }

  private int put(JsonNode node, String step) {
    if (node instanceof ObjectNode object) {
      if (isMeant(object.get(step))) {
        object.set(step, value);
        return 1;
      }
    } else if (node instanceof ArrayNode list) {
      int places = 0;
      for (int i = 0; i < list.size(); i++) {
        boolean named = step.equals(Pointer.EVERY) || step.equals(String.valueOf(i));
        if (named && isMeant(list.get(i))) {
          list.set(i, value);
          places++;
        }
      }
      return places;
    }
    return 0;
  }

  private boolean isMeant(@Nullable JsonNode present) {
    return switch (kind) {
      case SET -> true;
      case FILL -> present == null || present.isNull();
      case MAP -> present != null && present.equals(was);
    };
  }

  private static @Nullable JsonNode child(JsonNode node, String step) {
    if (!node.isArray()) {
      return node.get(step);
    }
    for (int i = 0; i < node.size(); i++) {
      if (step.equals(String.valueOf(i))) {
        return node.get(i);
      }
    }
    return null;
  }
}
