package io.mainstem.commandcentre.trace;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.connections.Authority;
import io.mainstem.connections.Ownership;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The provenance of one record's fields in plain words. */
final class Explanation {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);
  private static final String EXTENSIONS = "extensions.";
  private static final String ELEMENTS = "elements: ";

  private final String entity;
  private final JsonNode document;
  private final Authority authority;

  Explanation(String entity, JsonNode document, Authority authority) {
    this.entity = entity;
    this.document = document;
    this.authority = authority;
  }

  /** What was written down when the field was merged. */
  private record Recorded(
      String winner, String rule, @Nullable String group, @Nullable LocalDate since) {}

  Why.FieldWhy of(String field, @Nullable Instant heldSince) {
    JsonNode value =
        field.startsWith(EXTENSIONS)
            ? document.path("extensions").path(field.substring(EXTENSIONS.length()))
            : document.path(field);
    JsonNode provenance = document.path("provenance").path(field);
    List<String> values = Fields.isSaid(value) ? Fields.lines(value) : List.of();
    if (provenance.isMissingNode()) {
      return new Why.FieldWhy(
          field,
          values,
          "",
          "",
          values.isEmpty() ? "No source says anything." : "Where it came from was not recorded.",
          0,
          null,
          null,
          List.of(),
          List.of());
    }
    Recorded recorded =
        new Recorded(
            connection(provenance.path("source")),
            provenance.path("rule").asText(),
            text(provenance.path("group")),
            Optional.ofNullable(text(provenance.path("since"))).map(LocalDate::parse).orElse(null));
    Ownership.@Nullable Order order = order(field, recorded, provenance);
    return new Why.FieldWhy(
        field,
        values,
        record(provenance.path("source")),
        recorded.rule(),
        because(recorded, order),
        order == null ? 0 : order.line(),
        recorded.since(),
        heldSince,
        elements(value, provenance.path("elements")),
        losers(provenance.path("losers"), recorded));
  }

  /** The order that chose it, where authority.yaml still says so. */
  private Ownership.@Nullable Order order(String field, Recorded recorded, JsonNode provenance) {
    if (!recorded.rule().contains(" before ")) {
      return null;
    }
    Ownership ownership =
        authority.ownership(entity, field.startsWith(EXTENSIONS) ? "extensions" : field);
    boolean sameGroup = Objects.equals(ownership.group(), recorded.group());
    return ownership.orders().stream()
        .filter(order -> sameGroup && Objects.equals(order.since(), recorded.since()))
        .filter(order -> puts(order, recorded.winner(), provenance))
        .findFirst()
        .orElse(null);
  }

  private boolean puts(Ownership.Order order, String winner, JsonNode provenance) {
    String first = recordedFirst(provenance.path("rule").asText()).orElse(winner);
    String next = provenance.path("rule").asText().replaceFirst("^.* before ", "");
    return order.rank(first) < order.rank(next);
  }

  private static Optional<String> recordedFirst(String rule) {
    int from = rule.indexOf(": ");
    int to = rule.indexOf(" before ");
    return from > 0 && to > from ? Optional.of(rule.substring(from + 2, to)) : Optional.empty();
  }

  private static String because(Recorded recorded, Ownership.@Nullable Order order) {
    String rule = recorded.rule();
    if (rule.equals("only source")) {
      return recorded.group() == null
          ? "Only " + recorded.winner() + " says it."
          : "Only " + recorded.winner() + " says anything of its group, " + recorded.group() + ".";
    }
    if (!rule.contains(" before ")) {
      return "%s holds several records of it: the one that spoke last counts."
          .formatted(recorded.winner());
    }
    String pair = rule.substring(rule.indexOf(": ") + 2);
    String first = recordedFirst(rule).orElse(recorded.winner());
    String list = rule.startsWith(ELEMENTS) ? "Every source's elements are kept, each once. " : "";
    String since = recorded.since() == null ? "" : " since " + DAY.format(recorded.since());
    String group =
        recorded.group() == null
            ? ""
            : " The fields of '%s' are taken from one record together.".formatted(recorded.group());
    if (order == null) {
      return list
          + "When it was merged, "
          + pair
          + since
          + "; authority.yaml has changed since."
          + group;
    }
    boolean named = order.connections().indexOf(first) < order.named();
    String place =
        named
            ? "authority.yaml puts %s (line %d)%s.".formatted(pair, order.line(), since)
            : "authority.yaml names neither, so their names decide: " + pair + ".";
    return list + place + group;
  }

  private List<Why.ElementWhy> elements(JsonNode value, JsonNode origins) {
    List<Why.ElementWhy> elements = new ArrayList<>();
    for (int i = 0; i < origins.size() && i < value.size(); i++) {
      List<String> agree = new ArrayList<>();
      origins.path(i).path("agree").forEach(index -> agree.add(record(index)));
      elements.add(
          new Why.ElementWhy(
              Fields.shown(value.path(i)),
              record(origins.path(i).path("source")),
              List.copyOf(agree)));
    }
    return List.copyOf(elements);
  }

  private List<Why.LoserWhy> losers(JsonNode losing, Recorded recorded) {
    List<Why.LoserWhy> losers = new ArrayList<>();
    for (JsonNode loser : losing) {
      boolean conflict = loser.path("conflict").asBoolean();
      String connection = connection(loser.path("source"));
      losers.add(
          new Why.LoserWhy(
              record(loser.path("source")),
              Fields.shownJson(loser.path("value").asText()),
              conflict,
              lost(connection, conflict, recorded)));
    }
    return List.copyOf(losers);
  }

  private static String lost(String connection, boolean conflict, Recorded recorded) {
    if (connection.equals(recorded.winner())) {
      return "another record of " + connection + ", which spoke earlier";
    }
    return conflict
        ? "a conflict: " + connection + " comes after " + recorded.winner()
        : "no contradiction: another spelling, less detail, or a figure each system keeps for"
            + " itself";
  }

  private String record(JsonNode index) {
    JsonNode source = source(index);
    return source.isMissingNode()
        ? ""
        : String.join(
            " ",
            source.path("connection").asText(),
            source.path("object").asText(),
            source.path("id").asText());
  }

  private String connection(JsonNode index) {
    return source(index).path("connection").asText();
  }

  private JsonNode source(JsonNode index) {
    return document.path("sources").path(index.asInt(-1));
  }

  private static @Nullable String text(JsonNode node) {
    return node.isTextual() ? node.asText() : null;
  }
}
