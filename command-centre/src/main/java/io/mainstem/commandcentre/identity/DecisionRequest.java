package io.mainstem.commandcentre.identity;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.connections.identity.Decision;
import io.mainstem.schemas.event.DecisionKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What somebody wants to decide, as it was sent.
 *
 * @param id of the decision to take back; empty for all other kinds
 * @param records {@code connection/object/id}, the same with bars, or ids of ours
 */
public record DecisionRequest(
    Decision.Kind kind, String id, String entity, List<String> records, String by, String reason) {
  /** Nobody decides about more at once. */
  public static final int MAX_RECORDS = 20;

  public static final int MAX_BY_CHARS = 100;
  public static final int MAX_REASON_CHARS = 1_000;
  private static final int MAX_KEY_CHARS = 400;
  private static final Set<String> FIELDS =
      Set.of("kind", "id", "entity", "records", "by", "reason");

  public DecisionRequest {
    records = List.copyOf(records);
  }

  /** Reads and checks the form; what it says is checked against the store. */
  static DecisionRequest read(JsonNode body) throws RefusedException {
    if (!body.isObject()) {
      throw RefusedException.form(
          "body: not an object (expected: {kind, entity, records, by, reason})");
    }
    for (var field : body.properties()) {
      if (!FIELDS.contains(field.getKey())) {
        throw RefusedException.form(
            field.getKey() + ": unknown (expected: kind, entity, records, id, by or reason)");
      }
    }
    List<String> records = new ArrayList<>();
    JsonNode listed = body.path("records");
    if (!listed.isMissingNode() && !listed.isArray()) {
      throw RefusedException.form("records: not a list (expected: a list of texts)");
    }
    for (JsonNode record : listed) {
      records.add(text("records", record, MAX_KEY_CHARS));
    }
    if (records.size() > MAX_RECORDS) {
      throw RefusedException.form(
          "records: %d (expected: at most %d)".formatted(records.size(), MAX_RECORDS));
    }
    return new DecisionRequest(
        kind(text("kind", body.path("kind"), MAX_KEY_CHARS)),
        text("id", body.path("id"), MAX_KEY_CHARS),
        text("entity", body.path("entity"), MAX_KEY_CHARS),
        records,
        said("by", text("by", body.path("by"), MAX_BY_CHARS), "who decides"),
        said("reason", text("reason", body.path("reason"), MAX_REASON_CHARS), "why"));
  }

  private static Decision.Kind kind(String name) throws RefusedException {
    String wanted = name.toUpperCase(Locale.ROOT);
    return Arrays.stream(DecisionKind.values())
        .filter(kind -> kind.name().equals(wanted))
        .findFirst()
        .map(kind -> Decision.Kind.valueOf(kind.name()))
        .orElseThrow(
            () ->
                RefusedException.form(
                    "kind: %s (expected: %s)"
                        .formatted(
                            name.isEmpty() ? "empty" : name,
                            Arrays.stream(DecisionKind.values())
                                .map(Enum::name)
                                .collect(Collectors.joining(", ")))));
  }

  private static String text(String name, JsonNode value, int maxChars) throws RefusedException {
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    if (!value.isTextual()) {
      throw RefusedException.form(name + ": not a text (expected: a text)");
    }
    String text = value.asText().strip();
    if (text.length() > maxChars) {
      throw RefusedException.form(
          "%s: %d characters (expected: at most %d)".formatted(name, text.length(), maxChars));
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw RefusedException.form(name + ": has a control character (expected: one line of text)");
    }
    return text;
  }

  private static String said(String name, String value, String expected) throws RefusedException {
    if (value.isEmpty()) {
      throw RefusedException.form("%s: empty (expected: %s)".formatted(name, expected));
    }
    return value;
  }
}
