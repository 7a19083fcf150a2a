package io.mainstem.runtime.service;

import io.mainstem.runtime.avro.AvroSerdes;
import io.mainstem.runtime.avro.RegistryClient;
import io.mainstem.runtime.avro.RegistrySchemaIds;
import io.mainstem.runtime.health.HealthRegistry;
import io.mainstem.runtime.health.Metrics;
import io.mainstem.runtime.http.AdminHandler;
import io.mainstem.runtime.http.HttpServer;
import io.mainstem.runtime.kafka.KafkaClients;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;

/**
 * The parts every service on the stream starts with; its admin server listens from the beginning,
 * so that a service that waits can say for what.
 *
 * @param schemaIds call {@code warmUp} for the topics the service writes before it takes work
 */
public record Foundation(
    ServiceSettings settings,
    HealthRegistry health,
    PrometheusMeterRegistry metrics,
    KafkaClients kafka,
    RegistrySchemaIds schemaIds,
    AvroSerdes serdes) {

  private static final Duration REGISTRY_LOOK = Duration.ofSeconds(3);

  /** Builds the parts and starts the admin server. */
  public static Foundation start(
      String service, ServiceSettings settings, InstantSource clock, Lifecycle lifecycle) {
    HealthRegistry health = new HealthRegistry(clock);
    PrometheusMeterRegistry metrics =
        lifecycle.manage("metrics", new Closing(Metrics.create(service))).registry();
    RegistrySchemaIds ids =
        new RegistrySchemaIds(
            new RegistryClient(settings.registry()),
            settings.state(),
            health.component("registry"));
    lifecycle.manage("registry watch", Recurring.start("registry-watch", REGISTRY_LOOK, ids::look));
    lifecycle.manage(
        "admin server",
        HttpServer.start(
            HttpServer.Options.blocking(service + "-admin", settings.host(), settings.adminPort()),
            new AdminHandler(service, health, metrics)));
    return new Foundation(
        settings, health, metrics, new KafkaClients(settings.kafka()), ids, new AvroSerdes(ids));
  }

  private record Closing(PrometheusMeterRegistry registry) implements AutoCloseable {
    @Override
    public void close() {
      registry.close();
    }
  }
}
