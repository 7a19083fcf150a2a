package io.mainstem.commandcentre;

import io.mainstem.runtime.config.Secret;
import io.mainstem.runtime.http.HttpServer;
import io.mainstem.runtime.service.Lifecycle;
import io.mainstem.testkit.TestDatabase;
import java.net.URI;
import java.util.Map;

/** The whole service on a free port, against a given store. */
final class RunningCentre implements AutoCloseable {
  private final Lifecycle lifecycle = new Lifecycle();
  private final HttpServer server;

  private RunningCentre(String jdbcUrl, String user, String password) {
    server =
        Wiring.start(
            new CommandCentreSettings(
                "127.0.0.1",
                0,
                jdbcUrl,
                user,
                new Secret(password),
                SeededStore.root().resolve("workspaces/restaurant-group"),
                Map.of("nobody", URI.create("http://127.0.0.1:9"))),
            lifecycle);
  }

  static RunningCentre over(TestDatabase store) {
    return new RunningCentre(store.jdbcUrl(), store.user(), store.password());
  }

  /** Nothing listens where the store should be. */
  static RunningCentre withoutStore() {
    return new RunningCentre("jdbc:postgresql://127.0.0.1:9/none", "nobody", "none");
  }

  URI uri(String path) {
    return server.uri().resolve(path);
  }

  @Override
  public void close() {
    lifecycle.close();
  }
}
