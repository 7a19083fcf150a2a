package io.mainstem.connections.tool;

import io.mainstem.connections.json.JsonPath;
import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads how a list goes on. */
final class PageReader {
  private static final int MAX_SIZE = 100_000;
  private static final Map<String, List<String>> KEYS = keys();

  private final Problems problems;

  PageReader(Problems problems) {
    this.problems = problems;
  }

  private static Map<String, List<String>> keys() {
    Map<String, List<String>> keys = new LinkedHashMap<>();
    keys.put("none", List.of());
    keys.put("number", List.of("put", "from", "size"));
    keys.put("offset", List.of("put", "from", "size"));
    keys.put("cursor", List.of("next", "put", "more"));
    keys.put("last-id", List.of("put", "id", "more", "size"));
    keys.put("url", List.of("next", "more"));
    keys.put("link", List.of());
    keys.put("token", List.of("next", "put", "done", "more", "expired"));
    return keys;
  }

  PageSpec read(YamlNode at) {
    if (!at.isPresent()) {
      return new PageSpec.None();
    }
    String kind = at.get("kind").oneOf(KEYS.keySet(), problems).orElse("");
    if (!at.get("kind").isPresent()) {
      problems.missing(at, "kind", "one of " + String.join(", ", KEYS.keySet()));
    }
    if (!KEYS.containsKey(kind)) {
      return new PageSpec.None();
    }
    List<String> allowed = new ArrayList<>(List.of("kind", "cap"));
    allowed.addAll(KEYS.get(kind));
    at.allow(allowed, problems);
    return switch (kind) {
      case "number" -> new PageSpec.Numbered(put(at.get("put"), false), from(at, 1), size(at));
      case "offset" -> new PageSpec.Offset(put(at.get("put"), false), from(at, 0), size(at));
      case "cursor" ->
          new PageSpec.Cursor(
              ToolReader.path(at.get("next"), problems),
              put(at.get("put"), false),
              path(at.get("more")));
      case "last-id" ->
          new PageSpec.LastId(
              put(at.get("put"), false),
              ToolReader.path(at.get("id"), problems),
              path(at.get("more")),
              size(at));
      case "url" ->
          new PageSpec.Url(ToolReader.path(at.get("next"), problems), path(at.get("more")));
      case "link" -> new PageSpec.Link();
      case "token" ->
          new PageSpec.Token(
              ToolReader.path(at.get("next"), problems),
              put(at.get("put"), false),
              path(at.get("done")),
              path(at.get("more")),
              ApiReader.statuses(at.get("expired"), problems));
      default -> new PageSpec.None();
    };
  }

  /** {@code query:name} and the like. */
  Put put(YamlNode at, boolean header) {
    List<String> kinds = new ArrayList<>(List.of("query", "body", "path", "text", "variable"));
    if (header) {
      kinds.add("header");
    }
    String expected =
        "where it goes: " + String.join(", ", kinds.stream().map(kind -> kind + ":name").toList());
    String text = at.requireText(expected, problems);
    int colon = text.indexOf(':');
    String kind = colon < 0 ? "" : text.substring(0, colon);
    if (kinds.contains(kind) && colon + 1 < text.length()) {
      return new Put(
          Put.Where.valueOf(kind.toUpperCase(Locale.ROOT)), text.substring(colon + 1).strip());
    }
    if (!text.isEmpty()) {
      problems.wrong(at, expected);
    }
    return new Put(Put.Where.QUERY, "?");
  }

  /** Where a page's own value goes; empty where it is an address. */
  static Optional<Put> put(PageSpec page) {
    return switch (page) {
      case PageSpec.Numbered number -> Optional.of(number.put());
      case PageSpec.Offset offset -> Optional.of(offset.put());
      case PageSpec.Cursor cursor -> Optional.of(cursor.put());
      case PageSpec.LastId last -> Optional.of(last.put());
      case PageSpec.Token token -> Optional.of(token.put());
      case PageSpec.None _, PageSpec.Url _, PageSpec.Link _ -> Optional.empty();
    };
  }

  private int from(YamlNode at, int fallback) {
    return at.get("from").integer(0, MAX_SIZE, problems).orElse(fallback);
  }

  private int size(YamlNode at) {
    return at.get("size").integer(1, MAX_SIZE, problems).orElse(0);
  }

  private @Nullable JsonPath path(YamlNode at) {
    return at.isPresent() ? ToolReader.path(at, problems) : null;
  }
}
