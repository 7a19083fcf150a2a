package io.mainstem.commandcentre.quarantine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants done about one item, or all of a cause, or all of a connection.
 *
 * @param changes none to send it again as it is
 * @param payload the whole payload instead of changes; null otherwise
 * @param version of the item as it was seen; empty where nobody else should have it in hand
 * @param keep whether later failures of that cause get the same changes
 * @param after the last item of the part before, where there are more than fit one answer
 */
record MendRequest(
    String item,
    String cause,
    String connection,
    String object,
    List<Change> changes,
    @Nullable String payload,
    String version,
    String by,
    String reason,
    boolean dryRun,
    boolean keep,
    String after) {
  static final int MAX_BY_CHARS = 100;
  static final int MAX_REASON_CHARS = 1_000;
  private static final int MAX_KEY_CHARS = 400;
  private static final Set<String> FIELDS =
      Set.of(
          "item",
          "cause",
          "connection",
          "object",
          "changes",
          "payload",
          "version",
          "by",
          "reason",
          "dryRun",
          "keep",
          "after");

  MendRequest {
    changes = List.copyOf(changes);
  }

  boolean isReplay() {
    return changes.isEmpty() && payload == null;
  }

  static MendRequest read(JsonNode body) throws RefusedException {
    if (!body.isObject()) {
      throw RefusedException.form("body: not an object (expected: {item or cause, by, reason, …})");
    }
    for (var field : body.properties()) {
      if (!FIELDS.contains(field.getKey())) {
        throw RefusedException.form(
            field.getKey() + ": unknown (expected: one of " + String.join(", ", FIELDS) + ")");
      }
    }
    boolean dryRun = body.path("dryRun").asBoolean();
    MendRequest read =
        new MendRequest(
            key(body, "item"),
            key(body, "cause"),
            key(body, "connection"),
            key(body, "object"),
            Change.read(body.path("changes")),
            body.hasNonNull("payload") ? body.path("payload").asText() : null,
            key(body, "version"),
            said(body, "by", MAX_BY_CHARS, "who mends it", dryRun),
            said(body, "reason", MAX_REASON_CHARS, "why", dryRun),
            dryRun,
            body.path("keep").asBoolean(),
            key(body, "after"));
    read.check();
    return read;
  }

  private void check() throws RefusedException {
    long named = Stream.of(item, cause, connection).filter(name -> !name.isEmpty()).count();
    if (named != 1) {
      throw RefusedException.form(
          "item, cause, connection: %d are given (expected: one)".formatted(named));
    }
    if (payload != null && (item.isEmpty() || !changes.isEmpty())) {
      throw RefusedException.form("payload: given (expected: of one item, and no changes)");
    }
    if (!changes.isEmpty() && item.isEmpty() && cause.isEmpty()) {
      throw RefusedException.form("changes: given (expected: of one item or one cause)");
    }
    if (keep && (cause.isEmpty() || changes.isEmpty())) {
      throw RefusedException.form("keep: given (expected: with a cause and changes)");
    }
  }

  private static String key(JsonNode body, String name) throws RefusedException {
    return text(body, name, MAX_KEY_CHARS);
  }

  static String said(JsonNode body, String name, int maxChars, String expected, boolean optional)
      throws RefusedException {
    String text = text(body, name, maxChars);
    if (text.isEmpty() && !optional) {
      throw RefusedException.form("%s: empty (expected: %s)".formatted(name, expected));
    }
    return text;
  }

  static String text(JsonNode body, String name, int maxChars) throws RefusedException {
    JsonNode value = body.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    String text = value.asText().strip();
    if (!value.isTextual()
        || text.length() > maxChars
        || text.chars().anyMatch(Character::isISOControl)) {
      throw RefusedException.form(
          "%s: not such a text (expected: one line of at most %d characters)"
              .formatted(name, maxChars));
    }
    return text;
  }
}
