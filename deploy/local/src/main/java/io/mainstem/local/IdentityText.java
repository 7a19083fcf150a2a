package io.mainstem.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Suggestions and decisions as the command centre answers them, as a text for people. */
final class IdentityText {
  private final StringBuilder out = new StringBuilder();

  private IdentityText() {}

  static String suggestions(JsonNode page) {
    IdentityText text = new IdentityText();
    String currency = page.path("currency").asText();
    if (page.path("suggestions").isEmpty()) {
      text.line(0, "Nobody needs to be asked.");
    }
    for (JsonNode one : page.path("suggestions")) {
      text.suggestion(one, currency);
    }
    if (page.hasNonNull("next")) {
      text.line(0, "More: --after " + page.path("next").asText());
    }
    return text.out.toString();
  }

  private void suggestion(JsonNode one, String currency) {
    double money = one.path("money").asDouble();
    line(
        0,
        String.format(
            Locale.ROOT,
            "%s · %.1f %% probable · at stake: %s",
            one.path("entity").asText(),
            100 * one.path("probability").asDouble(),
            money > 0
                ? String.format(Locale.ROOT, "%s %.2f", currency, money)
                : one.path("facts").asLong() + " facts"));
    side(one.path("left"));
    side(one.path("right"));
    for (JsonNode each : one.path("evidenceFor")) {
      evidence("+", each);
    }
    for (JsonNode each : one.path("evidenceAgainst")) {
      evidence("-", each);
    }
    if (one.hasNonNull("stopped")) {
      line(1, one.path("stopped").asText());
    }
    line(0, "");
  }

  private void side(JsonNode side) {
    JsonNode record = side.path("record");
    line(
        1,
        "%-44s %s"
            .formatted(
                record.path("record").asText().replaceFirst("\\|", "/").replaceFirst("\\|", "/"),
                record.path("label").asText()));
  }

  private void evidence(String sign, JsonNode each) {
    line(
        2,
        String.format(
            Locale.ROOT,
            "%s %4.1f bits  %s: %s",
            sign,
            Math.abs(each.path("bits").asDouble()),
            each.path("comparison").asText(),
            each.path("words").asText()));
  }

  static String decisions(JsonNode page) {
    IdentityText text = new IdentityText();
    if (page.path("decisions").isEmpty()) {
      text.line(0, "Nobody has decided anything.");
    }
    for (JsonNode one : page.path("decisions")) {
      text.line(
          0,
          "%s  %-9s %s: %s"
              .formatted(
                  one.path("id").asText(),
                  one.path("state").asText().toLowerCase(Locale.ROOT).replace('_', ' '),
                  one.path("entity").asText(),
                  words(one)));
      text.line(
          1,
          "%s, %s: %s"
              .formatted(
                  one.path("by").asText(), one.path("at").asText(), one.path("reason").asText()));
      if (one.hasNonNull("contradiction")) {
        text.line(1, "Not followed: " + one.path("contradiction").asText());
      }
    }
    if (page.hasNonNull("next")) {
      text.line(0, "More: --after " + page.path("next").asText());
    }
    return text.out.toString();
  }

  /** What a decision says, without its full stop. */
  static String words(JsonNode decision) {
    List<String> records = new ArrayList<>();
    for (JsonNode record : decision.path("records")) {
      String named = record.isTextual() ? record.asText() : record.path("record").asText();
      records.add(named.replaceFirst("\\|", " ").replaceFirst("\\|", " "));
    }
    String first = records.isEmpty() ? "" : records.getFirst();
    String others =
        String.join(" and ", records.subList(Math.min(1, records.size()), records.size()));
    return switch (decision.path("kind").asText()) {
      case "MUST_LINK" -> first + " and " + others + " are the same";
      case "REVOKED" -> "what was decided about " + first + " and " + others + " is taken back";
      default -> first + " is not the same as " + others;
    };
  }

  private void line(int depth, String text) {
    out.append(("  ".repeat(depth) + text).stripTrailing()).append('\n');
  }
}
