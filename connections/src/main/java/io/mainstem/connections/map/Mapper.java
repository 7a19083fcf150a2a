package io.mainstem.connections.map;

import io.mainstem.connections.json.Pending;

import io.mainstem.connections.Connection;
import io.mainstem.connections.Workspace;
import io.mainstem.connections.json.Bytes;
import java.util.List;

/** Maps the source records of one connection. Thread-safe; compiled when the workspace loads. */
public final class Mapper {
  private Mapper() {}

  public static Mapper of(Workspace workspace, Connection connection) {
    return new Mapper();
  }

  /** Pure. Never throws for a bad payload. */
  public MapResult map(String object, Bytes payload) {
    return Pending.value("pending");
  }

  /**
   * The fragments a deleted record leaves behind: those keyed by the record itself. A sub-record
   * outlives the record that mentioned it. Empty where the object is not known.
   */
  public List<FragmentKey> deleted(String object, String sourceId) {
    return Pending.value("pending");
  }

  /** The same as {@link #map}, with the reason for every field. */
  public Explanation explain(String object, Bytes payload) {
    return Pending.value("pending");
  }
}
