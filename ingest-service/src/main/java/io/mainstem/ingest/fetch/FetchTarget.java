package io.mainstem.ingest.fetch;

import io.mainstem.connections.Connection;
import io.mainstem.connections.fetch.FetchPlan;
import io.mainstem.connections.http.AccessToken;
import java.util.function.Supplier;

/** One connection whose records are fetched. */
public record FetchTarget(String connection, String tool, FetchPlan plan) {

  /** Where {@code tokens} gives the access token that is valid now. */
  public static FetchTarget of(Connection connection, Supplier<AccessToken> tokens) {
    return new FetchTarget(
        connection.name(), connection.tool().name(), FetchPlan.of(connection, tokens));
  }
}
