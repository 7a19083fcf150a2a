package io.mainstem.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What {@code /api/why} answers, as a text for people. */
final class WhyText {
  private final StringBuilder out = new StringBuilder();

  private WhyText() {}

  static String of(JsonNode answer) {
    WhyText text = new WhyText();
    answer.path("why").forEach(text::record);
    return text.out.toString();
  }

  private void record(JsonNode why) {
    if (!out.isEmpty()) {
      out.append('\n');
    }
    line(
        0,
        "%s · %s %s%s"
            .formatted(
                why.path("label").asText(),
                why.path("entity").asText(),
                why.path("id").asText(),
                why.path("deleted").asBoolean() ? " · gone at its source" : ""));
    if (why.hasNonNull("redirect")) {
      line(0, why.path("redirect").asText());
    }
    JsonNode sources = why.path("sources");
    line(0, "");
    line(0, sources.size() == 1 ? "One source record" : sources.size() + " source records");
    for (JsonNode source : sources) {
      line(
          1,
          "%s, %s: %s Linked %s"
              .formatted(
                  source.path("record").asText(),
                  source.path("rule").asText(),
                  source.path("reason").asText(),
                  source.path("at").asText()));
    }
    why.path("decisions").forEach(this::said);
    why.path("fields").forEach(this::field);
  }

  private void said(JsonNode said) {
    line(
        1,
        "%s, a person, said on %s that %s: %s (%s)"
            .formatted(
                said.path("by").asText(),
                said.path("at").asText(),
                IdentityText.words(said),
                said.path("reason").asText(),
                said.path("id").asText()));
  }

  private void field(JsonNode field) {
    List<String> values = new ArrayList<>();
    field.path("values").forEach(value -> values.add(value.asText()));
    line(0, "");
    line(
        0,
        field.path("field").asText()
            + ": "
            + (values.isEmpty() ? "nothing" : String.join("; ", values)));
    String record = field.path("record").asText();
    String held =
        field.hasNonNull("heldSince") ? ", held since " + field.path("heldSince").asText() : "";
    line(
        1,
        (record.isEmpty() ? "" : "From " + record + held + ". ") + field.path("because").asText());
    for (JsonNode element : field.path("elements")) {
      List<String> agree = new ArrayList<>();
      element.path("agree").forEach(other -> agree.add(other.asText()));
      line(
          1,
          element.path("value").asText()
              + ": "
              + element.path("record").asText()
              + (agree.isEmpty() ? "" : "; the same in " + String.join(", ", agree)));
    }
    for (JsonNode loser : field.path("losers")) {
      line(
          1,
          "%s says %s: %s"
              .formatted(
                  loser.path("record").asText(),
                  loser.path("value").asText(),
                  loser.path("because").asText()));
    }
  }

  private void line(int depth, String text) {
    out.append("  ".repeat(depth)).append(text.strip()).append('\n');
  }
}
