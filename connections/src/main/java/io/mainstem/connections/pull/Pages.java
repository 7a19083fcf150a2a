package io.mainstem.connections.pull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.mainstem.connections.http.HttpAnswer;
import io.mainstem.connections.http.Placed;
import io.mainstem.connections.json.JsonPath;
import io.mainstem.connections.tool.PageSpec;
import io.mainstem.connections.tool.Put;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The eight ways a list goes on. */
final class Pages {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Pattern DIGITS = Pattern.compile("-?[0-9]{1,18}");

  /** RFC 8288: {@code <address>; rel="next"}. */
  private static final Pattern LINK = Pattern.compile("<([^<>]*)>([^<]*)");

  private static final Pattern NEXT =
      Pattern.compile("(?i);\\s*rel\\s*=\\s*(\"[^\"]*\\bnext\\b[^\"]*\"|next\\b)");

  private Pages() {}

  /** What goes into the call for that page; nothing where its address says it all. */
  static List<Placed> placed(PageSpec page, @Nullable String at) {
    return switch (page) {
      case PageSpec.None _, PageSpec.Url _, PageSpec.Link _ -> List.of();
      case PageSpec.Numbered number ->
          List.of(new Placed(number.put(), value(at == null ? "" + number.from() : at)));
      case PageSpec.Offset offset ->
          List.of(new Placed(offset.put(), value(at == null ? "" + offset.from() : at)));
      case PageSpec.Cursor cursor -> text(cursor.put(), at);
      case PageSpec.LastId last -> text(last.put(), at);
      case PageSpec.Token token -> text(token.put(), at);
    };
  }

  private static List<Placed> text(Put put, @Nullable String at) {
    if (at != null) {
      return List.of(new Placed(put, NODES.textNode(at)));
    }
    // A hole has to be filled; a parameter that is not there means the first page.
    return switch (put.where()) {
      case PATH, TEXT -> List.of(new Placed(put, NODES.textNode("")));
      case QUERY, HEADER, BODY, VARIABLE -> List.of();
    };
  }

  private static JsonNode value(String text) {
    return DIGITS.matcher(text).matches()
        ? NODES.numberNode(Long.parseLong(text))
        : NODES.textNode(text);
  }

  /** Whether an address, not a parameter, leads to the next page. */
  static boolean byAddress(PageSpec page) {
    return page instanceof PageSpec.Url || page instanceof PageSpec.Link;
  }

  /**
   * What asks for the page after this one; empty where there is none.
   *
   * @param at what asked for this one, or null
   * @param rows of this page
   */
  static Optional<String> next(
      PageSpec page, @Nullable String at, List<JsonNode> rows, JsonNode body, HttpAnswer answer) {
    return switch (page) {
      case PageSpec.None _ -> Optional.empty();
      case PageSpec.Numbered number -> count(number.size(), rows.size(), at, number.from(), 1);
      case PageSpec.Offset offset ->
          count(offset.size(), rows.size(), at, offset.from(), rows.size());
      case PageSpec.Cursor cursor ->
          goesOn(cursor.more(), body, rows) ? cursor.next().text(body) : Optional.empty();
      case PageSpec.LastId last ->
          !rows.isEmpty() && goesOn(last.more(), body, rows) && rows.size() >= last.size()
              ? last.id().text(rows.getLast())
              : Optional.empty();
      case PageSpec.Url url ->
          goesOn(url.more(), body, rows) ? url.next().text(body) : Optional.empty();
      case PageSpec.Link _ -> rows.isEmpty() ? Optional.empty() : link(answer);
      case PageSpec.Token token -> token(token, at, rows, body);
    };
  }

  private static Optional<String> count(
      int size, int rows, @Nullable String at, int from, int step) {
    return rows == 0 || rows < size
        ? Optional.empty()
        : Optional.of(Long.toString((at == null ? from : Long.parseLong(at)) + step));
  }

  /** An empty page ends a list, unless the tool says in so many words that there is more. */
  private static boolean goesOn(@Nullable JsonPath more, JsonNode body, List<JsonNode> rows) {
    return more == null ? !rows.isEmpty() : isTrue(more, body);
  }

  static boolean isTrue(JsonPath path, JsonNode body) {
    String text = path.text(body).orElse("");
    return !text.isEmpty() && !text.equals("false") && !text.equals("0");
  }

  private static Optional<String> token(
      PageSpec.Token token, @Nullable String at, List<JsonNode> rows, JsonNode body) {
    Optional<String> next = token.next().text(body).filter(text -> !text.equals(at));
    boolean goesOn =
        token.done() != null ? !isTrue(token.done(), body) : goesOn(token.more(), body, rows);
    return goesOn ? next : Optional.empty();
  }

  private static Optional<String> link(HttpAnswer answer) {
    for (String header : answer.headers().getOrDefault("link", List.of())) {
      Matcher matcher = LINK.matcher(header);
      while (matcher.find()) {
        if (NEXT.matcher(matcher.group(2)).find()) {
          return Optional.of(matcher.group(1));
        }
      }
    }
    return Optional.empty();
  }
}
