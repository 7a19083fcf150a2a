package io.mainstem.connections.row;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.connections.Connection;
import io.mainstem.connections.door.Delivery;
import io.mainstem.connections.expression.Moments;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.json.JsonPath;
import io.mainstem.connections.tool.ObjectSpec;
import io.mainstem.connections.tool.TableSpec;
import io.mainstem.schemas.event.Operation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** How one database connection's rows become snapshots. */
public final class RowMapping {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  private final Connection connection;

  private RowMapping(Connection connection) {
    this.connection = connection;
  }

  public static RowMapping of(Connection connection) {
    return new RowMapping(connection);
  }

  /** Tables to capture, e.g. {@code public.shifts}. */
  public List<String> tables() {
    return List.copyOf(connection.tool().tables().keySet());
  }

  /**
   * One row as a snapshot; its version is its place in the log, which orders deletes too.
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
    TableSpec spec = connection.tool().tables().get(table);
    if (spec == null) {
      throw new IllegalArgumentException(
          "table: " + table + " (expected: one of " + tables() + ")");
    }
    String id =
        spec.key().stream().map(column -> key(row, column)).collect(Collectors.joining(","));
    nameRow(spec, row, id);
    return new Delivery.Snapshot(
        spec.object(),
        id,
        position,
        occurredAt(spec, row, operation, committedAt),
        operation,
        operation == Operation.DELETE ? Bytes.EMPTY : bytes(row),
        String.join("|", "row", table, id, Long.toString(position), operation.name()));
  }

  /** Where no column is called like the object's id, the key is its id. */
  private void nameRow(TableSpec table, ObjectNode row, String id) {
    connection
        .tool()
        .find(table.object())
        .map(object -> object.id().steps())
        .filter(steps -> steps.size() == 1 && !row.has(steps.getFirst()))
        .ifPresent(steps -> row.put(steps.getFirst(), id));
  }

  private Instant occurredAt(
      TableSpec table, ObjectNode row, Operation operation, Instant committedAt) {
    ObjectSpec object = connection.tool().specs().get(table.object());
    JsonPath path = object == null ? null : object.occurredAt();
    return path == null || operation == Operation.DELETE
        ? committedAt
        : path.text(row).flatMap(Moments::read).orElse(committedAt);
  }

  private static String key(ObjectNode row, String column) {
    return Optional.ofNullable(row.get(column))
        .filter(value -> !value.isNull())
        .map(JsonNode::asText)
        .orElseThrow(
            () -> new IllegalArgumentException("row: no " + column + " (expected: its key)"));
  }

  private static Bytes bytes(ObjectNode row) {
    try {
      return Bytes.of(JSON.writeValueAsBytes(row));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }
}
