package io.mainstem.ingest.cdc;

import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Where in the database's log a record stands.
 *
 * @param kind what the record is
 * @param lsn log sequence number; several rows may share one
 */
record LogPosition(Kind kind, long lsn) {

  /** Kinds of records the engine hands over, as far as they matter for grouping. */
  enum Kind {
    SNAPSHOT_ROW,
    ROW,
    TRANSACTION_BEGIN,
    TRANSACTION_END,
    HEARTBEAT
  }

  private static final String HEARTBEAT_TOPIC_PREFIX = "__debezium-heartbeat";

  static LogPosition of(SourceRecord sourceRecord) {
    return new LogPosition(kindOf(sourceRecord), lsnOf(sourceRecord.sourceOffset()));
  }

  private static Kind kindOf(SourceRecord sourceRecord) {
    if (sourceRecord.topic().startsWith(HEARTBEAT_TOPIC_PREFIX)) {
      return Kind.HEARTBEAT;
    }
    if (sourceRecord.valueSchema() != null
        && sourceRecord.valueSchema().field("status") != null
        && sourceRecord.valueSchema().field("data_collections") != null) {
      return "BEGIN"
              .equals(
                  ((org.apache.kafka.connect.data.Struct) sourceRecord.value()).getString("status"))
          ? Kind.TRANSACTION_BEGIN
          : Kind.TRANSACTION_END;
    }
    return sourceRecord.sourceOffset().containsKey("snapshot") ? Kind.SNAPSHOT_ROW : Kind.ROW;
  }

  private static long lsnOf(Map<String, ?> offset) {
    return offset.get("lsn") instanceof Number lsn ? lsn.longValue() : 0;
  }
}
