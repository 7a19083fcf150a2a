package io.mainstem.connections;

import io.mainstem.connections.json.Pending;

import java.util.List;

/** Who owns which field. */
public final class Authority {
  Authority() {}

  /**
   * Connections in the order in which their value of that field wins. A connection that is not
   * named comes after all that are, in the order of its name.
   */
  public List<String> order(String entity, String field) {
    return Pending.value("pending");
  }
}
