package io.mainstem.ingest.cdc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.connections.door.Delivery;
import io.mainstem.schemas.event.Operation;
import java.time.Instant;

/** What the tool file makes of a row: {@link io.mainstem.connections.row.RowMapping#snapshot}. */
@FunctionalInterface
public interface RowSnapshots {

  /**
   * One row as a snapshot.
   *
   * @throws IllegalArgumentException if the row does not fit the tool file
   */
  Delivery.Snapshot snapshot(
      String table, ObjectNode row, Operation operation, Instant committedAt, long position);
}
