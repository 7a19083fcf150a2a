package io.mainstem.connections.tool;

import java.util.List;

/** A table and the columns that name its rows. */
public record TableSpec(String object, List<String> key) {
  public TableSpec {
    key = List.copyOf(key);
  }
}
