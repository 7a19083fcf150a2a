package io.mainstem.sink.reporting;

import io.mainstem.schemas.EntityType;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * One canonical entity: its table, its lists as child tables, its history. A version in the table
 * is only ever replaced by a higher one. A tombstone erases the record and its past.
 */
final class EntityProjection implements Projection {
  private final String table;
  private final int idField;
  private final int versionField;
  private final Upsert<IndexedRecord> present;
  private final Upsert<IndexedRecord> history;
  private final List<ChildTable> children;

  /** Null for facts: one source record speaks for each, and nobody contradicts it. */
  private final @Nullable ConflictTable conflicts;

  EntityProjection(EntityType entity) {
    Schema schema = entity.schema();
    table = "reporting." + entity.table();
    idField = schema.getField("id").pos();
    versionField = schema.getField("version").pos();
    present = Upsert.replacing(table, columns(schema), "id", "excluded.version > t.version", "id");
    history = Upsert.keepingFirst(table + "_history", historyColumns(schema), "id, version");
    children =
        SchemaColumns.children(schema).stream()
            .map(field -> new ChildTable(entity.table(), field))
            .toList();
    conflicts = entity.isMaster() ? new ConflictTable(entity) : null;
  }

  /** The columns the entity's table must have. */
  static List<Column<IndexedRecord>> columns(Schema schema) {
    List<Column<IndexedRecord>> columns = new ArrayList<>(SchemaColumns.ofEntity(schema));
    columns.add(new Column<>("document", "jsonb", JsonDocument::of));
    return List.copyOf(columns);
  }

  private static List<Column<IndexedRecord>> historyColumns(Schema schema) {
    Set<String> kept =
        Set.of("id", "version", "occurred_at", "updated_at", "deleted", "merged_into", "document");
    return columns(schema).stream().filter(column -> kept.contains(column.name())).toList();
  }

  @Override
  public void write(Connection connection, List<Received> batch) throws SQLException {
    Map<String, IndexedRecord> newest = new LinkedHashMap<>();
    Map<String, IndexedRecord> versions = new LinkedHashMap<>();
    List<String> erased = new ArrayList<>();
    for (Received received : batch) {
      IndexedRecord record = received.value();
      if (record != null) {
        String id = record.get(idField).toString();
        newest.merge(id, record, this::newer);
        versions.putIfAbsent(id + " " + record.get(versionField), record);
      } else if (received.key() != null) {
        newest.remove(received.key());
        versions.keySet().removeIf(version -> version.startsWith(received.key() + " "));
        erased.add(received.key());
      }
    }
    erase(connection, erased);
    history.write(connection, List.copyOf(versions.values()));
    Set<String> written = present.write(connection, List.copyOf(newest.values()));
    List<IndexedRecord> changed =
        newest.entrySet().stream()
            .filter(entry -> written.contains(entry.getKey()))
            .map(Map.Entry::getValue)
            .toList();
    for (ChildTable child : children) {
      child.replace(connection, written, changed, idField);
    }
    if (conflicts != null) {
      conflicts.replace(connection, written, changed);
    }
  }

  private IndexedRecord newer(IndexedRecord one, IndexedRecord other) {
    return (long) other.get(versionField) > (long) one.get(versionField) ? other : one;
  }

  private void erase(Connection connection, List<String> ids) throws SQLException {
    if (ids.isEmpty()) {
      return;
    }
    delete(connection, table, "id", ids);
    delete(connection, table + "_history", "id", ids);
    for (ChildTable child : children) {
      delete(connection, child.table(), child.parentColumn(), ids);
    }
    if (conflicts != null) {
      conflicts.erase(connection, ids);
    }
  }

  static void delete(Connection connection, String table, String column, Collection<String> ids)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("delete from " + table + " where " + column + " = any(?)")) {
      Array keys = connection.createArrayOf("text", ids.toArray());
      statement.setArray(1, keys);
      statement.executeUpdate();
    }
  }
}
