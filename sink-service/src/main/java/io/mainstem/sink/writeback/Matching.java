package io.mainstem.sink.writeback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.connections.flows.Flow;
import io.mainstem.connections.write.WriteKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Finds the tool's own id of a record before making one: what the links know, then what the tool's
 * searches find, then a new record.
 */
final class Matching {
  private final ToolClient tool;
  private final DataSource database;
  private final FlowRecords records;

  Matching(ToolClient tool, DataSource database, FlowRecords records) {
    this.tool = tool;
    this.database = database;
    this.records = records;
  }

  /** A record of the tool and how it was come by. */
  record Matched(String id, String how) {}

  /**
   * Matches one field.
   *
   * @param planned the planned calls: {@code records find create}
   * @param key of the creation: the same again when it is tried again
   * @param triedBefore an earlier attempt may have made it
   */
  Matched match(String field, Flow.Match rule, JsonNode planned, WriteKey key, boolean triedBefore)
      throws SQLException, InterruptedException, NotDone {
    Flow.Call naming = rule.find().isEmpty() ? rule.create() : rule.find().getFirst();
    if (naming != null) {
      Optional<String> linked = linked(planned.path("records"), tool.object(naming.operation()));
      if (linked.isPresent()) {
        return new Matched(linked.get(), "known by its link");
      }
    }
    for (JsonNode find : planned.path("find")) {
      // A search for nothing would find anything.
      Optional<String> found = find.path("input").isEmpty() ? Optional.empty() : tool.search(find);
      if (found.isPresent()) {
        return new Matched(found.get(), "found by the tool's search");
      }
    }
    if (planned.get("create") instanceof ObjectNode create) {
      ToolClient.Written created =
          tool.<RuntimeException>write(
              create.path("operation").asText(),
              (ObjectNode) create.path("input"),
              key,
              triedBefore,
              () -> {});
      if (created.id() != null) {
        return new Matched(created.id(), "created");
      }
    }
    throw NotDone.refused(
        "NO_MATCH", field + " has no counterpart in " + tool.connection().name() + ".");
  }

  private Optional<String> linked(JsonNode canonicalIds, String object) throws SQLException {
    try (Connection connection = database.getConnection()) {
      for (JsonNode id : canonicalIds) {
        Optional<String> linked =
            records.linked(connection, id.asText(), tool.connection().name(), object);
        if (linked.isPresent()) {
          return linked;
        }
      }
      return Optional.empty();
    }
  }
}
