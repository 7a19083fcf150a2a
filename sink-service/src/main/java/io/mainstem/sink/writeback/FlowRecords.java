package io.mainstem.sink.writeback;

import io.mainstem.connections.flows.Flow;
import io.mainstem.connections.flows.FlowEvents;
import io.mainstem.schemas.Entities;
import io.mainstem.schemas.canonical.Ref;
import io.mainstem.schemas.event.Insight;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** Reads the records a flow speaks of from the reporting store; references go through the links. */
final class FlowRecords {
  private static final String PRESENT_ID =
      "select coalesce((select canonical_id from ops.link where alias = ? limit 1), ?)";
  private static final String LINKED =
      """
      select source_id from ops.link
      where canonical_id = ? and connection = ? and object = ? order by at, source_id limit 1
      """;

  /**
   * What is known.
   *
   * @param known records by entity name
   * @param waitingFor what has not arrived yet; empty where nothing is missing
   */
  record Found(Map<String, IndexedRecord> known, String waitingFor) {}

  Found load(
      Connection connection,
      Flow flow,
      String entity,
      String id,
      long version,
      @Nullable String document)
      throws SQLException {
    Map<String, IndexedRecord> known = new HashMap<>();
    if (entity.equals(FlowEvents.INSIGHT)) {
      if (document != null) {
        known.put(entity, JsonRecords.read(Insight.getClassSchema(), document));
      }
      return new Found(known, document == null ? entity : "");
    }
    Optional<IndexedRecord> subject = canonical(connection, entity, id);
    if (subject.isEmpty() || version(subject.get()) < version) {
      return new Found(known, entity);
    }
    known.put(entity, subject.get());
    String waitingFor = "";
    for (Map.Entry<String, String> related : flow.with().entrySet()) {
      String name = related.getKey();
      Optional<String> referred = reference(connection, subject.get(), related.getValue());
      if (referred.isEmpty()) {
        continue;
      }
      Optional<IndexedRecord> record = canonical(connection, name, referred.get());
      record.ifPresent(found -> known.put(name, found));
      if (record.isEmpty()
          && Entities.ofId(referred.get()).map(t -> t.name().equals(name)).orElse(false)) {
        waitingFor = name;
      }
    }
    return new Found(known, waitingFor);
  }

  /** The tool's own id of a canonical record, where one of its source records is there. */
  Optional<String> linked(
      Connection connection, String canonicalId, String toolConnection, String object)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LINKED)) {
      statement.setString(1, canonicalId);
      statement.setString(2, toolConnection);
      statement.setString(3, object);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
      }
    }
  }

  private static Optional<String> reference(
      Connection connection, IndexedRecord subject, String field) throws SQLException {
    if (!(subject.get(subject.getSchema().getField(field).pos()) instanceof Ref reference)) {
      return Optional.empty();
    }
    try (PreparedStatement statement = connection.prepareStatement(PRESENT_ID)) {
      statement.setString(1, reference.getAlias());
      statement.setString(2, reference.getId() == null ? reference.getAlias() : reference.getId());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return Optional.of(row.getString(1));
      }
    }
  }

  private static Optional<IndexedRecord> canonical(Connection connection, String entity, String id)
      throws SQLException {
    String table = "reporting.\"" + Entities.named(entity).table() + "\"";
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select coalesce(s.document, t.document) from "
                + table
                + " t left join "
                + table
                + " s on s.id = t.merged_into where t.id = ?")) {
      statement.setString(1, id);
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? Optional.of(JsonRecords.read(Entities.named(entity).schema(), row.getString(1)))
            : Optional.empty();
      }
    }
  }

  private static long version(IndexedRecord record) {
    return (long) record.get(record.getSchema().getField("version").pos());
  }
}
