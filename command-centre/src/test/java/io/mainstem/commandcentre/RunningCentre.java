package io.mainstem.commandcentre;

import io.mainstem.runtime.avro.RegistryClient;
import io.mainstem.runtime.config.Secret;
import io.mainstem.runtime.health.HealthRegistry;
import io.mainstem.runtime.health.Metrics;
import io.mainstem.runtime.http.AdminHandler;
import io.mainstem.runtime.http.HttpServer;
import io.mainstem.runtime.service.Lifecycle;
import io.mainstem.schemas.TopicCatalogue;
import io.mainstem.testkit.TestBackbone;
import io.mainstem.testkit.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The whole service on a free port, against a given store. */
final class RunningCentre implements AutoCloseable {
  private static final List<String> SERVICES =
      List.of("ingest-service", "canonicalizer", "anomaly-streams", "sink-service");

  private static final String NOWHERE = "127.0.0.1:9";

  private final Lifecycle lifecycle = new Lifecycle();
  private final HttpServer server;

  private RunningCentre(String kafka, URI registry, String jdbcUrl, String user, String password) {
    server =
        Wiring.start(
            new CommandCentreSettings(
                "127.0.0.1",
                0,
                kafka,
                registry,
                state(),
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
    TestBackbone backbone = TestBackbone.shared();
    List<String> written = List.of(TopicCatalogue.DECISIONS, TopicCatalogue.AUDIT);
    backbone.createTopics(written.toArray(String[]::new));
    // As the topic installer does.
    RegistryClient registry = new RegistryClient(backbone.registry());
    written.stream()
        .map(name -> TopicCatalogue.find(name).orElseThrow())
        .forEach(topic -> registry.register(topic.subject(), topic.valueSchema()));
    return new RunningCentre(
        backbone.bootstrapServers(),
        backbone.registry(),
        store.jdbcUrl(),
        store.user(),
        store.password());
  }

  /** Nothing listens where the store should be. */
  static RunningCentre withoutStore() {
    return new RunningCentre(
        NOWHERE,
        URI.create("http://" + NOWHERE),
        "jdbc:postgresql://" + NOWHERE + "/none",
        "nobody",
        "none");
  }

  /** Nothing listens where Kafka and the registry should be. */
  static RunningCentre withoutKafka(TestDatabase store) {
    return new RunningCentre(
        NOWHERE, URI.create("http://" + NOWHERE), store.jdbcUrl(), store.user(), store.password());
  }

  private static Path state() {
    try {
      return Files.createTempDirectory("command-centre");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI uri(String path) {
    return server.uri().resolve(path);
  }

  @Override
  public void close() {
    lifecycle.close();
  }
}
