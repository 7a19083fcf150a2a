package io.mainstem.ingest.fetch;

import io.mainstem.connections.Connection;
import io.mainstem.connections.fetch.FetchPlan;

/** One connection whose records are fetched. */
public record FetchTarget(String connection, String tool, FetchPlan plan) {

  public static FetchTarget of(Connection connection) {
    return new FetchTarget(connection.name(), connection.tool().name(), FetchPlan.of(connection));
  }
}
