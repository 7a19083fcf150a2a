package io.mainstem.commandcentre.quarantine;

import io.mainstem.commandcentre.store.ReportingStore;
import io.mainstem.commandcentre.store.Row;
import io.mainstem.connections.json.Bytes;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is in quarantine, and who has it in hand, in the reporting store. */
final class Items {
  private static final String ITEM =
      """
      select q.*, coalesce(m.revision + 1, 0) as hands, m.actor, m.reason, m.at as hand_at,
        m.event_id as hand_event
      from ops.quarantine q
      left join lateral (
        select * from ops.mend m where m.item_id = q.id order by m.revision desc limit 1) m on true
      """;

  private final ReportingStore store;

  Items(ReportingStore store) {
    this.store = store;
  }

  List<Cause> causes(int limit) {
    return store.query(
        """
        select cause_id, connection, object, code, count(*) as count, min(at) as oldest_at,
          max(at) as last_at, (array_agg(id order by at desc))[1] as example,
          (array_agg(cause order by at desc))[1] as cause,
          (array_agg(field order by at desc))[1] as field
        from ops.quarantine where state = 'OPEN'
        group by cause_id, connection, object, code order by count desc, last_at desc limit ?
        """,
        row ->
            new Cause(
                row.text("cause_id"),
                row.text("connection"),
                row.text("object"),
                row.text("code"),
                row.text("cause"),
                row.textOrNull("field"),
                row.number("count"),
                row.instant("oldest_at"),
                row.instant("last_at"),
                row.text("example"),
                NextStep.of(row.text("code"), row.text("cause_id"), row.textOrNull("field"))),
        limit);
  }

  Optional<Item> find(String id) {
    return store.first(ITEM + "where q.id = ?", Items::item, id);
  }

  /** Open ones of that cause, or of that connection (and object), in the order of their ids. */
  List<Item> open(String causeId, String connection, String object, String after, int limit) {
    return store.query(
        ITEM
            + """
            where q.state = 'OPEN' and (? = '' or q.cause_id = ?) and (? = '' or q.connection = ?)
              and (? = '' or q.object = ?) and q.id > ?
            order by q.id limit ?
            """,
        Items::item,
        causeId,
        causeId,
        connection,
        connection,
        object,
        object,
        after,
        limit);
  }

  /** Takes it in hand; false where somebody else did first. */
  boolean take(Item item, Item.Hand hand, String diff, @Nullable String correctionId) {
    return store.update(
            """
            insert into ops.mend (item_id, revision, actor, reason, at, event_id, diff, correction_id)
            values (?, ?, ?, ?, ?, ?, ?::jsonb, nullif(?, '')) on conflict do nothing
            """,
            item.id(),
            item.revision(),
            hand.by(),
            hand.reason(),
            hand.at().atOffset(ZoneOffset.UTC),
            hand.eventId(),
            diff,
            correctionId == null ? "" : correctionId)
        == 1;
  }

  /** Lets go of it: nothing was sent. */
  void release(Item item) {
    store.update(
        "delete from ops.mend where item_id = ? and revision = ?", item.id(), item.revision());
  }

  private static Item item(Row row) throws SQLException {
    Instant handAt = row.instantOrNull("hand_at");
    String how = row.textOrNull("closed_how");
    boolean open = row.text("state").equals("OPEN");
    return new Item(
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
        row.text("cause_id"),
        row.instant("at"),
        row.text("state"),
        row.text("topic"),
        (int) row.number("partition"),
        row.number("offset"),
        Bytes.of(row.bytes("original")),
        (int) row.number("hands"),
        handAt == null
            ? null
            : new Item.Hand(row.text("actor"), row.text("reason"), handAt, row.text("hand_event")),
        open || how == null
            ? null
            : new Item.Closed(how, row.text("closed_by"), row.instant("closed_at")));
  }
}
