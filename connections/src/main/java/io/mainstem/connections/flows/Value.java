package io.mainstem.connections.flows;

import io.mainstem.connections.expression.Expression;
import java.util.List;
import java.util.Map;

/** Where a field of an operation's input comes from. */
public sealed interface Value {
  /** An expression over the flow's records. */
  record Computed(Expression expression) implements Value {}

  /** A setting of the connection, e.g. its channel; looked up when the call is made. */
  record Setting(String name) implements Value {}

  /** A list of records, e.g. invoice lines. */
  record Rows(List<Map<String, Value>> rows) implements Value {
    public Rows {
      rows = rows.stream().map(Map::copyOf).toList();
    }
  }
}
