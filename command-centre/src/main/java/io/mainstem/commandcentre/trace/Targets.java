package io.mainstem.commandcentre.trace;

import io.mainstem.commandcentre.status.ActionView;
import io.mainstem.commandcentre.status.StatusQueries;
import io.mainstem.commandcentre.store.ReportingStore;
import io.mainstem.commandcentre.store.Row;
import java.sql.SQLException;
import java.util.List;

/** The two ends of a journey: what is still to be fetched, and what the tools hold now. */
final class Targets {
  private final ReportingStore store;

  Targets(ReportingStore store) {
    this.store = store;
  }

  /** Nothing of the record was published since it rang. */
  List<Waiting> waiting(String receipt, List<String> sourceKeys) {
    return store.query(
        """
        select d.* from (
          select * from ops.doorbell where delivery_id = ?
          union
          select b.* from unnest(?) k
          join ops.doorbell b
            on b.connection = split_part(k, '|', 1) and b.object = split_part(k, '|', 2)
            and b.source_id = substring(
              k from length(split_part(k, '|', 1)) + length(split_part(k, '|', 2)) + 3)) d
        where not exists (
          select from ops.source_event e
          where e.connection = d.connection and e.object = d.object and e.source_id = d.source_id
            and (e.delivery_id = d.delivery_id or e.published_at >= d.received_at))
        order by d.received_at desc limit ?
        """,
        row ->
            new Waiting(
                row.text("connection"),
                row.text("object"),
                row.text("source_id"),
                row.text("delivery_id"),
                row.instant("received_at")),
        receipt,
        sourceKeys,
        StatusQueries.MAX_ROWS);
  }

  List<TargetView> held(List<ActionView> actions) {
    return actions.isEmpty()
        ? List.of()
        : store.query(
            """
            select a.id, a.connection, a.object, a.result_id, r.read_at, r.differs, r.holds
            from ops.action_read_back r join ops.action a on a.id = r.action_id
            where r.action_id = any (?) order by r.read_at
            """,
            Targets::target,
            actions.stream().map(ActionView::id).toList());
  }

  /** What was done for the record and what its targets answered. */
  List<Step> audit(String id) {
    return store.query(
        "select * from ops.audit where subject = ? order by at desc limit ?",
        row ->
            new Step(
                row.instant("at"),
                row.text("actor"),
                row.text("detail").isEmpty()
                    ? row.text("verb")
                    : row.text("verb") + ": " + row.text("detail"),
                row.json("refs").path("connection").asText()),
        id,
        StatusQueries.MAX_ROWS);
  }

  private static TargetView target(Row row) throws SQLException {
    return new TargetView(
        row.text("id"),
        row.text("connection"),
        row.text("object"),
        row.textOrNull("result_id"),
        row.instant("read_at"),
        row.texts("differs"),
        row.text("holds"));
  }
}
