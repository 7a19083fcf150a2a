package io.mainstem.commandcentre.identity;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.commandcentre.store.ReportingStore;
import io.mainstem.commandcentre.store.Row;
import io.mainstem.commandcentre.trace.FieldView;
import io.mainstem.commandcentre.trace.Fields;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a person should look at, dearest first. */
final class Suggestions {
  /** So many a page. */
  static final int PAGE_ROWS = 20;

  /** Of more than these, the most probable are weighed and listed. */
  static final int MAX_WEIGHED = 5_000;

  private static final int PLACE_PARTS = 4;

  /**
   * The facts that a master stands behind, and their money: orders and invoices that count, in the
   * business's own currency.
   */
  private static final String PAGE =
      """
      with s as (
        select g.*, l.canonical_id as left_id, r.canonical_id as right_id
        from ops.identity_suggestion g
        left join ops.link l on l.link_key = g.entity || '|' || g.left_record
        left join ops.link r on r.link_key = g.entity || '|' || g.right_record
        where (? = '' or g.entity = ?)
        order by g.probability desc, g.suggestion_key limit ?
      ), a as (
        select distinct k.alias, k.canonical_id from ops.link k
        where k.canonical_id in (select left_id from s union select right_id from s)
      ), f as (
        select customer_alias as alias, case when total_currency = ? then total_amount end as money
        from reporting."order" where not deleted and status is distinct from 'CANCELLED'
          and status is distinct from 'DRAFT'
        union all
        select customer_alias, case when total_currency = ? then total_amount end
        from reporting.invoice where not deleted and status is distinct from 'VOID'
        union all select product_alias, null from reporting.stock_level where not deleted
        union all select employee_alias, null from reporting.shift where not deleted
      ), w as (
        select a.canonical_id, sum(f.money) as money, count(*) as facts
        from a join f on f.alias = a.alias group by 1
      ), stakes as (
        select s.*, coalesce(least(nullif(lw.money, 0), nullif(rw.money, 0)), 0) as money,
          coalesce(least(nullif(lw.facts, 0), nullif(rw.facts, 0)), 0) as facts
        from s left join w lw on lw.canonical_id = s.left_id
          left join w rw on rw.canonical_id = s.right_id
      ), worth as (
        select *, -(probability * money)::double precision as money_rank,
          -(probability * facts)::double precision as facts_rank,
          -probability as probability_rank from stakes
      )
      select * from worth
      where (money_rank, facts_rank, probability_rank, suggestion_key) > (?, ?, ?, ?)
      order by money_rank, facts_rank, probability_rank, suggestion_key limit ?
      """;

  private final ReportingStore store;
  private final Records records;
  private final String currency;

  Suggestions(ReportingStore store, Records records, String currency) {
    this.store = store;
    this.records = records;
    this.currency = currency;
  }

  private record Found(
      String key,
      String entity,
      String left,
      String right,
      double probability,
      BigDecimal money,
      long facts,
      double moneyRank,
      double factsRank,
      JsonNode evidence,
      @Nullable String stopped,
      Instant at) {}

  static boolean isPlace(String after) {
    return rank(after).isPresent();
  }

  private record Rank(double money, double facts, double probability, String key) {}

  private static Optional<Rank> rank(String after) {
    if (after.isEmpty()) {
      return Optional.of(new Rank(Double.NEGATIVE_INFINITY, 0, 0, ""));
    }
    try {
      return Place.of(after, PLACE_PARTS)
          .map(Place::values)
          .map(
              values ->
                  new Rank(
                      Double.parseDouble(values.get(0)),
                      Double.parseDouble(values.get(1)),
                      Double.parseDouble(values.get(2)),
                      values.get(3)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  SuggestionPage page(String entity, String after) {
    Rank from = rank(after).orElseThrow();
    List<Found> found =
        store.query(
            PAGE,
            Suggestions::found,
            entity,
            entity,
            MAX_WEIGHED,
            currency,
            currency,
            from.money(),
            from.facts(),
            from.probability(),
            from.key(),
            PAGE_ROWS + 1);
    List<Found> shown = found.subList(0, Math.min(PAGE_ROWS, found.size()));
    return new SuggestionPage(
        totals(), currency, views(shown), found.size() > PAGE_ROWS ? next(shown.getLast()) : null);
  }

  private static String next(Found last) {
    return new Place(
            List.of(
                Double.toString(last.moneyRank()),
                Double.toString(last.factsRank()),
                Double.toString(-last.probability()),
                last.key()))
        .text();
  }

  private List<SuggestionPage.Total> totals() {
    return store.query(
        "select entity, count(*) as n from ops.identity_suggestion group by 1 order by 2 desc, 1",
        row -> new SuggestionPage.Total(row.text("entity"), row.number("n")));
  }

  private static Found found(Row row) throws SQLException {
    BigDecimal money = row.money("money");
    return new Found(
        row.text("suggestion_key"),
        row.text("entity"),
        row.text("left_record"),
        row.text("right_record"),
        row.decimal("probability"),
        money == null ? BigDecimal.ZERO : money,
        row.number("facts"),
        row.decimal("money_rank"),
        row.decimal("facts_rank"),
        row.json("evidence"),
        row.textOrNull("stopped"),
        row.instant("at"));
  }

  private List<SuggestionPage.Suggestion> views(List<Found> found) {
    Map<String, Set<String>> wanted = new HashMap<>();
    for (Found one : found) {
      Set<String> of = wanted.computeIfAbsent(one.entity(), _ -> new HashSet<>());
      of.add(one.left());
      of.add(one.right());
    }
    Map<String, Map<String, SuggestionPage.Side>> sides = new HashMap<>();
    wanted.forEach((entity, of) -> sides.put(entity, sides(entity, of)));
    List<SuggestionPage.Suggestion> views = new ArrayList<>();
    for (Found one : found) {
      Map<String, SuggestionPage.Side> of = sides.getOrDefault(one.entity(), Map.of());
      SuggestionPage.Side left = of.get(one.left());
      SuggestionPage.Side right = of.get(one.right());
      if (left != null && right != null) {
        views.add(view(one, left, right));
      }
    }
    return List.copyOf(views);
  }

  private Map<String, SuggestionPage.Side> sides(String entity, Set<String> of) {
    Map<String, Named> named = records.named(entity, of);
    List<String> ids = new ArrayList<>();
    named
        .values()
        .forEach(
            one -> {
              if (one.id() != null) {
                ids.add(one.id());
              }
            });
    Map<String, Records.Known> known = records.known(entity, ids);
    Map<String, SuggestionPage.Side> sides = new HashMap<>();
    named.forEach(
        (record, one) -> {
          Records.Known canonical = one.id() == null ? null : known.get(one.id());
          sides.put(
              record,
              new SuggestionPage.Side(
                  one, canonical == null ? List.of() : values(canonical.document())));
        });
    return sides;
  }

  private static List<SuggestionPage.Value> values(JsonNode document) {
    List<SuggestionPage.Value> values = new ArrayList<>();
    for (FieldView field : Fields.of(document)) {
      if (field.refersTo() == null) {
        values.add(new SuggestionPage.Value(field.name(), field.values()));
      }
    }
    return List.copyOf(values);
  }

  private static SuggestionPage.Suggestion view(
      Found one, SuggestionPage.Side left, SuggestionPage.Side right) {
    List<SuggestionPage.Evidence> evidence = new ArrayList<>();
    for (JsonNode each : one.evidence()) {
      evidence.add(
          new SuggestionPage.Evidence(
              each.path("comparison").asText(),
              each.path("words").asText(),
              each.path("bits").asDouble()));
    }
    Comparator<SuggestionPage.Evidence> byBits =
        Comparator.comparingDouble(SuggestionPage.Evidence::bits);
    return new SuggestionPage.Suggestion(
        one.entity(),
        left,
        right,
        one.probability(),
        one.money(),
        one.facts(),
        BigDecimal.valueOf(-one.moneyRank()),
        -one.factsRank(),
        evidence.stream().filter(each -> each.bits() > 0).sorted(byBits.reversed()).toList(),
        evidence.stream().filter(each -> each.bits() < 0).sorted(byBits).toList(),
        one.stopped(),
        one.at());
  }
}
