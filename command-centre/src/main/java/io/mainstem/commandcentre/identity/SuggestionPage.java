package io.mainstem.commandcentre.identity;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The answer to {@code GET /api/identity/suggestions?entity=&after=}.
 *
 * @param totals how many wait, by entity; of all, whatever was asked for
 * @param currency of every amount
 * @param suggestions highest expected value first
 * @param next the {@code after} of the next page; null on the last
 */
public record SuggestionPage(
    List<Total> totals, String currency, List<Suggestion> suggestions, @Nullable String next) {

  public record Total(String entity, long suggestions) {}

  /**
   * Two that may be one.
   *
   * @param money what is at stake: orders and invoices of the smaller of the two that has any
   * @param facts the same as a number of facts
   * @param expectedMoney probability × money, by which they are listed; then comes expectedFacts
   * @param stopped why they were not linked although they are alike enough
   */
  public record Suggestion(
      String entity,
      Side left,
      Side right,
      double probability,
      BigDecimal money,
      long facts,
      BigDecimal expectedMoney,
      double expectedFacts,
      List<Evidence> evidenceFor,
      List<Evidence> evidenceAgainst,
      @Nullable String stopped,
      Instant at) {
    /** Every field that either of the two says something about, in one order. */
    public List<String> fields() {
      return Stream.of(left, right)
          .flatMap(side -> side.values().stream())
          .map(Value::field)
          .distinct()
          .toList();
    }
  }

  /** One comparison. Each bit doubles, or halves, the odds that both are one. */
  public record Evidence(String comparison, String words, double bits) {}

  /** One of the two, with what is known of the canonical record it is part of. */
  public record Side(Named record, List<Value> values) {
    /** One field's values; none where nothing is said. */
    public List<String> of(String field) {
      return values.stream()
          .filter(value -> value.field().equals(field))
          .findFirst()
          .map(Value::values)
          .orElse(List.of());
    }
  }

  public record Value(String field, List<String> values) {}
}
