package io.mainstem.simulators.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** A search: any filter group whose filters all hold, or the query anywhere, then sorted. */
final class Search {
  private final Predicate<JsonNode> wanted;
  private final Comparator<JsonNode> order;

  private Search(Predicate<JsonNode> wanted, Comparator<JsonNode> order) {
    this.wanted = wanted;
    this.order = order;
  }

  static Search of(JsonNode body) {
    Predicate<JsonNode> wanted = record -> body.path("filterGroups").isEmpty();
    for (JsonNode group : body.path("filterGroups")) {
      Predicate<JsonNode> all = record -> true;
      for (JsonNode filter : group.path("filters")) {
        all = all.and(record -> holds(filter, record.path("properties")));
      }
      wanted = wanted.or(all);
    }
    String query = body.path("query").asText("").toLowerCase(Locale.ROOT);
    Predicate<JsonNode> matches =
        record ->
            query.isEmpty()
                || record.path("properties").toString().toLowerCase(Locale.ROOT).contains(query);
    return new Search(wanted.and(matches), order(body.path("sorts").path(0)));
  }

  List<ObjectNode> find(List<ObjectNode> all) {
    return all.stream().filter(wanted).sorted(order).toList();
  }

  private static Comparator<JsonNode> order(JsonNode sort) {
    String property = sort.path("propertyName").asText("hs_object_id");
    Comparator<JsonNode> by =
        (a, b) ->
            compare(
                a.path("properties").path(property).asText(),
                b.path("properties").path(property).asText());
    return sort.path("direction").asText().equals("DESCENDING") ? by.reversed() : by;
  }

  private static boolean holds(JsonNode filter, JsonNode properties) {
    JsonNode property = properties.path(filter.path("propertyName").asText());
    boolean present =
        !property.isMissingNode() && !property.isNull() && !property.asText().isEmpty();
    String actual = property.asText("");
    String value = filter.path("value").asText();
    List<String> values = new ArrayList<>();
    filter.path("values").forEach(v -> values.add(v.asText().toLowerCase(Locale.ROOT)));
    String lower = actual.toLowerCase(Locale.ROOT);
    return switch (filter.path("operator").asText()) {
      case "EQ" -> present && compare(actual, value) == 0;
      case "NEQ" -> present && compare(actual, value) != 0;
      case "GT" -> present && compare(actual, value) > 0;
      case "GTE" -> present && compare(actual, value) >= 0;
      case "LT" -> present && compare(actual, value) < 0;
      case "LTE" -> present && compare(actual, value) <= 0;
      case "BETWEEN" ->
          present
              && compare(actual, value) >= 0
              && compare(actual, filter.path("highValue").asText()) <= 0;
      case "IN" -> values.contains(lower);
      case "NOT_IN" -> present && !values.contains(lower);
      case "HAS_PROPERTY" -> present;
      case "NOT_HAS_PROPERTY" -> !present;
      case "CONTAINS_TOKEN" -> lower.contains(value.toLowerCase(Locale.ROOT).replace("*", ""));
      case "NOT_CONTAINS_TOKEN" -> !lower.contains(value.toLowerCase(Locale.ROOT).replace("*", ""));
      default -> false;
    };
  }

  /**
   * Times as times whether written as ISO or as milliseconds, numbers as numbers, the rest as text.
   */
  private static int compare(String left, String right) {
    try {
      return number(left).compareTo(number(right));
    } catch (NumberFormatException | DateTimeException text) {
      return left.compareToIgnoreCase(right);
    }
  }

  private static BigDecimal number(String text) {
    return text.matches("\\d{4}-\\d{2}-\\d{2}T.*")
        ? BigDecimal.valueOf(Instant.parse(text).toEpochMilli())
        : new BigDecimal(text);
  }
}
