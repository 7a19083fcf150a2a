package io.mainstem.simulators.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.simulators.json.Json;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Forms whose names nest by brackets: {@code lines[0][amount]=100}. */
public final class Brackets {
  private static final int DEEPEST = 8;

  private Brackets() {}

  /** The form as a tree; numbered and empty names make lists, every value is text. */
  public static ObjectNode read(String form) {
    ObjectNode tree = Json.object();
    for (String pair : form.split("&", -1)) {
      String[] sides = pair.split("=", 2);
      if (sides.length == 2) {
        String name = URLDecoder.decode(sides[0], StandardCharsets.UTF_8);
        String[] steps = name.replace("]", "").split("\\[", DEEPEST);
        put(tree, List.of(steps), URLDecoder.decode(sides[1], StandardCharsets.UTF_8));
      }
    }
    return tree;
  }

  private static void put(ObjectNode into, List<String> steps, String value) {
    String name = steps.getFirst();
    if (steps.size() == 1) {
      into.put(name, value);
      return;
    }
    List<String> rest = steps.subList(1, steps.size());
    if (!rest.getFirst().isEmpty() && !rest.getFirst().matches("\\d+")) {
      put(into.withObjectProperty(name), rest, value);
      return;
    }
    ArrayNode list = into.withArrayProperty(name);
    if (rest.size() == 1) {
      list.add(value);
      return;
    }
    int index = rest.getFirst().isEmpty() ? list.size() : Integer.parseInt(rest.getFirst());
    ObjectNode item =
        index < list.size() && list.get(index) instanceof ObjectNode there
            ? there
            : list.addObject();
    put(item, rest.subList(1, rest.size()), value);
  }

  /** A tree as a form, in the order of its members. */
  public static String write(JsonNode tree) {
    List<String> pairs = new ArrayList<>();
    tree.properties().forEach(member -> write(member.getKey(), member.getValue(), pairs));
    return String.join("&", pairs);
  }

  private static void write(String name, JsonNode value, List<String> pairs) {
    if (value.isObject()) {
      value.properties().forEach(m -> write(name + "[" + m.getKey() + "]", m.getValue(), pairs));
    } else if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        write(name + "[" + i + "]", value.get(i), pairs);
      }
    } else {
      pairs.add(encoded(name) + "=" + encoded(value.isNull() ? "" : value.asText()));
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
