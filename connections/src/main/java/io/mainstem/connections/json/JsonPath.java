package io.mainstem.connections.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A place in a document: names and indexes joined by dots, e.g. {@code Invoices[0].InvoiceID}. A
 * negative index counts from the end. The empty path is the document itself.
 */
public record JsonPath(List<String> steps) {
  private static final Pattern STEP = Pattern.compile("[^.\\[\\]]+|\\[-?[0-9]{1,4}]");
  private static final Pattern WHOLE =
      Pattern.compile(
          "|(\\[-?[0-9]{1,4}]|[^.\\[\\]]+)(\\[-?[0-9]{1,4}])*(\\.[^.\\[\\]]+(\\[-?[0-9]{1,4}])*)*");

  public JsonPath {
    steps = List.copyOf(steps);
  }

  /**
   * Reads a path.
   *
   * @throws IllegalArgumentException if {@code text} is no path
   */
  public static JsonPath of(String text) {
    if (!isPath(text)) {
      throw new IllegalArgumentException("path: " + text + " (expected: names joined by dots)");
    }
    return new JsonPath(STEP.matcher(text).results().map(found -> found.group()).toList());
  }

  public static boolean isPath(String text) {
    return WHOLE.matcher(text).matches();
  }

  /** The value there; a missing node where there is none. */
  public JsonNode in(JsonNode root) {
    JsonNode at = root;
    for (String step : steps) {
      at = step.startsWith("[") ? at.path(index(step, at.size())) : at.path(step);
    }
    return at == null ? MissingNode.getInstance() : at;
  }

  private static int index(String step, int size) {
    int index = Integer.parseInt(step.substring(1, step.length() - 1));
    return index < 0 ? size + index : index;
  }

  /** The scalar there as text; empty where there is none, or null, or no scalar. */
  public Optional<String> text(JsonNode root) {
    JsonNode found = in(root);
    return found.isValueNode() && !found.isNull() && !found.asText().isEmpty()
        ? Optional.of(found.asText())
        : Optional.empty();
  }

  /** Without the first step. */
  public JsonPath rest() {
    return new JsonPath(steps.subList(1, steps.size()));
  }

  @Override
  public String toString() {
    return String.join(".", steps).replace(".[", "[");
  }

  /** Several scalars there joined by {@code |}; empty where one of them is missing. */
  public static Optional<String> join(List<JsonPath> paths, JsonNode root, String separator) {
    String[] parts = new String[paths.size()];
    for (int i = 0; i < parts.length; i++) {
      Optional<String> part = paths.get(i).text(root);
      if (part.isEmpty()) {
        return Optional.empty();
      }
      parts[i] = part.get();
    }
    return Optional.of(String.join(separator, Arrays.asList(parts)));
  }
}
