package io.mainstem.sink.reporting;

import io.mainstem.schemas.AvroTypes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/** The rows of one list field, e.g. the lines of an order; replaced whole with their record. */
final class ChildTable {
  private final String name;
  private final String parentColumn;
  private final int listField;
  private final List<Column<Row>> columns;
  private final Upsert<Row> upsert;

  private record Row(String parentId, int position, IndexedRecord element) {}

  ChildTable(String parent, Schema.Field list) {
    Schema element = AvroTypes.notNull(list.schema()).getElementType();
    name =
        element.getName().equals("Ref")
            ? parent + "_" + SchemaColumns.snake(list.name())
            : SchemaColumns.snake(element.getName()).substring(1);
    parentColumn = parent + "_id";
    listField = list.pos();
    columns = new ArrayList<>();
    columns.add(new Column<>(parentColumn, "text", Row::parentId));
    columns.add(new Column<>("position", "integer", row -> Integer.toString(row.position())));
    columns.addAll(SchemaColumns.from(SchemaColumns.ofEvent(element, Set.of()), Row::element));
    upsert = Upsert.keepingFirst(table(), columns, parentColumn + ", position");
  }

  String table() {
    return "reporting." + name;
  }

  String parentColumn() {
    return parentColumn;
  }

  /** Column names and types the table must have. */
  List<Column<Object>> expectedColumns() {
    return columns.stream()
        .map(column -> new Column<Object>(column.name(), column.type(), _ -> null))
        .toList();
  }

  void replace(
      Connection connection, Collection<String> ids, List<IndexedRecord> records, int idField)
      throws SQLException {
    if (ids.isEmpty()) {
      return;
    }
    EntityProjection.delete(connection, table(), parentColumn, ids);
    List<Row> rows = new ArrayList<>();
    for (IndexedRecord record : records) {
      List<?> elements = (List<?>) record.get(listField);
      for (int position = 0; position < elements.size(); position++) {
        rows.add(
            new Row(
                record.get(idField).toString(), position, (IndexedRecord) elements.get(position)));
      }
    }
    upsert.write(connection, rows);
  }
}
