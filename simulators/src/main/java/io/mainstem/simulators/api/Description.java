package io.mainstem.simulators.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a vendor's description says a request body may hold: names, types, closed lists, lengths,
 * required members. Read from the vendor's own OpenAPI file where one is at hand, otherwise from a
 * small table of the same rules.
 */
public final class Description {
  private static final Pattern UUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final Pattern MS_DATE =
      Pattern.compile("/Date\\(-?\\d+([+-]\\d{4})?\\)/|\\d{4}-\\d{2}-\\d{2}([T ]\\d{2}:\\d{2}.*)?");
  private static final int MAX_DEPTH = 8;

  private final JsonNode schemas;
  private final boolean openApi;

  private Description(JsonNode schemas, boolean openApi) {
    this.schemas = schemas;
    this.openApi = openApi;
  }

  /** The vendor's file in the folder, if there is such a folder, else the table of that name. */
  public static Description of(Optional<Path> specs, String file, String table) {
    return specs
        .map(folder -> folder.resolve(file))
        .filter(Files::isReadable)
        .map(Description::vendorFile)
        .orElseGet(() -> table(table));
  }

  public static Description vendorFile(Path file) {
    ObjectMapper mapper =
        file.toString().endsWith(".json")
            ? new ObjectMapper()
            : new ObjectMapper(new YAMLFactory());
    try {
      return new Description(mapper.readTree(file.toFile()).at("/components/schemas"), true);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The table kept by hand, {@code rules/<name>.json}. */
  public static Description table(String name) {
    try (InputStream in = Description.class.getResourceAsStream("/rules/" + name + ".json")) {
      if (in == null) {
        throw new IllegalArgumentException("table: " + name + " (expected: hubspot or xero)");
      }
      return new Description(new ObjectMapper().readTree(in), false);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Everything the description has against a value; empty where it has nothing. */
  public List<String> problems(String schema, JsonNode value) {
    List<String> problems = new ArrayList<>();
    check(schema, schema, value, 0, problems);
    return problems;
  }

  private void check(
      String schema, String where, JsonNode value, int depth, List<String> problems) {
    JsonNode rules = schemas.path(schema);
    JsonNode fields = rules.path(openApi ? "properties" : "fields");
    if (depth > MAX_DEPTH || fields.isMissingNode()) {
      return;
    }
    if (!value.isObject()) {
      problems.add(where + ": an object is expected");
      return;
    }
    for (JsonNode required : rules.path("required")) {
      if (!value.hasNonNull(required.asText())) {
        problems.add(where + "." + required.asText() + " is required");
      }
    }
    value
        .properties()
        .forEach(
            member -> {
              JsonNode rule = fields.path(member.getKey());
              if (!rule.isMissingNode() && !member.getValue().isNull()) {
                checkField(rule, where + "." + member.getKey(), member.getValue(), depth, problems);
              }
            });
  }

  private void checkField(
      JsonNode rule, String where, JsonNode value, int depth, List<String> problems) {
    String reference = reference(rule);
    if (!reference.isEmpty() && schemas.path(reference).path("enum").isMissingNode()) {
      check(reference, where, value, depth + 1, problems);
      return;
    }
    JsonNode plain = reference.isEmpty() ? rule : schemas.path(reference);
    checkType(plain, where, value, problems);
    checkList(plain, where, value, problems);
    JsonNode items = rule.path("items");
    String item = items.isTextual() ? items.asText() : reference(items);
    if (value.isArray() && !item.isEmpty()) {
      for (int i = 0; i < value.size(); i++) {
        check(item, where + "[" + i + "]", value.get(i), depth + 1, problems);
      }
    }
  }

  private static String reference(JsonNode rule) {
    String reference = rule.path("$ref").asText(rule.path("ref").asText(""));
    return reference.substring(reference.lastIndexOf('/') + 1);
  }

  private static void checkType(
      JsonNode rule, String where, JsonNode value, List<String> problems) {
    boolean fits =
        switch (rule.path("type").asText("")) {
          case "string" -> value.isTextual();
          case "number" -> value.isNumber() || numeric(value);
          case "integer" -> value.isIntegralNumber() || numeric(value);
          case "boolean" -> value.isBoolean();
          case "array" -> value.isArray();
          case "object" -> value.isObject();
          default -> true;
        };
    if (!fits) {
      problems.add(where + ": " + value + " (expected: " + rule.path("type").asText() + ")");
    }
    String format =
        rule.path("x-is-msdate").asBoolean(false) ? "msdate" : rule.path("format").asText("");
    if (value.isTextual() && format.equals("uuid") && !UUID.matcher(value.asText()).matches()) {
      problems.add(where + ": '" + value.asText() + "' is not a valid identifier");
    }
    if (value.isTextual()
        && format.equals("msdate")
        && !MS_DATE.matcher(value.asText()).matches()) {
      problems.add(where + ": '" + value.asText() + "' is not a valid date");
    }
  }

  private static boolean numeric(JsonNode value) {
    return value.isTextual() && value.asText().matches("-?\\d+(\\.\\d+)?");
  }

  private static void checkList(
      JsonNode rule, String where, JsonNode value, List<String> problems) {
    if (rule.has("enum") && value.isTextual()) {
      List<String> allowed = new ArrayList<>();
      rule.path("enum").forEach(word -> allowed.add(word.asText()));
      if (!allowed.contains(value.asText())) {
        String shown = allowed.size() > 12 ? "a value of its list" : String.join(", ", allowed);
        problems.add(where + ": '" + value.asText() + "' is not valid (expected: " + shown + ")");
      }
    }
    int longest = rule.path("maxLength").asInt(Integer.MAX_VALUE);
    if (value.isTextual() && value.asText().length() > longest) {
      problems.add(where + ": longer than " + longest + " characters");
    }
  }
}
