package io.mainstem.connections.row;

import io.mainstem.connections.json.Pending;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.connections.Connection;
import io.mainstem.connections.door.Delivery;
import io.mainstem.schemas.event.Operation;
import java.time.Instant;
import java.util.List;

/** How one database connection's rows become snapshots. */
public final class RowMapping {
  private RowMapping() {}

  public static RowMapping of(Connection connection) {
    return new RowMapping();
  }

  /** Tables to capture, e.g. {@code public.shifts}. */
  public List<String> tables() {
    return Pending.value("pending");
  }

  /**
   * One row as a snapshot.
   *
   * @param table schema-qualified
   * @param row column name to value: decimals as BigDecimal nodes or text, times as ISO text with
   *     an offset, dates as {@code yyyy-MM-dd}; for a delete at least the key columns
   * @param committedAt of the transaction
   * @param position rises with every change of a row, e.g. the log sequence number
   * @throws IllegalArgumentException if the table is none of {@link #tables()} or a key is missing
   */
  public Delivery.Snapshot snapshot(
      String table, ObjectNode row, Operation operation, Instant committedAt, long position) {
    return Pending.value("pending");
  }
}
