package io.mainstem.commandcentre.trace;

import io.mainstem.schemas.AvroTypes;
import io.mainstem.schemas.Entities;
import io.mainstem.schemas.EntityType;
import io.mainstem.schemas.canonical.Ref;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Where the reporting store keeps each entity, what names it, and what refers to it. */
public final class EntityTables {
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
          Map.entry("target", "coalesce(t.metric || ' ' || t.period_start, t.id)"),
          Map.entry("ledger-account", "coalesce(t.code || ' ' || t.name, t.name, t.id)"),
          Map.entry("project", "coalesce(t.name, t.code, t.id)"),
          Map.entry("campaign", "coalesce(t.name, t.utm_campaign, t.id)"),
          Map.entry("adjustment", "coalesce(initcap(t.kind) || ' ' || t.business_date, t.id)"),
          Map.entry("ledger-entry", "coalesce(t.description, t.account_code, t.id)"),
          Map.entry("stock-movement", "coalesce(initcap(t.kind) || ' ' || t.business_date, t.id)"),
          Map.entry("purchase-order", "coalesce('Purchase order ' || t.number, t.id)"),
          Map.entry("timecard", "coalesce('Timecard ' || t.business_date, t.id)"),
          Map.entry("leave", "coalesce(initcap(t.type) || ' from ' || t.start_date, t.id)"),
          Map.entry(
              "delivery-order",
              "coalesce(t.platform || ' ' || coalesce(t.display_id, t.platform_order_id), t.id)"),
          Map.entry("fee-line", "coalesce(initcap(t.kind) || ' ' || t.statement_id, t.id)"),
          Map.entry("shipment", "coalesce(t.carrier || ' ' || t.tracking_number, t.id)"),
          Map.entry("feedback", "coalesce(initcap(t.kind) || ' on ' || t.platform, t.id)"),
          Map.entry("ticket", "coalesce(t.subject, 'Ticket ' || t.number, t.id)"),
          Map.entry("interaction", "coalesce(initcap(t.kind) || ' ' || t.at::date, t.id)"),
          Map.entry("task", "coalesce(t.title, t.id)"),
          Map.entry("touch", "coalesce(initcap(t.kind) || ' ' || t.at::date, t.id)"),
          Map.entry("document", "coalesce(t.name, t.id)"),
          Map.entry("subscription", "coalesce(t.plan, t.id)"));

  /** This many of each entity that refer to a record. */
  static final int MAX_RELATED = 8;

  private static final String REFERRING =
      "select t.id, %s as label, t.updated_at from p cross join lateral"
          + " (select * from %s n where n.%s = p.alias and n.merged_into is null"
          + " order by n.updated_at desc limit "
          + MAX_RELATED
          + ") t";

  private static final Pattern HUMP = Pattern.compile("[A-Z]");

  /** Columns ending in {@code _alias} that make one entity refer to another. */
  private static final Map<EntityType, List<String>> REFERENCES =
      Entities.all().stream()
          .collect(Collectors.toUnmodifiableMap(entity -> entity, EntityTables::references));

  private EntityTables() {}

  public static boolean isEntity(String name) {
    return Entities.find(name).isPresent();
  }

  /** The table, quoted: {@code order} is a word of SQL. Only for known entity names. */
  public static String table(String entity) {
    return "reporting.\"" + Entities.named(entity).table() + "\"";
  }

  public static String label(String entity) {
    return LABELS.getOrDefault(entity, "t.id");
  }

  private static List<String> references(EntityType entity) {
    return entity.schema().getFields().stream()
        .filter(field -> AvroTypes.notNull(field.schema()).equals(Ref.getClassSchema()))
        .map(field -> HUMP.matcher(field.name()).replaceAll("_$0").toLowerCase(Locale.ROOT))
        .map(column -> column + "_alias")
        .toList();
  }

  /** A query for records that refer to one of the aliases in parameter 1, at most parameter 2. */
  static List<String> referringQueries() {
    return REFERENCES.entrySet().stream()
        .filter(entry -> !entry.getValue().isEmpty())
        .sorted(Comparator.comparing(entry -> entry.getKey().name()))
        .map(
            entry -> {
              String entity = entry.getKey().name();
              // The newest of each reference by its own index, then the newest of all.
              String found =
                  entry.getValue().stream()
                      .map(column -> REFERRING.formatted(label(entity), table(entity), column))
                      .collect(Collectors.joining(" union "));
              return "with p as (select unnest(?::text[]) as alias) select '%s' as entity, r.id, r.label from (%s) r order by r.updated_at desc limit ?"
                  .formatted(entity, found);
            })
        .toList();
  }
}
