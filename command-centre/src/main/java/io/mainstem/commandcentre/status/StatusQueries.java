package io.mainstem.commandcentre.status;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.commandcentre.store.ReportingStore;
import io.mainstem.commandcentre.store.Row;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads what is going on from the reporting store. Every list has a limit. */
public final class StatusQueries {
  /** The longest list any page or answer shows at once. */
  public static final int MAX_ROWS = 200;

  private static final String EVENTS =
      """
      select e.event_id, e.connection, e.object, e.source_id, e.delivery_id, e.via, e.operation,
        e.version, e.occurred_at, e.received_at,
        e.topic || '/' || e.partition || '@' || e."offset" as position,
        coalesce(o.kind, 'IN_FLIGHT') as outcome, o.code, o.at as decided_at, o.entities,
        q.cause, q.field, e.published_at, substring(e.trace_parent from 4 for 32) as trace_id,
        d.received_at as rang_at
      from ops.source_event e
      left join ops.doorbell d on d.connection = e.connection and d.object = e.object
        and d.source_id = e.source_id and d.delivery_id = e.delivery_id
      left join ops.outcome o on o.event_id = e.event_id and o.delivery_id = e.delivery_id
      left join lateral (
        select cause, field from ops.quarantine q where q.event_id = e.event_id limit 1) q on true
      """;

  private static final String ACTIONS =
      """
      select a.*, coalesce(
        (select t.name from reporting.deal t where a.entity = 'deal' and t.id = a.canonical_id),
        (select t.name_full from reporting.person t
          where a.entity = 'person' and t.id = a.canonical_id),
        (select coalesce(t.trading_name, t.legal_name) from reporting.company t
          where a.entity = 'company' and t.id = a.canonical_id),
        (select 'Invoice ' || t.number from reporting.invoice t
          where a.entity = 'invoice' and t.id = a.canonical_id),
        (select t.sentence from ops.insight t
          where a.entity = 'insight' and t.id = a.canonical_id),
        a.entity || ' ' || left(a.canonical_id, 12)) as label
      from ops.action a
      """;

  private final ReportingStore store;

  public StatusQueries(ReportingStore store) {
    this.store = store;
  }

  /** One balance per source, silent ones included, by name. */
  public List<SourceBalance> balances(Collection<String> connections) {
    Map<String, SourceBalance> byName = new TreeMap<>();
    connections.forEach(name -> byName.put(name, SourceBalance.silent(name)));
    store
        .query("select * from ops.balance order by connection", StatusQueries::balance)
        .forEach(balance -> byName.put(balance.connection(), balance));
    return List.copyOf(byName.values());
  }

  /** The same per object and hour, newest hour first; an empty connection means any. */
  public List<HourBalance> balancesByHour(String connection, int limit) {
    return store.query(
        """
        select * from ops.balance_by_hour where ? = '' or connection = ?
        order by hour desc, connection, object limit ?
        """,
        StatusQueries::hourBalance,
        connection,
        connection,
        limit);
  }

  /** Open ones first, newest first. */
  public List<InsightView> insights(int limit) {
    return store.query(
        "select * from ops.insight order by (resolved_at is not null), updated_at desc limit ?",
        StatusQueries::insight,
        limit);
  }

  /** Insights whose evidence or scope names one of these canonical records. */
  public List<InsightView> insightsAbout(List<String> ids) {
    return store.query(
        """
        select i.* from ops.insight i
        where i.evidence @> any (array(
            select jsonb_build_array(jsonb_build_object('id', k)) from unnest(?::text[]) k))
          or jsonb_path_query_array(i.scope, '$.*') ??| ?
        order by i.updated_at desc limit 50
        """,
        StatusQueries::insight,
        ids,
        ids);
  }

  public Optional<InsightView> insight(String id) {
    return store.first("select * from ops.insight where id = ?", StatusQueries::insight, id);
  }

  public List<ActionView> actions(int limit) {
    return store.query(
        ACTIONS + "order by a.updated_at desc, a.id limit ?", StatusQueries::action, limit);
  }

  /** Actions about these canonical records, or that made one of them. */
  public List<ActionView> actionsAbout(List<String> ids) {
    return store.query(
        ACTIONS
            + """
            where a.id in (
              select id from ops.action where canonical_id = any (?)
              union
              select m.id from ops.link l
              join ops.action m on m.result_id = l.source_id and m.connection = l.connection
              where l.canonical_id = any (?))
            order by a.planned_at limit 50
            """,
        StatusQueries::action,
        ids,
        ids);
  }

  public List<QuarantineCause> quarantineCauses(int limit) {
    return store.query(
        """
        select connection, code, min(cause) as cause, count(*) as count, max(at) as last_at
        from ops.quarantine where state = 'OPEN'
        group by connection, code order by count desc, last_at desc limit ?
        """,
        row ->
            new QuarantineCause(
                row.text("connection"),
                row.text("code"),
                row.text("cause"),
                row.number("count"),
                row.instant("last_at")),
        limit);
  }

  /** Quarantined records, newest first; empty texts mean any. */
  public List<QuarantineItem> quarantine(String connection, String code, String cause, int limit) {
    return store.query(
        """
        select * from ops.quarantine
        where (? = '' or connection = ?) and (? = '' or code = ?) and (? = '' or cause_id = ?)
        order by at desc, id limit ?
        """,
        StatusQueries::quarantineItem,
        connection,
        connection,
        code,
        code,
        cause,
        cause,
        limit);
  }

  public Optional<QuarantineItem> quarantineItem(String id) {
    return store.first(
        "select * from ops.quarantine where id = ?", StatusQueries::quarantineItem, id);
  }

  /** The bytes of a quarantined record as they came, at most {@code limit} of them. */
  public Optional<byte[]> quarantinedBytes(String id, int limit) {
    return store.first(
        "select substring(original from 1 for ?) as original from ops.quarantine where id = ?",
        row -> row.bytes("original"),
        limit,
        id);
  }

  /** Records that several tools speak for, most lately joined first. */
  public List<JoinedRecord> joined(int limit) {
    return store.query(
        """
        select l.entity, l.canonical_id, count(*) as records, max(l.at) as joined_at,
          array_agg(distinct l.connection) as connections,
          string_agg(distinct l.rule, ', ') filter (where l.rule <> 'founder') as rules,
          coalesce(max(p.name_full), max(c.legal_name), max(c.trading_name), max(s.name),
            max(e.name_full), l.canonical_id) as label
        from ops.link l
        left join reporting.person p on p.id = l.canonical_id
        left join reporting.company c on c.id = l.canonical_id
        left join reporting.site s on s.id = l.canonical_id
        left join reporting.employee e on e.id = l.canonical_id
        group by l.entity, l.canonical_id
        having count(distinct l.connection) > 1
        order by count(distinct l.connection) desc, joined_at desc limit ?
        """,
        row ->
            new JoinedRecord(
                row.text("entity"),
                row.text("canonical_id"),
                row.text("label"),
                row.number("records"),
                row.texts("connections"),
                row.text("rules")),
        limit);
  }

  /** Events of one source with one outcome, newest first; empty texts mean any. */
  public List<EventRow> events(String connection, String outcome, int limit) {
    return store.query(
        EVENTS
            + """
            where (? = '' or e.connection = ?) and (? = '' or coalesce(o.kind, 'IN_FLIGHT') = ?)
            order by e.received_at desc, e.event_id limit ?
            """,
        StatusQueries::event,
        connection,
        connection,
        outcome,
        outcome,
        limit);
  }

  /** Events of these source records ({@code connection|object|id}) or with these ids. */
  public List<EventRow> eventsOf(List<String> sourceKeys, List<String> eventIds, int limit) {
    return store.query(
        EVENTS
            + """
            where e.event_id in (
              select s.event_id
              from unnest(?) k
              join ops.source_event s
                on s.connection = split_part(k, '|', 1) and s.object = split_part(k, '|', 2)
                and s.source_id = substring(
                  k from length(split_part(k, '|', 1)) + length(split_part(k, '|', 2)) + 3)
              union select unnest(?))
            order by e.received_at desc, e.event_id limit ?
            """,
        StatusQueries::event,
        sourceKeys,
        eventIds,
        limit);
  }

  public List<EventRow> eventsOfDelivery(String deliveryId, int limit) {
    return store.query(
        EVENTS
            + """
            where (e.event_id, e.delivery_id) in (
              select event_id, delivery_id from ops.source_event where delivery_id = ?
              union select event_id, delivery_id from ops.source_event where event_id = ?)
            order by e.received_at limit ?
            """,
        StatusQueries::event,
        deliveryId,
        deliveryId,
        limit);
  }

  /** How many insights, actions and quarantined records are open. */
  public long[] openCounts() {
    return store
        .first(
            """
            select (select count(*) from ops.insight where resolved_at is null) as insights,
              (select count(*) from ops.action where state in ('PROPOSED', 'APPROVED', 'SENT'))
                as actions,
              (select count(*) from ops.quarantine where state = 'OPEN') as quarantined
            """,
            row ->
                new long[] {
                  row.number("insights"), row.number("actions"), row.number("quarantined")
                })
        .orElseThrow();
  }

  /** Changes whenever the sink wrote anything: cheap enough to ask every second. */
  public String fingerprint() {
    return store
        .first(
            """
            select concat_ws('/',
              (select sum(position) from ops.consumer_position),
              (select max(updated_at) from ops.action),
              (select max(updated_at) from ops.insight)) as mark
            """,
            row -> row.text("mark"))
        .orElse("");
  }

  private static SourceBalance balance(Row row) throws SQLException {
    return new SourceBalance(
        row.text("connection"),
        row.number("received"),
        row.number("applied"),
        row.number("unchanged"),
        row.number("duplicate"),
        row.number("superseded"),
        row.number("echo"),
        row.number("filtered"),
        row.number("quarantined"),
        row.number("in_flight"),
        row.number("overdue"),
        row.instantOrNull("last_received_at"));
  }

  private static HourBalance hourBalance(Row row) throws SQLException {
    return new HourBalance(
        row.text("connection"),
        row.text("object"),
        row.instant("hour"),
        row.number("received"),
        row.number("applied"),
        row.number("unchanged"),
        row.number("duplicate"),
        row.number("superseded"),
        row.number("echo"),
        row.number("filtered"),
        row.number("quarantined"),
        row.number("in_flight"));
  }

  private static InsightView insight(Row row) throws SQLException {
    List<InsightView.EvidenceView> evidence = new ArrayList<>();
    for (JsonNode item : row.json("evidence")) {
      JsonNode value = item.path("value");
      evidence.add(
          new InsightView.EvidenceView(
              item.path("entity").asText(),
              item.path("id").asText(),
              item.path("label").asText(),
              value.isMissingNode() || value.isNull() ? null : value.asText()));
    }
    return new InsightView(
        row.text("id"),
        row.text("severity"),
        row.text("state"),
        row.text("metric"),
        row.text("sentence"),
        row.text("explanation"),
        row.decimal("observed"),
        row.decimal("expected"),
        row.decimal("deviation"),
        row.text("unit"),
        row.money("impact_amount"),
        row.text("impact_currency"),
        row.instant("window_start"),
        row.instant("window_end"),
        row.instant("opened_at"),
        row.instant("updated_at"),
        row.instantOrNull("resolved_at"),
        List.copyOf(evidence));
  }

  private static ActionView action(Row row) throws SQLException {
    return new ActionView(
        row.text("id"),
        row.text("flow"),
        row.text("type"),
        row.text("connection"),
        row.text("object"),
        row.text("entity"),
        row.text("canonical_id"),
        row.text("label"),
        row.text("transition"),
        row.text("policy"),
        row.text("state"),
        (int) row.number("attempts"),
        row.textOrNull("result_id"),
        row.textOrNull("code"),
        row.textOrNull("detail"),
        row.instant("planned_at"),
        row.instant("updated_at"));
  }

  private static QuarantineItem quarantineItem(Row row) throws SQLException {
    return new QuarantineItem(
        row.text("id"),
        row.text("event_id"),
        row.text("connection"),
        row.text("object"),
        row.text("source_id"),
        row.text("delivery_id"),
        row.text("stage"),
        row.text("code"),
        row.text("cause"),
        row.textOrNull("field"),
        row.instant("at"),
        row.text("state"));
  }

  private static EventRow event(Row row) throws SQLException {
    List<EventRow.Reached> reached = new ArrayList<>();
    for (JsonNode entity : row.json("entities")) {
      reached.add(
          new EventRow.Reached(
              entity.path("entity").asText(),
              entity.path("id").asText(),
              entity.path("version").asLong()));
    }
    return new EventRow(
        row.text("event_id"),
        row.text("connection"),
        row.text("object"),
        row.text("source_id"),
        row.text("delivery_id"),
        row.text("via"),
        row.text("operation"),
        row.number("version"),
        row.instantOrNull("occurred_at"),
        row.instant("received_at"),
        row.text("outcome"),
        row.textOrNull("code"),
        row.textOrNull("cause"),
        row.textOrNull("field"),
        row.instantOrNull("decided_at"),
        List.copyOf(reached),
        row.text("position"),
        row.instantOrNull("rang_at"),
        row.instantOrNull("published_at"),
        row.textOrNull("trace_id"));
  }
}
