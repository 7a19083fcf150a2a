package io.mainstem.connections.shape;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Holds a payload against its declared shape. */
public final class ShapeCheck {
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?[0-9]{1,60}(\\.[0-9]{1,60})?([eE][-+]?[0-9]{1,3})?");

  private ShapeCheck() {}

  /** The first place where the payload is not of that shape. */
  public static Optional<Mismatch> check(JsonNode payload, Shape shape) {
    return check(payload, shape, "");
  }

  private static Optional<Mismatch> check(JsonNode at, Shape shape, String path) {
    return switch (shape) {
      case Shape.Scalar scalar ->
          fits(at, scalar) ? Optional.empty() : wrong(path, scalar.spoken(), at);
      case Shape.Struct struct ->
          at.isObject() ? fields(at, struct, path) : wrong(path, "an object", at);
      case Shape.ListOf list -> at.isArray() ? elements(at, list, path) : wrong(path, "a list", at);
    };
  }

  private static Optional<Mismatch> fields(JsonNode at, Shape.Struct struct, String path) {
    for (Map.Entry<String, Shape.Field> entry : struct.fields().entrySet()) {
      String field = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
      JsonNode value = at.path(entry.getKey());
      if (value.isMissingNode() || value.isNull()) {
        if (entry.getValue().required()) {
          return Optional.of(
              new Mismatch(
                  field,
                  true,
                  field
                      + " is missing. The tool file says it is always there: has it been"
                      + " renamed?"));
        }
      } else {
        Optional<Mismatch> found = check(value, entry.getValue().shape(), field);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Mismatch> elements(JsonNode at, Shape.ListOf list, String path) {
    for (int i = 0; i < at.size(); i++) {
      Optional<Mismatch> found = check(at.get(i), list.element(), path + "[" + i + "]");
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static boolean fits(JsonNode at, Shape.Scalar scalar) {
    return switch (scalar) {
      case TEXT -> at.isTextual();
      case INTEGER -> at.isIntegralNumber() && at.canConvertToLong();
      case DECIMAL -> at.isNumber() || (at.isTextual() && NUMBER.matcher(at.textValue()).matches());
      case BOOLEAN -> at.isBoolean();
    };
  }

  private static Optional<Mismatch> wrong(String path, String expected, JsonNode found) {
    String where = path.isEmpty() ? "The payload" : path;
    return Optional.of(
        new Mismatch(
            path,
            false,
            where + " should be " + expected + " but is " + spoken(found.getNodeType()) + "."));
  }

  private static String spoken(JsonNodeType type) {
    return switch (type) {
      case ARRAY -> "a list";
      case OBJECT, POJO -> "an object";
      case STRING, BINARY -> "text";
      case NUMBER -> "a number of another kind";
      case BOOLEAN -> "true or false";
      case NULL, MISSING -> "nothing";
    };
  }
}
