package io.mainstem.connections.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One value of a YAML file and where it stands. A node that is not in the file is <em>absent</em>:
 * every read of it gives nothing, and its line is its parent's.
 */
public final class YamlNode {
  /** What a value is. */
  enum Kind {
    ABSENT,
    NULL,
    SCALAR,
    /** A scalar in quotes: never a number or a boolean. */
    QUOTED,
    LIST,
    MAP
  }

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,30})?");

  private final String file;
  private final int line;
  private final String path;
  private final Kind kind;
  private final @Nullable String text;
  private final List<YamlNode> items;
  private final Map<String, YamlNode> entries;

  YamlNode(
      String file,
      int line,
      String path,
      Kind kind,
      @Nullable String text,
      List<YamlNode> items,
      Map<String, YamlNode> entries) {
    this.file = file;
    this.line = line;
    this.path = path;
    this.kind = kind;
    this.text = text;
    this.items = items;
    this.entries = entries;
  }

  public String file() {
    return file;
  }

  /** 1-based. */
  public int line() {
    return line;
  }

  /** From the root, e.g. {@code metrics[2].window}. */
  public String path() {
    return path;
  }

  /** The entry of that name, or an absent node. */
  public YamlNode get(String key) {
    YamlNode found = entries.get(key);
    return found != null
        ? found
        : new YamlNode(file, line, join(key), Kind.ABSENT, null, List.of(), Map.of());
  }

  /** Neither absent nor null. */
  public boolean isPresent() {
    return kind != Kind.ABSENT && kind != Kind.NULL;
  }

  public boolean isScalar() {
    return kind == Kind.SCALAR || kind == Kind.QUOTED;
  }

  public boolean isList() {
    return kind == Kind.LIST;
  }

  public boolean isMap() {
    return kind == Kind.MAP;
  }

  /** Elements of a list; a lone scalar or map counts as a list of one. */
  public List<YamlNode> items() {
    if (kind == Kind.LIST) {
      return items;
    }
    return isPresent() ? List.of(this) : List.of();
  }

  /** Entries of a map, in the order of the file. */
  public Map<String, YamlNode> entries() {
    return entries;
  }

  /** The scalar as written. */
  public Optional<String> text() {
    return Optional.ofNullable(text);
  }

  /** The scalar as written; a problem where there is none. */
  public String requireText(String expected, Problems problems) {
    if (text == null) {
      report(expected, problems);
      return "";
    }
    return text;
  }

  /** One of {@code valid}; a problem, with the nearest spelling, for anything else. */
  public Optional<String> oneOf(Collection<String> valid, Problems problems) {
    if (!isPresent()) {
      return Optional.empty();
    }
    if (text == null || !valid.contains(text)) {
      problems.unknown(this, valid);
      return Optional.empty();
    }
    return Optional.of(text);
  }

  /** The constant of {@code type} spelt as in the file, ignoring case and with {@code -} for _. */
  public <E extends Enum<E>> Optional<E> constant(Class<E> type, Problems problems) {
    Map<String, E> valid = new LinkedHashMap<>();
    for (E constant : type.getEnumConstants()) {
      valid.put(constant.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'), constant);
    }
    if (!isPresent()) {
      return Optional.empty();
    }
    String key = text == null ? "" : text.toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    E found = valid.get(key);
    if (found == null) {
      problems.unknown(this, valid.keySet());
    }
    return Optional.ofNullable(found);
  }

  /** A whole number in a range; a problem for anything else that is there. */
  public OptionalInt integer(int min, int max, Problems problems) {
    if (!isPresent()) {
      return OptionalInt.empty();
    }
    try {
      int value = Integer.parseInt(text == null ? "" : text);
      if (value >= min && value <= max) {
        return OptionalInt.of(value);
      }
    } catch (NumberFormatException e) {
      // falls through: said below
    }
    problems.wrong(this, "a whole number from " + min + " to " + max);
    return OptionalInt.empty();
  }

  /** A decimal number; a problem for anything else that is there. */
  public Optional<BigDecimal> decimal(Problems problems) {
    if (!isPresent()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new BigDecimal(text == null ? "" : text));
    } catch (NumberFormatException e) {
      problems.wrong(this, "a number");
      return Optional.empty();
    }
  }

  /** {@code true} or {@code false}; a problem for anything else that is there. */
  public Optional<Boolean> bool(Problems problems) {
    return oneOf(List.of("true", "false"), problems).map(Boolean::valueOf);
  }

  /** The value as JSON: scalars without quotes are numbers and booleans where they look it. */
  public JsonNode json() {
    return switch (kind) {
      case ABSENT, NULL -> NODES.nullNode();
      case QUOTED -> NODES.textNode(text);
      case SCALAR -> scalar(text == null ? "" : text);
      case LIST -> {
        ArrayNode list = NODES.arrayNode();
        items.forEach(item -> list.add(item.json()));
        yield list;
      }
      case MAP -> {
        ObjectNode map = NODES.objectNode();
        entries.forEach((name, value) -> map.set(name, value.json()));
        yield map;
      }
    };
  }

  private static JsonNode scalar(String text) {
    if (text.equals("true") || text.equals("false")) {
      return NODES.booleanNode(Boolean.parseBoolean(text));
    }
    return NUMBER.matcher(text).matches()
        ? DecimalNode.valueOf(new BigDecimal(text))
        : NODES.textNode(text);
  }

  /** The texts of a list; a problem for every element that is no scalar. */
  public List<String> texts(Problems problems) {
    return items().stream().map(item -> item.requireText("a text", problems)).toList();
  }

  /** A problem, with the nearest spelling, for every key that is not one of {@code known}. */
  public void allow(Collection<String> known, Problems problems) {
    if (isPresent() && !isMap()) {
      problems.wrong(this, "a map with the keys " + String.join(", ", known));
    }
    entries.forEach(
        (key, value) -> {
          if (!known.contains(key)) {
            problems.unknown(value, key, known);
          }
        });
  }

  /** A problem saying this value is wrong, or missing where it is not there. */
  public void report(String expected, Problems problems) {
    if (isPresent()) {
      problems.wrong(this, expected);
    } else {
      problems.add(new Problem(file, line, path, null, expected, null));
    }
  }

  /** A text that is part of this scalar; told of at the same place. */
  public YamlNode part(String text) {
    return new YamlNode(file, line, path, Kind.SCALAR, text, List.of(), Map.of());
  }

  YamlNode atLine(int other) {
    return new YamlNode(file, other, path, kind, text, items, entries);
  }

  String display() {
    return switch (kind) {
      case ABSENT -> "missing";
      case NULL -> "null";
      case SCALAR, QUOTED -> text == null ? "" : text;
      case LIST -> "a list";
      case MAP -> "a map";
    };
  }

  private String join(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  @Override
  public String toString() {
    return file + ":" + line + " " + path;
  }
}
