package io.mainstem.sink.reporting;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/**
 * One row per key, by column rule: source events, links, changes, metrics, insights, actions,
 * audit.
 */
final class EventProjection implements Projection {
  private final Column<Received> key;
  private final Upsert<Received> upsert;

  private EventProjection(Column<Received> key, Upsert<Received> upsert) {
    this.key = key;
    this.upsert = upsert;
  }

  /** The first record of a key stands. */
  static EventProjection keepingFirst(String table, List<Column<Received>> columns, String... key) {
    return new EventProjection(
        joined(columns, key), Upsert.keepingFirst(table, columns, String.join(", ", key)));
  }

  /** The last record of a key stands, where {@code guard} holds against the row in the table. */
  static EventProjection keepingLast(
      String table, List<Column<Received>> columns, String key, String guard) {
    return new EventProjection(
        joined(columns, key), Upsert.replacing(table, columns, key, guard, key));
  }

  /**
   * The same.
   *
   * @param also a further assignment where a row is replaced
   */
  static EventProjection keepingLast(
      String table, List<Column<Received>> columns, String key, String guard, String also) {
    return new EventProjection(
        joined(columns, key),
        Upsert.replacing(
            table, columns, key, Upsert.assignments(columns, key) + ", " + also, guard, key));
  }

  /** The value's columns by rule. */
  static List<Column<Received>> columnsOf(Schema schema, String... without) {
    return SchemaColumns.from(
        SchemaColumns.ofEvent(schema, Set.of(without)),
        received -> (IndexedRecord) Objects.requireNonNull(received.value()));
  }

  /** Where the record lies, as columns {@code topic}, {@code partition} and {@code offset}. */
  static List<Column<Received>> place() {
    return List.of(
        new Column<>("topic", "text", Received::topic),
        new Column<>("partition", "integer", received -> Integer.toString(received.partition())),
        new Column<>("offset", "bigint", received -> Long.toString(received.offset())));
  }

  /** The record's key as a column. */
  static Column<Received> keyColumn(String name) {
    return new Column<>(name, "text", Received::key);
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  static List<Column<Received>> all(List<Column<Received>>... parts) {
    List<Column<Received>> columns = new ArrayList<>();
    for (List<Column<Received>> part : parts) {
      columns.addAll(part);
    }
    return List.copyOf(columns);
  }

  private static Column<Received> joined(List<Column<Received>> columns, String... names) {
    List<Column<Received>> keys =
        columns.stream().filter(column -> Set.of(names).contains(column.name())).toList();
    return new Column<>(
        "key",
        "text",
        received ->
            String.join("|", keys.stream().map(column -> column.text().apply(received)).toList()));
  }

  @Override
  public void write(Connection connection, List<Received> batch) throws SQLException {
    // Later records win inside the batch; a table that keeps the first has equal ones anyway.
    Map<String, Received> distinct = new LinkedHashMap<>();
    for (Received received : batch) {
      if (received.value() != null) {
        distinct.put(Objects.requireNonNull(key.text().apply(received)), received);
      }
    }
    upsert.write(connection, List.copyOf(distinct.values()));
  }
}
