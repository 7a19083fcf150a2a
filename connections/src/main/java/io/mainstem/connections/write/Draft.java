package io.mainstem.connections.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.connections.json.JsonPath;
import io.mainstem.connections.tool.Put;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A filled-in call before it is encoded, so that keys, marks and versions can be put into it. */
record Draft(
    String method,
    String path,
    Map<String, String> query,
    Map<String, String> headers,
    @Nullable JsonNode body) {

  Draft with(Put put, String value) {
    return switch (put.where()) {
      case HEADER -> withHeader(put.name(), value);
      case QUERY -> new Draft(method, path, plus(query, put.name(), value), headers, body);
      case BODY -> new Draft(method, path, query, headers, withText(put.name(), value));
      case PATH, TEXT, VARIABLE ->
          throw new IllegalArgumentException("put: " + put + " (expected: header, query or body)");
    };
  }

  Draft withHeader(String name, String value) {
    return new Draft(method, path, query, plus(headers, name, value), body);
  }

  private static Map<String, String> plus(Map<String, String> values, String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(values);
    more.put(name, value);
    return more;
  }

  private JsonNode withText(String path, String value) {
    ObjectNode root =
        body instanceof ObjectNode object
            ? object.deepCopy()
            : JsonNodeFactory.instance.objectNode();
    List<String> steps = JsonPath.of(path).steps();
    ObjectNode at = root;
    for (String step : steps.subList(0, steps.size() - 1)) {
      at = at.get(step) instanceof ObjectNode inner ? inner : at.putObject(step);
    }
    at.put(steps.getLast(), value);
    return root;
  }
}
