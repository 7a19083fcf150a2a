package io.mainstem.connections.shape;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Fields of a payload that its shape does not know: what a vendor added, or calls otherwise. */
public final class UnknownFields {
  /** More in one payload are not looked for. */
  static final int MAX_FOUND = 50;

  /** So many elements of a list are looked at. */
  static final int MAX_ELEMENTS = 10;

  /** Stands for a key that may be data, such as an email address. */
  static final String NO_NAME = "…";

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z_-]{0,63}[0-9]{0,2}");

  private final Set<String> found = new TreeSet<>();

  private UnknownFields() {}

  /** Their paths; never values. What stands below one is not looked at. */
  public static Set<String> in(JsonNode payload, Shape shape) {
    UnknownFields unknown = new UnknownFields();
    unknown.look(payload, shape, "");
    return unknown.found;
  }

  /** Whether a key is surely no data, and may be shown to people. */
  static boolean isName(String key) {
    return NAME.matcher(key).matches();
  }

  private void look(JsonNode at, Shape shape, String path) {
    switch (shape) {
      case Shape.Struct struct -> {
        for (var entry : at.properties()) {
          Shape.Field field = struct.fields().get(entry.getKey());
          if (field != null) {
            look(entry.getValue(), field.shape(), path + entry.getKey() + ".");
          } else if (found.size() < MAX_FOUND) {
            found.add(path + (isName(entry.getKey()) ? entry.getKey() : NO_NAME));
          }
        }
      }
      case Shape.ListOf list -> {
        String elements = path.replaceFirst("\\.$", "[].");
        for (int i = 0; i < Math.min(MAX_ELEMENTS, at.size()); i++) {
          look(at.get(i), list.element(), elements);
        }
      }
      case Shape.MapOf map ->
          at.properties().stream()
              .limit(MAX_ELEMENTS)
              .forEach(entry -> look(entry.getValue(), map.value(), path + "*."));
      case Shape.Scalar _, Shape.OneOf _ -> {}
    }
  }
}
