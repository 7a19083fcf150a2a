package io.mainstem.sink.reporting;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes many rows of one table in one statement: an array per column, unnested and cast by the
 * database. Faster than batched inserts and never cut into several plans by the batch size.
 */
final class Upsert<T> {
  private final List<Column<T>> columns;
  private final String sql;

  private Upsert(List<Column<T>> columns, String sql) {
    this.columns = columns;
    this.sql = sql;
  }

  /** Rows that are there already stay as they are. */
  static <T> Upsert<T> keepingFirst(String table, List<Column<T>> columns, String key) {
    return new Upsert<>(
        columns,
        insert(table, columns) + " on conflict (" + key + ") do nothing returning 1::text");
  }

  /**
   * Rows that are there already are replaced where {@code guard} holds; in it {@code t} is the row
   * in the table and {@code excluded} the new one.
   *
   * @param returning the column of the written rows to report
   */
  static <T> Upsert<T> replacing(
      String table, List<Column<T>> columns, String key, String guard, String returning) {
    return replacing(table, columns, key, assignments(columns, key), guard, returning);
  }

  /** All columns but the key as they are in the new row. */
  static <T> String assignments(List<Column<T>> columns, String key) {
    return columns.stream()
        .map(Column::quoted)
        .filter(name -> !Set.of(key.split(", ")).contains(name.replace("\"", "")))
        .map(name -> name + " = excluded." + name)
        .collect(Collectors.joining(", "));
  }

  /** As above, with assignments of one's own. */
  static <T> Upsert<T> replacing(
      String table,
      List<Column<T>> columns,
      String key,
      String assignments,
      String guard,
      String returning) {
    return new Upsert<>(
        columns,
        insert(table, columns)
            + " on conflict ("
            + key
            + ") do update set "
            + assignments
            + " where "
            + guard
            + " returning t."
            + returning
            + "::text");
  }

  private static <T> String insert(String table, List<Column<T>> columns) {
    String names = columns.stream().map(Column::quoted).collect(Collectors.joining(", "));
    String casts =
        columns.stream()
            .map(column -> "u." + column.quoted() + "::" + column.type())
            .collect(Collectors.joining(", "));
    String arrays =
        IntStream.range(0, columns.size())
            .mapToObj(_ -> "?::text[]")
            .collect(Collectors.joining(", "));
    return "insert into "
        + table
        + " as t ("
        + names
        + ") select "
        + casts
        + " from unnest("
        + arrays
        + ") as u("
        + names
        + ")";
  }

  /**
   * Writes these rows.
   *
   * @param rows with distinct keys: PostgreSQL refuses to touch a row twice in one statement
   * @return what the statement reports of the rows it inserted or replaced
   */
  Set<String> write(Connection connection, List<T> rows) throws SQLException {
    Set<String> written = new HashSet<>();
    if (rows.isEmpty()) {
      return written;
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int column = 0; column < columns.size(); column++) {
        statement.setArray(column + 1, values(connection, columns.get(column), rows));
      }
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          written.add(result.getString(1));
        }
      }
    }
    return written;
  }

  private static <T> Array values(Connection connection, Column<T> column, List<T> rows)
      throws SQLException {
    @Nullable String[] values = new @Nullable String[rows.size()];
    for (int row = 0; row < values.length; row++) {
      values[row] = column.text().apply(rows.get(row));
    }
    return connection.createArrayOf("text", values);
  }
}
