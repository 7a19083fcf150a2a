package io.mainstem.sink.reporting;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * One row per key, by column rule: source events, links, suggestions, decisions, changes, metrics,
 * insights, actions, audit.
 */
final class EventProjection implements Projection {
  private final Column<Received> key;
  private final Upsert<Received> upsert;
  private final @Nullable String delete;

  private EventProjection(Column<Received> key, Upsert<Received> upsert, @Nullable String delete) {
    this.key = key;
    this.upsert = upsert;
    this.delete = delete;
  }

  /** The last record of a topic's key stands; a tombstone takes its row away. */
  static EventProjection mirroring(String table, String key, List<Column<Received>> columns) {
    Column<Received> topicKey = keyColumn(key);
    return new EventProjection(
        topicKey,
        Upsert.replacing(table, all(List.of(topicKey), columns), key, "true", key),
        "delete from " + table + " where " + key + " = any(?)");
  }

  /** The first record of a key stands. */
  static EventProjection keepingFirst(String table, List<Column<Received>> columns, String... key) {
    return new EventProjection(
        joined(columns, key), Upsert.keepingFirst(table, columns, String.join(", ", key)), null);
  }

  /** The last record of a key stands, where {@code guard} holds against the row in the table. */
  static EventProjection keepingLast(
      String table, List<Column<Received>> columns, String key, String guard) {
    return new EventProjection(
        joined(columns, key), Upsert.replacing(table, columns, key, guard, key), null);
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
            table, columns, key, Upsert.assignments(columns, key) + ", " + also, guard, key),
        null);
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
    Set<String> gone = new LinkedHashSet<>();
    for (Received received : batch) {
      if (received.value() != null) {
        String row = Objects.requireNonNull(key.text().apply(received));
        distinct.put(row, received);
        gone.remove(row);
      } else if (delete != null && received.key() != null) {
        distinct.remove(received.key());
        gone.add(received.key());
      }
    }
    upsert.write(connection, List.copyOf(distinct.values()));
    delete(connection, gone);
  }

  private void delete(Connection connection, Set<String> gone) throws SQLException {
    if (delete == null || gone.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(delete)) {
      statement.setArray(1, connection.createArrayOf("text", gone.toArray()));
      statement.executeUpdate();
    }
  }
}
