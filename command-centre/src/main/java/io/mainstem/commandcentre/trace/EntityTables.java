package io.mainstem.commandcentre.trace;

import io.mainstem.schemas.Entities;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Where the reporting store keeps each entity, what names it, and what refers to it. */
final class EntityTables {
  /** SQL over one row {@code t} that gives what people call it. */
  private static final Map<String, String> LABELS =
      Map.ofEntries(
          Map.entry("person", "coalesce(t.name_full, t.emails[1], t.phones[1], t.id)"),
          Map.entry("company", "coalesce(t.trading_name, t.legal_name, t.domain, t.id)"),
          Map.entry("site", "coalesce(t.name, t.code, t.id)"),
          Map.entry("terminal", "coalesce(t.name, t.terminal_code, t.id)"),
          Map.entry("employee", "coalesce(t.name_full, t.employee_number, t.id)"),
          Map.entry("product", "coalesce(t.name, t.sku, t.id)"),
          Map.entry("order", "coalesce('Order ' || t.order_number, t.id)"),
          Map.entry(
              "payment",
              "coalesce('Payment ' || trim_scale(t.amount)::text || ' ' || t.currency, t.id)"),
          Map.entry(
              "invoice", "coalesce('Invoice ' || t.number, 'Draft for ' || t.reference, t.id)"),
          Map.entry("deal", "coalesce(t.name, t.id)"),
          Map.entry("shift", "coalesce('Shift ' || t.role || ' ' || t.business_date, t.id)"),
          Map.entry("target", "coalesce(t.metric || ' ' || t.period_start, t.id)"));

  /** Columns ending in {@code _alias} that make one entity refer to another. */
  private static final Map<String, List<String>> REFERENCES =
      Map.of(
          "order", List.of("site_alias", "terminal_alias", "employee_alias", "customer_alias"),
          "payment",
              List.of(
                  "order_alias", "invoice_alias", "payer_alias", "site_alias", "terminal_alias"),
          "invoice", List.of("customer_alias", "order_alias", "deal_alias", "issuer_alias"),
          "deal", List.of("company_alias", "primary_contact_alias", "invoice_alias"),
          "person", List.of("company_alias"),
          "terminal", List.of("site_alias"),
          "shift", List.of("employee_alias", "site_alias"),
          "target", List.of("site_alias"));

  private EntityTables() {}

  static boolean isEntity(String name) {
    return LABELS.containsKey(name);
  }

  /** The table, quoted: {@code order} is a word of SQL. Only for known entity names. */
  static String table(String entity) {
    return "reporting.\"" + Entities.named(entity).name() + "\"";
  }

  static String label(String entity) {
    return LABELS.getOrDefault(entity, "t.id");
  }

  /** A query for records that refer to one of the aliases in parameter 1, at most parameter 2. */
  static List<String> referringQueries() {
    return REFERENCES.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(
            entry -> {
              String condition =
                  entry.getValue().stream()
                      .map(column -> "t." + column + " = any (p.aliases)")
                      .collect(Collectors.joining(" or "));
              return "select '%s' as entity, t.id, %s as label from %s t, (select ?::text[] as aliases) p where (%s) and t.merged_into is null order by t.updated_at desc limit ?"
                  .formatted(
                      entry.getKey(), label(entry.getKey()), table(entry.getKey()), condition);
            })
        .toList();
  }
}
