package io.mainstem.commandcentre.trace;

import io.mainstem.commandcentre.store.ReportingStore;
import io.mainstem.commandcentre.store.Row;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the canonical records a key leads to. */
final class Finder {
  private static final int MAX_MATCHES = 20;

  private final ReportingStore store;

  Finder(ReportingStore store) {
    this.store = store;
  }

  /** What the key was taken for, and where it leads. */
  record Found(String understoodAs, List<Match> matches) {}

  Found find(Key key) {
    return switch (key) {
      case Key.Id id -> new Found("an id of ours", byId(id.entity(), id.id()));
      case Key.EmailAddress email -> new Found("an email address", byEmail(email.address()));
      case Key.PhoneNumber phone -> {
        List<Match> matches = byPhone(phone.digits());
        yield matches.isEmpty() ? byWords(phone.text()) : new Found("a phone number", matches);
      }
      case Key.SourceRecord source ->
          new Found(
              "a source record",
              linked(
                  "connection = ? and object = ? and source_id = ?",
                  source.connection(),
                  source.object(),
                  source.id()));
      case Key.Words words -> byWords(words.text());
    };
  }

  private List<Match> byId(String entity, String id) {
    List<Match> viaAlias =
        linked("entity = ? and alias = ?", entity, id).stream()
            .filter(match -> match.entity().equals(entity))
            .toList();
    if (!viaAlias.isEmpty()) {
      return viaAlias;
    }
    return labelled(entity, "t.id = ?", "its id", id);
  }

  private List<Match> byEmail(String address) {
    List<Match> matches = new ArrayList<>();
    matches.addAll(labelled("person", "t.emails @> array[?::text]", "email", address));
    matches.addAll(labelled("company", "t.emails @> array[?::text]", "email", address));
    matches.addAll(labelled("employee", "lower(t.work_email) = ?", "work email", address));
    return distinct(matches);
  }

  private List<Match> byPhone(String digits) {
    // By how it ends in the index, then by all its digits.
    String inList =
        "reporting.phone_tails(t.phones) @> array[reporting.phone_tail(?)]"
            + " and exists (select 1 from unnest(t.phones) n"
            + " where regexp_replace(n, '[^0-9]', '', 'g') like '%' || ?)";
    List<Match> matches = new ArrayList<>();
    matches.addAll(labelled("person", inList, "phone", digits, digits));
    matches.addAll(labelled("company", inList, "phone", digits, digits));
    matches.addAll(
        labelled(
            "employee",
            "reporting.phone_tail(coalesce(t.phone_e164, t.phone_raw)) = reporting.phone_tail(?)"
                + " and regexp_replace(coalesce(t.phone_e164, t.phone_raw), '[^0-9]', '', 'g')"
                + " like '%' || ?",
            "phone",
            digits,
            digits));
    return distinct(matches);
  }

  private Found byWords(String text) {
    List<Match> numbered = new ArrayList<>();
    numbered.addAll(labelled("order", "t.order_number = ?", "order number", text));
    numbered.addAll(labelled("invoice", "t.number = ?", "invoice number", text));
    numbered.addAll(labelled("invoice", "t.reference = ?", "reference", text));
    numbered.addAll(labelled("ticket", "t.number = ?", "ticket number", text));
    numbered.addAll(labelled("purchase-order", "t.number = ?", "order number", text));
    numbered.addAll(labelled("shipment", "t.tracking_number = ?", "tracking number", text));
    numbered.addAll(
        labelled("delivery-order", "t.platform_order_id = ?", "platform order number", text));
    numbered.addAll(labelled("delivery-order", "t.display_id = ?", "display number", text));
    numbered.addAll(labelled("employee", "t.employee_number = ?", "employee number", text));
    numbered.addAll(labelled("person", "t.customer_number = ?", "customer number", text));
    numbered.addAll(labelled("product", "t.sku = ?", "SKU", text));
    numbered.addAll(labelled("product", "t.gtin = ?", "GTIN", text));
    numbered.addAll(
        labelled("order", "t.external_reference = ?", "the tool's own order number", text));
    numbered.addAll(labelled("site", "t.code = ?", "site code", text));
    if (!numbered.isEmpty()) {
      return new Found("a number", distinct(numbered));
    }
    List<Match> vendor = linked("source_id = ?", text);
    if (!vendor.isEmpty()) {
      return new Found("a tool's own id", vendor);
    }
    List<Match> delivered = delivered(text);
    if (!delivered.isEmpty()) {
      return new Found("a delivery receipt", delivered);
    }
    return new Found("words", named(text));
  }

  private List<Match> named(String text) {
    String pattern = "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    List<Match> matches = new ArrayList<>();
    matches.addAll(labelled("person", "t.name_full ilike ?", "name", pattern));
    matches.addAll(
        labelled("company", "coalesce(t.trading_name, t.legal_name) ilike ?", "name", pattern));
    matches.addAll(labelled("site", "t.name ilike ?", "name", pattern));
    matches.addAll(labelled("terminal", "t.name ilike ?", "name", pattern));
    matches.addAll(labelled("employee", "t.name_full ilike ?", "name", pattern));
    matches.addAll(labelled("deal", "t.name ilike ?", "name", pattern));
    matches.addAll(labelled("product", "t.name ilike ?", "name", pattern));
    return distinct(matches);
  }

  /** Canonical records that the events of a delivery reached. */
  private List<Match> delivered(String receipt) {
    return distinct(
        store
            .query(
                """
                select x.entity, x.id, 'reached by this delivery' as why
                from ops.outcome o,
                  jsonb_to_recordset(o.entities) as x(entity text, id text)
                where o.event_id in (
                  select ? union all select event_id from ops.source_event where delivery_id = ?)
                limit ?
                """,
                row -> new Match(row.text("entity"), row.text("id"), "", row.text("why")),
                receipt,
                receipt,
                MAX_MATCHES)
            .stream()
            .map(this::withLabel)
            .toList());
  }

  private List<Match> linked(String condition, Object... parameters) {
    return distinct(
        store
            .query(
                "select entity, canonical_id as id, connection || ' ' || object as why"
                    + " from ops.link where "
                    + condition
                    + " order by at limit ?",
                row -> new Match(row.text("entity"), row.text("id"), "", row.text("why")),
                limited(parameters))
            .stream()
            .map(this::withLabel)
            .toList());
  }

  private static Object[] limited(Object... parameters) {
    Object[] all = Arrays.copyOf(parameters, parameters.length + 1);
    all[parameters.length] = MAX_MATCHES;
    return all;
  }

  private Match withLabel(Match match) {
    if (!EntityTables.isEntity(match.entity())) {
      return match;
    }
    Optional<Match> found =
        labelled(match.entity(), "t.id = ?", match.why(), match.id()).stream().findFirst();
    return found.orElse(new Match(match.entity(), match.id(), match.id(), match.why()));
  }

  private List<Match> labelled(String entity, String condition, String why, Object... parameters) {
    return store.query(
        "select coalesce(t.merged_into, t.id) as id, "
            + EntityTables.label(entity)
            + " as label from "
            + EntityTables.table(entity)
            + " t where "
            + condition
            + " order by (t.merged_into is not null), t.deleted, t.updated_at desc limit ?",
        row -> match(entity, why, row),
        limited(parameters));
  }

  private static Match match(String entity, String why, Row row) throws SQLException {
    return new Match(entity, row.text("id"), row.text("label"), why);
  }

  private static List<Match> distinct(List<Match> matches) {
    Map<String, Match> byId = new LinkedHashMap<>();
    matches.forEach(match -> byId.putIfAbsent(match.id(), match));
    return List.copyOf(byId.values());
  }
}
