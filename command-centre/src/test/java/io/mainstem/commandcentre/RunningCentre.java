package io.mainstem.commandcentre;

import io.mainstem.runtime.config.Secret;
import io.mainstem.runtime.health.HealthRegistry;
import io.mainstem.runtime.health.Metrics;
import io.mainstem.runtime.http.AdminHandler;
import io.mainstem.runtime.http.HttpServer;
import io.mainstem.runtime.service.Lifecycle;
import io.mainstem.testkit.TestDatabase;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The whole service on a free port, against a given store. */
final class RunningCentre implements AutoCloseable {
  private static final List<String> SERVICES =
      List.of("ingest-service", "canonicalizer", "anomaly-streams", "sink-service");

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
                services()),
            lifecycle);
  }

  /** Four that answer as real ones do. */
  private Map<String, URI> services() {
    HealthRegistry health = new HealthRegistry(Instant::now);
    health.component("broker").up("answers");
    HttpServer admin =
        lifecycle.manage(
            "services",
            HttpServer.start(
                HttpServer.Options.blocking("services", "127.0.0.1", 0),
                new AdminHandler("service", health, Metrics.create("service"))));
    Map<String, URI> services = new LinkedHashMap<>();
    SERVICES.forEach(name -> services.put(name, admin.uri()));
    return services;
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
