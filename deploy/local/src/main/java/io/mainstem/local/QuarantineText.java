package io.mainstem.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the command centre says of quarantine, for a terminal. */
final class QuarantineText {
  private QuarantineText() {}

  static String causes(JsonNode answer) {
    JsonNode causes = answer.path("causes");
    long waiting = 0;
    for (JsonNode cause : causes) {
      waiting += cause.path("count").asLong();
    }
    StringBuilder out = new StringBuilder();
    out.append(
        waiting == 0
            ? "Nothing waits in quarantine.\n"
            : "%d waiting, %d causes\n".formatted(waiting, causes.size()));
    for (JsonNode cause : causes) {
      out.append(
          """

          %s  %s %s: %d waiting since %s
            %s
            Example: %s
            To do:   %s
          """
              .formatted(
                  cause.path("id").asText(),
                  cause.path("connection").asText(),
                  cause.path("object").asText(),
                  cause.path("count").asLong(),
                  second(cause.path("oldestAt")),
                  cause.path("cause").asText(),
                  cause.path("example").asText(),
                  cause.path("next").asText()));
    }
    return out.toString();
  }

  static String items(JsonNode answer) {
    StringBuilder out = new StringBuilder();
    for (JsonNode item : answer.path("items")) {
      out.append(
          "%s  %s %s %s  %s  %s%n"
              .formatted(
                  item.path("id").asText(),
                  item.path("connection").asText(),
                  item.path("object").asText(),
                  item.path("sourceId").asText(),
                  second(item.path("at")),
                  item.path("state").asText().toLowerCase(java.util.Locale.ROOT)));
    }
    return out.isEmpty() ? "There is no such item.\n" : out.toString();
  }

  static String item(JsonNode item) {
    StringBuilder out = new StringBuilder();
    out.append(
        """
        %s %s %s, failed %s (%s)
        %s
        """
            .formatted(
                item.path("connection").asText(),
                item.path("object").asText(),
                item.path("sourceId").asText(),
                second(item.path("at")),
                item.path("code").asText(),
                item.path("cause").asText()));
    JsonNode payload = item.path("payload");
    if (payload.hasNonNull("at")) {
      out.append("Field:   ").append(payload.path("at").asText()).append('\n');
    }
    out.append('\n');
    for (JsonNode line : payload.path("lines")) {
      out.append(line.path("marked").asBoolean() ? ">> " : "   ")
          .append(line.path("text").asText())
          .append('\n');
    }
    out.append('\n');
    if (item.hasNonNull("hand")) {
      out.append(
          "In hand: %s at %s: %s%n"
              .formatted(
                  item.path("hand").path("by").asText(),
                  second(item.path("hand").path("at")),
                  item.path("hand").path("reason").asText()));
    }
    out.append(
        item.hasNonNull("closed")
            ? "Closed:  %s at %s%n".formatted(closed(item), second(item.path("closed").path("at")))
            : "To do:   %s%n".formatted(item.path("next").asText()));
    return out.append(
            "Cause:   %s%nVersion: %s%n"
                .formatted(item.path("causeId").asText(), item.path("version").asText()))
        .toString();
  }

  private static String closed(JsonNode item) {
    return switch (item.path("closed").path("how").asText()) {
      case "NEWER" -> "a newer version of the record came through";
      case "MENDED" -> "what was made of it went through";
      default -> "it went through";
    };
  }

  static String corrections(JsonNode answer) {
    StringBuilder out = new StringBuilder();
    for (JsonNode each : answer.path("corrections")) {
      out.append(
          """
          %s  cause %s, %s %s: %s
            %s
            by %s at %s: %s
          """
              .formatted(
                  each.path("id").asText(),
                  each.path("causeId").asText(),
                  each.path("connection").asText(),
                  each.path("object").asText(),
                  each.path("cause").asText(),
                  each.path("changes"),
                  each.path("by").asText(),
                  second(each.path("at")),
                  each.path("reason").asText()));
    }
    return out.isEmpty() ? "There are no standing corrections.\n" : out.toString();
  }

  private static String second(JsonNode at) {
    String text = at.asText();
    return text.length() < 19 ? text : text.substring(0, 19).replace('T', ' ') + " UTC";
  }

  /** The parts of one mend, added up. */
  static final class Tally {
    private final Map<String, Integer> left = new LinkedHashMap<>();
    private final Map<String, String> examples = new LinkedHashMap<>();
    private @Nullable JsonNode first;
    private int sent;
    private boolean dryRun;
    private String correction = "";

    void add(JsonNode part) {
      dryRun = part.path("dryRun").asBoolean();
      sent += part.path("sent").asInt();
      if (first == null && part.path("sent").asInt() > 0) {
        first = part;
      }
      if (part.hasNonNull("correction")) {
        correction = part.path("correction").asText();
      }
      for (JsonNode each : part.path("left")) {
        left.merge(each.path("reason").asText(), each.path("count").asInt(), Integer::sum);
        examples.putIfAbsent(each.path("reason").asText(), each.path("example").asText());
      }
    }

    int left() {
      return left.values().stream().mapToInt(Integer::intValue).sum();
    }

    String text() {
      StringBuilder out = new StringBuilder();
      JsonNode shown = first;
      if (shown != null) {
        String which = sent == 1 ? "" : " in " + shown.path("example").asText();
        if (!shown.path("diff").isEmpty()) {
          out.append("changed").append(which).append(":\n");
        }
        for (JsonNode place : shown.path("diff")) {
          out.append("  ").append(place.path("at").asText()).append('\n');
          if (place.hasNonNull("before")) {
            out.append("    - ").append(place.path("before").asText()).append('\n');
          }
          if (place.hasNonNull("after")) {
            out.append("    + ").append(place.path("after").asText()).append('\n');
          }
        }
        if (dryRun) {
          out.append("becomes").append(which).append(":\n");
          for (JsonNode field : shown.path("becomes")) {
            out.append(
                "  %s.%s = %s%n"
                    .formatted(
                        field.path("entity").asText(),
                        field.path("field").asText(),
                        field.path("value").asText()));
          }
        }
      }
      out.append(dryRun ? "would be sent again: " : "sent again: ").append(sent).append('\n');
      left.forEach(
          (reason, count) ->
              out.append(
                  "left as they are: %d, e.g. %s: %s%n"
                      .formatted(count, examples.get(reason), reason)));
      if (!correction.isEmpty()) {
        out.append("kept for later failures: ").append(correction).append('\n');
      }
      return out.toString();
    }
  }
}
