package io.mainstem.connections.shape;

import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a shape: {@code text}, {@code integer}, {@code decimal}, {@code boolean}, {@code any}, a
 * closed list {@code text(a, b)}, {@code map(type)}, a list {@code [shape]}, or a map of fields. A
 * {@code !} after a scalar, or after a field's name, means the field must be there.
 */
public final class ShapeReader {
  /** {@code {"*": shape}} is a map whose values are more than one word. */
  private static final String ANY_KEY = "*";

  private static final Map<String, Shape.Scalar> SCALARS =
      Map.of(
          "text", Shape.Scalar.TEXT,
          "integer", Shape.Scalar.INTEGER,
          "decimal", Shape.Scalar.DECIMAL,
          "boolean", Shape.Scalar.BOOLEAN,
          "any", Shape.Scalar.ANY);
  private static final List<String> WORDS =
      List.of("text", "integer", "decimal", "boolean", "any", "map(type)", "text(a, b)");
  private static final Pattern OF = Pattern.compile("([a-z]+)\\((.*)\\)");

  private final Problems problems;

  public ShapeReader(Problems problems) {
    this.problems = problems;
  }

  /** The fields at {@code at}, as a struct of that name. */
  public Shape.Struct struct(YamlNode at, String name) {
    Map<String, Shape.Field> fields = new LinkedHashMap<>();
    if (!at.isMap()) {
      at.report("a map of fields to their types", problems);
    }
    at.entries()
        .forEach(
            (key, value) -> {
              String field = key.endsWith("!") ? key.substring(0, key.length() - 1) : key;
              boolean required =
                  key.endsWith("!") || value.text().filter(text -> text.endsWith("!")).isPresent();
              int line = value.isMap() || value.isList() ? 0 : value.line();
              fields.put(field, new Shape.Field(shape(value, name + "." + field), required, line));
            });
    return new Shape.Struct(name, fields);
  }

  private Shape shape(YamlNode at, String name) {
    if (at.isMap()) {
      return at.entries().keySet().equals(Set.of(ANY_KEY))
          ? new Shape.MapOf(shape(at.get(ANY_KEY), name + "." + ANY_KEY))
          : struct(at, name);
    }
    if (at.isList()) {
      if (at.items().size() != 1) {
        at.report("a list of one element: the shape of every element", problems);
        return new Shape.ListOf(Shape.Scalar.TEXT);
      }
      return new Shape.ListOf(shape(at.items().getFirst(), name));
    }
    String text = at.text().orElse("");
    return word(at, text.endsWith("!") ? text.substring(0, text.length() - 1) : text);
  }

  private Shape word(YamlNode at, String word) {
    Matcher of = OF.matcher(word);
    if (of.matches() && of.group(1).equals("map")) {
      return new Shape.MapOf(word(at, of.group(2).strip()));
    }
    if (of.matches() && of.group(1).equals("text")) {
      Set<String> values = new LinkedHashSet<>();
      for (String value : of.group(2).split(",", -1)) {
        values.add(value.strip());
      }
      if (values.contains("")) {
        at.report("text(a, b, …): the values between commas", problems);
      }
      return new Shape.OneOf(values);
    }
    Shape.Scalar scalar = SCALARS.get(word);
    if (scalar == null) {
      problems.unknown(at, word, WORDS);
      return Shape.Scalar.TEXT;
    }
    return scalar;
  }
}
