package io.mainstem.connections.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.connections.expression.Compiled;
import io.mainstem.connections.expression.Environment;
import io.mainstem.connections.expression.ResultType;
import io.mainstem.connections.expression.Scope;
import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A compiled body: what is null in the end is left out of the request. */
final class BodyTemplate {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final @Nullable Part body;

  private BodyTemplate(@Nullable Part body) {
    this.body = body;
  }

  static BodyTemplate compile(YamlNode at, Environment environment, Problems problems) {
    return new BodyTemplate(at.isPresent() ? part(at, environment, problems) : null);
  }

  /** Null where there is no body. */
  @Nullable JsonNode render(Scope scope) {
    return body == null ? null : body.render(scope);
  }

  /** One value of the template. */
  private sealed interface Part {
    @Nullable JsonNode render(Scope scope);
  }

  private record Scalar(Compiled expression) implements Part {
    @Override
    public @Nullable JsonNode render(Scope scope) {
      return json(expression.eval(scope));
    }
  }

  private record Fields(Map<String, Part> parts) implements Part {
    /** An object that was written with fields and has none in the end is left out too. */
    @Override
    public @Nullable JsonNode render(Scope scope) {
      ObjectNode object = NODES.objectNode();
      parts.forEach(
          (name, part) -> {
            JsonNode value = part.render(scope);
            if (value != null) {
              object.set(name, value);
            }
          });
      return object.isEmpty() && !parts.isEmpty() ? null : object;
    }
  }

  private record Elements(List<Part> parts) implements Part {
    @Override
    public @Nullable JsonNode render(Scope scope) {
      ArrayNode array = NODES.arrayNode();
      for (Part part : parts) {
        JsonNode value = part.render(scope);
        if (value != null) {
          array.add(value);
        }
      }
      return array.isEmpty() ? null : array;
    }
  }

  private record Each(Compiled list, String as, Part part) implements Part {
    @Override
    public @Nullable JsonNode render(Scope scope) {
      ArrayNode array = NODES.arrayNode();
      for (Object element : list.elements(scope)) {
        JsonNode value = part.render(scope.with(as, element));
        if (value != null) {
          array.add(value);
        }
      }
      return array.isEmpty() ? null : array;
    }
  }

  private static Part part(YamlNode at, Environment environment, Problems problems) {
    if (at.isList()) {
      List<Part> parts = new ArrayList<>();
      at.items().forEach(item -> parts.add(part(item, environment, problems)));
      return new Elements(parts);
    }
    if (at.isMap()) {
      return at.get("each").isPresent()
          ? each(at, environment, problems)
          : fields(at, environment, problems);
    }
    return environment
        .compile(at, ResultType.ANY, problems)
        .<Part>map(Scalar::new)
        .orElseGet(() -> new Fields(Map.of()));
  }

  private static Part fields(YamlNode at, Environment environment, Problems problems) {
    Map<String, Part> parts = new LinkedHashMap<>();
    at.entries().forEach((name, node) -> parts.put(name, part(node, environment, problems)));
    return new Fields(parts);
  }

  private static Part each(YamlNode at, Environment environment, Problems problems) {
    at.allow(List.of("each", "as", "of"), problems);
    String as = at.get("as").text().orElse("item");
    Optional<Compiled> list = environment.compileList(at.get("each"), problems);
    if (list.isEmpty()) {
      return new Fields(Map.of());
    }
    return new Each(
        list.get(), as, part(at.get("of"), environment.withElement(as, list.get()), problems));
  }

  static @Nullable JsonNode json(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case BigDecimal number -> DecimalNode.valueOf(number);
      case Long number -> NODES.numberNode(number);
      case Boolean flag -> NODES.booleanNode(flag);
      case List<?> list -> {
        ArrayNode array = NODES.arrayNode();
        for (Object element : list) {
          JsonNode json = json(element);
          if (json != null) {
            array.add(json);
          }
        }
        yield array;
      }
      default -> NODES.textNode(value.toString());
    };
  }
}
