package io.mainstem.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.json.EachPath;
import java.io.IOException;
import java.util.List;

/** Changes single values of a document. */
final class JsonEdit {
  private JsonEdit() {}

  /** The document with the text at that place, or at every such place; as it was where none is. */
  static Bytes set(Bytes document, List<String> steps, String value) {
    try {
      JsonNode root = new ObjectMapper().readTree(document.toArray());
      put(root, steps, TextNode.valueOf(value));
      return Bytes.utf8(root.toString());
    } catch (IOException e) {
      return document;
    }
  }

  /** Whether something is at that place. */
  static boolean has(Bytes document, List<String> steps) {
    try {
      return !new EachPath(steps).in(new ObjectMapper().readTree(document.toArray())).isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  static void put(JsonNode at, List<String> steps, JsonNode value) {
    if (steps.isEmpty()) {
      return;
    }
    String step = steps.getFirst();
    List<String> rest = steps.subList(1, steps.size());
    if (step.equals(EachPath.EACH)) {
      at.forEach(element -> put(element, rest, value));
    } else if (at instanceof ArrayNode list && step.startsWith("[")) {
      int index = Integer.parseInt(step.substring(1, step.length() - 1));
      put(list.path(index < 0 ? list.size() + index : index), rest, value);
    } else if (at instanceof ObjectNode object && rest.isEmpty()) {
      object.set(step, value);
    } else if (at instanceof ObjectNode object) {
      JsonNode next = object.get(step);
      if (next == null) {
        next =
            rest.getFirst().equals(EachPath.EACH)
                ? JsonNodeFactory.instance.arrayNode().add(JsonNodeFactory.instance.objectNode())
                : JsonNodeFactory.instance.objectNode();
        object.set(step, next);
      }
      put(next, rest, value);
    }
  }
}
