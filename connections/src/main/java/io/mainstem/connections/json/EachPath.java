package io.mainstem.connections.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Places in a document: a {@link JsonPath} that may walk lists, e.g. {@code value[].clientState}.
 * {@code []} alone is every element of the document itself.
 */
public record EachPath(List<String> steps) {
  /** The step that walks a list. */
  public static final String EACH = "[]";

  private static final Pattern STEP = Pattern.compile("[^.\\[\\]]+|\\[[0-9]{0,4}]");
  private static final Pattern WHOLE =
      Pattern.compile("|(\\[]|[^.\\[\\]]+)(\\[[0-9]{0,4}])*(\\.[^.\\[\\]]+(\\[[0-9]{0,4}])*)*");

  public EachPath {
    steps = List.copyOf(steps);
  }

  /**
   * Reads a path.
   *
   * @throws IllegalArgumentException if {@code text} is no path
   */
  public static EachPath of(String text) {
    if (!isPath(text)) {
      throw new IllegalArgumentException(
          "path: " + text + " (expected: names joined by dots, [] for every element)");
    }
    return new EachPath(STEP.matcher(text).results().map(found -> found.group()).toList());
  }

  public static boolean isPath(String text) {
    return WHOLE.matcher(text).matches();
  }

  /** Whether it names one place at most. */
  public boolean isSingle() {
    return !steps.contains(EACH);
  }

  /** Every value there, in its order. */
  public List<JsonNode> in(JsonNode root) {
    List<JsonNode> found = new ArrayList<>();
    walk(root, 0, found);
    return found;
  }

  private void walk(JsonNode at, int step, List<JsonNode> found) {
    if (at.isMissingNode()) {
      return;
    }
    if (step == steps.size()) {
      found.add(at);
      return;
    }
    String name = steps.get(step);
    if (name.equals(EACH)) {
      if (at.isArray()) {
        at.forEach(element -> walk(element, step + 1, found));
      }
    } else if (name.startsWith("[")) {
      walk(at.path(Integer.parseInt(name.substring(1, name.length() - 1))), step + 1, found);
    } else {
      walk(at.path(name), step + 1, found);
    }
  }

  /** The scalars there as text; empty ones and nulls are none. */
  public List<String> texts(JsonNode root) {
    return in(root).stream()
        .filter(node -> node.isValueNode() && !node.isNull() && !node.asText().isEmpty())
        .map(JsonNode::asText)
        .toList();
  }

  /** The first scalar there. */
  public Optional<String> text(JsonNode root) {
    return texts(root).stream().findFirst();
  }

  @Override
  public String toString() {
    return String.join(".", steps).replace(".[", "[");
  }
}
