package io.mainstem.ingest.cdc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.connections.door.Delivery;
import io.mainstem.connections.json.Bytes;
import io.mainstem.ingest.event.EventIds;
import io.mainstem.schemas.event.Operation;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/** Reads the engine's records: a row change as a delivery, or nothing to publish. */
final class RowReader {

  static final String ROW_UNFIT = "ROW_UNFIT";

  private final RowSnapshots snapshots;

  RowReader(RowSnapshots snapshots) {
    this.snapshots = snapshots;
  }

  /** Transaction marks, heartbeats and truncations carry no row. */
  Optional<Delivery> read(SourceRecord sourceRecord) {
    if (!(sourceRecord.value() instanceof Struct envelope)
        || envelope.schema().field("op") == null) {
      return Optional.empty();
    }
    boolean deleted = "d".equals(envelope.getString("op"));
    Struct image = envelope.getStruct(deleted ? "before" : "after");
    return Optional.ofNullable(image).map(row -> delivery(envelope, row, deleted));
  }

  /** When the row's transaction was committed, by the database's clock. */
  static Optional<Instant> committedAt(SourceRecord sourceRecord) {
    return sourceRecord.value() instanceof Struct envelope
            && envelope.schema().field("source") != null
        ? Optional.of(committedAt(envelope.getStruct("source")))
        : Optional.empty();
  }

  private Delivery delivery(Struct envelope, Struct image, boolean deleted) {
    Struct source = envelope.getStruct("source");
    boolean binlog = source.schema().field("file") != null;
    String table = source.getString(binlog ? "db" : "schema") + "." + source.getString("table");
    long position = binlog ? binlogVersion(source) : lsn(source);
    ObjectNode row = RowJson.of(image);
    try {
      return snapshots.snapshot(
          table, row, deleted ? Operation.DELETE : Operation.UPSERT, committedAt(source), position);
    } catch (IllegalArgumentException unfit) {
      // A row nobody can place must not stop those behind it: it is kept and shown.
      Bytes payload = Bytes.utf8(row.toString());
      return new Delivery.Unplaced(
          ROW_UNFIT,
          table + ": " + unfit.getMessage(),
          payload,
          table + "|" + position + "|" + EventIds.hash(payload.toArray()));
    }
  }

  private static long lsn(Struct source) {
    Long lsn = source.getInt64("lsn");
    return lsn == null ? 0 : lsn;
  }

  private static long binlogVersion(Struct source) {
    return new BinlogPosition(source.getString("file"), source.getInt64("pos"))
        .version(source.getInt32("row"));
  }

  private static Instant committedAt(Struct source) {
    return Instant.EPOCH.plus(source.getInt64("ts_us"), ChronoUnit.MICROS);
  }
}
