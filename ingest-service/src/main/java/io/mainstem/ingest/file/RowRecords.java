package io.mainstem.ingest.file;

import io.mainstem.connections.door.Delivery;
import io.mainstem.connections.file.BrokenRow;
import io.mainstem.connections.file.RowFault;
import io.mainstem.ingest.event.EventIds;
import io.mainstem.ingest.event.Origin;
import io.mainstem.ingest.event.SourceRecords;
import java.nio.charset.StandardCharsets;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Kafka records for the rows of one file. */
record RowRecords(String file, Origin origin) {
  /** Header: the file and line a record came from. */
  static final String PLACE_HEADER = "mainstem-place";

  ProducerRecord<String, SpecificRecord> known(Delivery.Snapshot snapshot, long line) {
    return placed(SourceRecords.read(snapshot, origin), line);
  }

  /** The same bad row in tomorrow's file is the same event, wherever it stands then. */
  ProducerRecord<String, SpecificRecord> unknown(
      RowFault fault, String cause, String row, long line) {
    return placed(
        SourceRecords.unplaced(
            "ROW_" + fault,
            place(line) + ": " + cause,
            BrokenRow.kept(file, line, fault, cause, row),
            "application/json",
            EventIds.ofDelivery(origin.connection(), "row|" + fault + "|" + EventIds.hash(row)),
            origin),
        line);
  }

  ProducerRecord<String, SpecificRecord> absent(Delivery.Snapshot snapshot) {
    return SourceRecords.read(snapshot, origin);
  }

  private ProducerRecord<String, SpecificRecord> placed(
      ProducerRecord<String, SpecificRecord> message, long line) {
    message.headers().add(PLACE_HEADER, place(line).getBytes(StandardCharsets.UTF_8));
    return message;
  }

  private String place(long line) {
    return file + ", line " + line;
  }
}
