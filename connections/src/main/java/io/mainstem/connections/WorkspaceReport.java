package io.mainstem.connections;

import io.mainstem.connections.json.Pending;

/** What {@code mainstem check} prints about a workspace that is right. */
public final class WorkspaceReport {
  private WorkspaceReport() {}

  /** Connections, the data-flow map, who owns what, and hand-offs without a connection. */
  public static String of(Workspace workspace) {
    return Pending.value("pending");
  }
}
