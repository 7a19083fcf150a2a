package io.mainstem.connections.shape;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Holds a payload against its declared shape and names every contradiction. */
public final class ShapeCheck {
  /** More contradictions than this in one payload are not looked for. */
  static final int MAX_MISMATCHES = 20;

  private static final Pattern NUMBER =
      Pattern.compile("[-+]?[0-9]{1,60}(\\.[0-9]{1,60})?([eE][-+]?[0-9]{1,3})?");

  private final List<Mismatch> found = new ArrayList<>();
  private final Set<Shape.Field> renamed = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Renames renames;

  private ShapeCheck(Renames renames) {
    this.renames = renames;
  }

  /** Where in the payload; written out only for what is wrong there. */
  private record Place(@Nullable Place outer, String name, int index) {
    static final Place ROOT = new Place(null, "", 0);

    Place field(String name) {
      return new Place(this, name, -1);
    }

    /** A key that may be data is not written down. */
    Place key(String key) {
      return field(UnknownFields.isName(key) ? key : UnknownFields.NO_NAME);
    }

    Place element(int index) {
      return new Place(this, "", index);
    }

    @Override
    public String toString() {
      if (outer == null) {
        return "";
      }
      String before = outer.toString();
      return index >= 0
          ? before + "[" + index + "]"
          : before.isEmpty() ? name : before + "." + name;
    }
  }

  /** Where the payload is not of that shape; at most {@value #MAX_MISMATCHES}. */
  public static List<Mismatch> check(JsonNode payload, Shape shape) {
    return check(payload, shape, Renames.NONE);
  }

  /** The same, and which fields that need not be there are likely called otherwise. */
  public static List<Mismatch> check(JsonNode payload, Shape shape, Renames renames) {
    ShapeCheck check = new ShapeCheck(renames);
    check.check(payload, shape, Place.ROOT);
    return List.copyOf(check.found);
  }

  private void check(JsonNode at, Shape shape, Place path) {
    if (found.size() == MAX_MISMATCHES) {
      return;
    }
    switch (shape) {
      case Shape.Scalar scalar -> {
        if (!fits(at, scalar)) {
          wrong(path, scalar.spoken(), at);
        }
      }
      case Shape.OneOf closed -> {
        if (!at.isTextual()) {
          wrong(path, Shape.Scalar.TEXT.spoken(), at);
        } else if (!closed.values().contains(at.textValue())) {
          found.add(Mismatch.unknownValue(path.toString(), at.textValue(), closed.values()));
        }
      }
      case Shape.Struct struct -> {
        if (at.isObject()) {
          fields(at, struct, path);
        } else {
          wrong(path, "an object", at);
        }
      }
      case Shape.MapOf map -> {
        if (at.isObject()) {
          at.properties()
              .forEach(
                  entry -> {
                    if (!entry.getValue().isNull()) {
                      check(entry.getValue(), map.value(), path.key(entry.getKey()));
                    }
                  });
        } else {
          wrong(path, "an object", at);
        }
      }
      case Shape.ListOf list -> {
        if (at.isArray()) {
          for (int i = 0; i < at.size(); i++) {
            if (!at.get(i).isNull()) {
              check(at.get(i), list.element(), path.element(i));
            }
          }
        } else {
          wrong(path, "a list", at);
        }
      }
    }
  }

  private void fields(JsonNode at, Shape.Struct struct, Place path) {
    int present = 0;
    for (Map.Entry<String, Shape.Field> declared : struct.fields().entrySet()) {
      String name = declared.getKey();
      Shape.Field field = declared.getValue();
      JsonNode value = at.get(name);
      if (value != null) {
        present++;
      }
      if (value != null && !value.isNull()) {
        check(value, field.shape(), path.field(name));
      } else if (field.required() && found.size() < MAX_MISMATCHES) {
        found.add(
            Mismatch.missing(
                path.field(name).toString(),
                value == null ? Renames.guess(name, at, struct).orElse(null) : null));
      }
    }
    if (present < struct.fields().size() && present < at.size()) {
      renamed(at, struct, path);
    }
  }

  /** Said once for all elements of a list. */
  private void renamed(JsonNode at, Shape.Struct struct, Place path) {
    for (Map.Entry<String, String> name : renames.in(at, struct).entrySet()) {
      Shape.Field field = struct.fields().get(name.getKey());
      if (field != null && found.size() < MAX_MISMATCHES && renamed.add(field)) {
        found.add(
            Mismatch.renamed(path.field(name.getKey()).toString(), name.getValue(), field.line()));
      }
    }
  }

  /** Whether a value could stand where that shape is expected; parts are not looked at. */
  static boolean couldBe(JsonNode at, Shape shape) {
    return switch (shape) {
      case Shape.Scalar scalar -> fits(at, scalar);
      case Shape.OneOf closed -> at.isTextual() && closed.values().contains(at.textValue());
      case Shape.Struct _, Shape.MapOf _ -> at.isObject();
      case Shape.ListOf _ -> at.isArray();
    };
  }

  private static boolean fits(JsonNode at, Shape.Scalar scalar) {
    return switch (scalar) {
      case TEXT -> at.isTextual();
      case INTEGER -> at.isIntegralNumber() && at.canConvertToLong();
      case DECIMAL -> at.isNumber() || (at.isTextual() && NUMBER.matcher(at.textValue()).matches());
      case BOOLEAN -> at.isBoolean();
      case ANY -> true;
    };
  }

  private void wrong(Place path, String expected, JsonNode at) {
    found.add(Mismatch.wrong(path.toString(), expected, spoken(at.getNodeType())));
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
