package io.mainstem.simulators.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.simulators.json.Json;
import io.mainstem.simulators.vendor.Refusal.Why;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * As much of GraphQL as callers of the simulated vendors write: one operation with variables,
 * aliases, arguments, nested selections, inline fragments. The vendor resolves the fields at the
 * root to whole trees, and of these only what was selected is answered.
 */
public final class GraphQl {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\"((?:[^\"\\\\]|\\\\.)*)\"|(\\.\\.\\.|[{}()\\[\\]:=!@$])|([^\\s,{}()\\[\\]:=!@$\"#]+)|#.*");

  private final List<String> tokens = new ArrayList<>();
  private final JsonNode variables;
  private int at;

  /** A selected field; the arguments with their variables filled in. */
  public record Field(String name, String as, ObjectNode arguments, List<Field> fields) {
    public Field {
      fields = List.copyOf(fields);
    }

    public String text(String argument, String otherwise) {
      JsonNode value = arguments.path(argument);
      return value.isValueNode() && !value.isNull() ? value.asText() : otherwise;
    }

    /** An argument as a page size is given, or null. */
    public @Nullable String optional(String argument) {
      return Json.text(arguments, argument);
    }
  }

  private GraphQl(String text, JsonNode variables) {
    this.variables = variables;
    Matcher matcher = TOKEN.matcher(text);
    while (matcher.find()) {
      if (matcher.group(1) != null) {
        tokens.add("\"" + matcher.group(1).replaceAll("\\\\(.)", "$1"));
      } else if (!matcher.group().startsWith("#")) {
        tokens.add(matcher.group());
      }
    }
  }

  /**
   * Answers a body of {@code query} and {@code variables}.
   *
   * @throws Refusal where the query cannot be read
   */
  public static ObjectNode answer(JsonNode body, Function<Field, JsonNode> root) {
    ObjectNode data = Json.object();
    for (Field field :
        new GraphQl(body.path("query").asText(), body.path("variables")).operation()) {
      data.set(field.as(), project(root.apply(field), field.fields()));
    }
    return data;
  }

  private static JsonNode project(JsonNode value, List<Field> fields) {
    if (fields.isEmpty() || value.isNull()) {
      return value;
    }
    if (value.isArray()) {
      ArrayNode list = Json.array();
      value.forEach(item -> list.add(project(item, fields)));
      return list;
    }
    ObjectNode chosen = Json.object();
    for (Field field : fields) {
      JsonNode inner = value.path(field.name());
      chosen.set(
          field.as(),
          inner.isMissingNode() ? Json.object().nullNode() : project(inner, field.fields()));
    }
    return chosen;
  }

  private List<Field> operation() {
    if (tokens.isEmpty()) {
      throw unreadable();
    }
    if (!peek().equals("{")) {
      while (!peek().equals("{") && !peek().equals("(")) {
        at++;
      }
      if (peek().equals("(")) {
        skipDefinitions();
      }
    }
    return selections();
  }

  private void skipDefinitions() {
    int depth = 0;
    do {
      String token = next();
      depth += token.equals("(") ? 1 : token.equals(")") ? -1 : 0;
    } while (depth > 0);
  }

  private List<Field> selections() {
    expect("{");
    List<Field> fields = new ArrayList<>();
    while (!peek().equals("}")) {
      if (peek().equals("...")) {
        at++;
        expect("on");
        at++;
        fields.addAll(selections());
      } else {
        fields.add(field());
      }
    }
    at++;
    return fields;
  }

  private Field field() {
    String as = next();
    String name = as;
    if (peek().equals(":")) {
      at++;
      name = next();
    }
    ObjectNode arguments = Json.object();
    if (peek().equals("(")) {
      at++;
      while (!peek().equals(")")) {
        String argument = next();
        expect(":");
        arguments.set(argument, value());
      }
      at++;
    }
    List<Field> fields = at < tokens.size() && peek().equals("{") ? selections() : List.of();
    return new Field(name, as, arguments, fields);
  }

  private JsonNode value() {
    String token = next();
    return switch (token) {
      case "$" -> {
        JsonNode given = variables.path(next());
        yield given.isMissingNode() ? Json.object().nullNode() : given;
      }
      case "[" -> {
        ArrayNode list = Json.array();
        while (!peek().equals("]")) {
          list.add(value());
        }
        at++;
        yield list;
      }
      case "{" -> {
        ObjectNode object = Json.object();
        while (!peek().equals("}")) {
          String name = next();
          expect(":");
          object.set(name, value());
        }
        at++;
        yield object;
      }
      default -> scalar(token);
    };
  }

  private static JsonNode scalar(String token) {
    ArrayNode nodes = Json.array();
    if (token.startsWith("\"")) {
      nodes.add(token.substring(1));
    } else if (token.matches("-?\\d+(\\.\\d+)?")) {
      nodes.add(new BigDecimal(token));
    } else if (token.equals("true") || token.equals("false")) {
      nodes.add(token.equals("true"));
    } else if (token.equals("null")) {
      nodes.addNull();
    } else {
      nodes.add(token);
    }
    return nodes.get(0);
  }

  private String peek() {
    if (at >= tokens.size()) {
      throw unreadable();
    }
    return tokens.get(at);
  }

  private String next() {
    String token = peek();
    at++;
    return token;
  }

  private void expect(String token) {
    if (!next().equals(token)) {
      throw unreadable();
    }
  }

  private Refusal unreadable() {
    String near = at < tokens.size() ? tokens.get(at) : "end of query";
    return new Refusal(Why.INVALID, "GRAPHQL_PARSE_FAILED", "syntax error near " + near);
  }
}
