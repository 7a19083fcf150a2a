package io.mainstem.sink.reporting;

import io.mainstem.schemas.EntityType;
import io.mainstem.schemas.canonical.LosingValue;
import io.mainstem.schemas.canonical.Provenance;
import io.mainstem.schemas.canonical.SourceRef;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * The conflicts a master has at present, from the provenance of its newest version. One that stays
 * keeps the time at which it was first seen.
 */
final class ConflictTable {
  static final String TABLE = "reporting.conflict";

  private static final String EXTENSIONS = "extensions";
  private static final String KEY = "entity, id, field, connection, object, source_id, item";
  private static final List<Column<Row>> COLUMNS =
      List.of(
          new Column<>("entity", "text", Row::entity),
          new Column<>("id", "text", Row::id),
          new Column<>("field", "text", Row::field),
          new Column<>("connection", "text", row -> row.loser().getConnection()),
          new Column<>("object", "text", row -> row.loser().getObject()),
          new Column<>("source_id", "text", row -> row.loser().getId()),
          new Column<>("item", "integer", row -> Integer.toString(row.item())),
          new Column<>("value", "jsonb", Row::value),
          new Column<>("winner_connection", "text", row -> row.winner().getConnection()),
          new Column<>("winner_object", "text", row -> row.winner().getObject()),
          new Column<>("winner_source_id", "text", row -> row.winner().getId()),
          new Column<>("winning_value", "jsonb", Row::winningValue),
          new Column<>("rule", "text", Row::rule),
          new Column<>("version", "bigint", row -> Long.toString(row.version())),
          new Column<>("since", "timestamptz", Row::seenAt));

  private final EntityType entity;
  private final Upsert<Row> upsert =
      Upsert.replacing(
          TABLE,
          COLUMNS,
          KEY,
          "value = excluded.value, winner_connection = excluded.winner_connection,"
              + " winner_object = excluded.winner_object,"
              + " winner_source_id = excluded.winner_source_id,"
              + " winning_value = excluded.winning_value, rule = excluded.rule,"
              + " version = excluded.version",
          "true",
          "id");
  private final String removeEnded;

  private record Row(
      String entity,
      String id,
      String field,
      SourceRef loser,
      int item,
      String value,
      SourceRef winner,
      @Nullable String winningValue,
      String rule,
      long version,
      String seenAt) {}

  ConflictTable(EntityType entity) {
    this.entity = entity;
    this.removeEnded =
        "delete from %s c using reporting.\"%s\" t where c.entity = ? and c.id = any(?) and t.id = c.id and c.version <> t.version"
            .formatted(TABLE, entity.table());
  }

  /** Takes the place of what was known of these records, which have just been written. */
  void replace(Connection connection, Collection<String> ids, List<IndexedRecord> records)
      throws SQLException {
    if (ids.isEmpty()) {
      return;
    }
    List<Row> rows = new ArrayList<>();
    records.forEach(record -> rows.addAll(rows(record)));
    upsert.write(connection, rows);
    try (PreparedStatement statement = connection.prepareStatement(removeEnded)) {
      statement.setString(1, entity.name());
      statement.setArray(2, connection.createArrayOf("text", ids.toArray()));
      statement.executeUpdate();
    }
  }

  void erase(Connection connection, List<String> ids) throws SQLException {
    EntityProjection.delete(connection, TABLE, "id", ids);
  }

  private List<Row> rows(IndexedRecord record) {
    boolean stands = Boolean.FALSE.equals(value(record, "deleted"));
    List<Row> rows = new ArrayList<>();
    if (stands && value(record, "mergedInto") == null) {
      provenance(record).forEach((field, why) -> rows.addAll(rows(record, field, why)));
    }
    return rows;
  }

  private List<Row> rows(IndexedRecord record, String field, Provenance why) {
    List<SourceRef> sources = sources(record);
    Map<Integer, Integer> items = new HashMap<>();
    List<Row> rows = new ArrayList<>();
    for (LosingValue losing : why.getLosers()) {
      if (losing.getConflict()) {
        rows.add(
            new Row(
                entity.name(),
                String.valueOf(value(record, "id")),
                field,
                sources.get(losing.getSource()),
                items.merge(losing.getSource(), 1, Integer::sum) - 1,
                losing.getValue(),
                sources.get(why.getSource()),
                winningValue(record, field),
                why.getRule(),
                value(record, "version") instanceof Long version ? version : 0,
                String.valueOf(value(record, "updatedAt"))));
      }
    }
    return rows;
  }

  /** Of a field, or of one of the business's own: {@code extensions.table}. */
  private static @Nullable String winningValue(IndexedRecord record, String field) {
    Object value =
        field.startsWith(EXTENSIONS + ".") && value(record, EXTENSIONS) instanceof Map<?, ?> own
            ? own.get(field.substring(EXTENSIONS.length() + 1))
            : value(record, field);
    boolean silent = value == null || (value instanceof List<?> list && list.isEmpty());
    return silent ? null : JsonDocument.of(value);
  }

  private static @Nullable Object value(IndexedRecord record, String field) {
    Schema.Field found = record.getSchema().getField(field);
    return found == null ? null : record.get(found.pos());
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Provenance> provenance(IndexedRecord record) {
    return (Map<String, Provenance>) record.get(record.getSchema().getField("provenance").pos());
  }

  @SuppressWarnings("unchecked")
  private static List<SourceRef> sources(IndexedRecord record) {
    return (List<SourceRef>) record.get(record.getSchema().getField("sources").pos());
  }
}
