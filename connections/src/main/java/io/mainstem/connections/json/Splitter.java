package io.mainstem.connections.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the same values as {@link Slicer}, in the same order, with what encloses them. */
final class Splitter {

  /** A value of the document and the scalars it inherits. */
  record Place(JsonNode node, Map<String, String> carried) {}

  private final List<String> carry;
  private final List<Place> places = new ArrayList<>();

  Splitter(List<String> carry) {
    this.carry = carry;
  }

  List<Place> places(JsonNode root, EachPath path) {
    element(root, path.steps(), Map.of());
    return List.copyOf(places);
  }

  private void element(JsonNode at, List<String> steps, Map<String, String> carried) {
    if (!walk(at, steps, carried)) {
      places.add(new Place(at, carried));
    }
  }

  private boolean walk(JsonNode at, List<String> steps, Map<String, String> carried) {
    if (steps.isEmpty()) {
      places.add(new Place(at, carried));
      return true;
    }
    String step = steps.getFirst();
    List<String> rest = steps.subList(1, steps.size());
    Map<String, String> inherited = inherited(at, carried);
    if (step.equals(EachPath.EACH)) {
      if (at.isArray()) {
        at.forEach(element -> element(element, rest, inherited));
      }
      return at.isArray();
    }
    JsonNode next =
        step.startsWith("[")
            ? at.path(Integer.parseInt(step.substring(1, step.length() - 1)))
            : at.path(step);
    return !next.isMissingNode() && walk(next, rest, inherited);
  }

  private Map<String, String> inherited(JsonNode at, Map<String, String> carried) {
    Map<String, String> inherited = new HashMap<>(carried);
    for (String name : carry) {
      JsonNode field = at.path(name);
      if (field.isValueNode() && !field.isNull()) {
        inherited.put(name, field.asText());
      }
    }
    return Map.copyOf(inherited);
  }
}
