package io.mainstem.ingest;

import io.mainstem.connections.Connection;
import io.mainstem.connections.Workspace;
import io.mainstem.connections.row.RowMapping;
import io.mainstem.ingest.cdc.CdcConnection;
import io.mainstem.ingest.cdc.CdcReader;
import io.mainstem.ingest.event.DeliveryIds;
import io.mainstem.ingest.fetch.FetchTarget;
import io.mainstem.ingest.fetch.FetchWorker;
import io.mainstem.ingest.publish.BrokerWatch;
import io.mainstem.ingest.publish.Publisher;
import io.mainstem.ingest.webhook.Gate;
import io.mainstem.ingest.webhook.WebhookHandler;
import io.mainstem.runtime.config.Settings;
import io.mainstem.runtime.health.HealthComponent;
import io.mainstem.runtime.http.HttpServer;
import io.mainstem.runtime.outbound.OutboundClient;
import io.mainstem.runtime.service.Foundation;
import io.mainstem.runtime.service.Lifecycle;
import io.mainstem.schemas.event.Doorbell;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/** Puts the service together: what stands behind the door first, the door itself last. */
final class Wiring {

  private static final String NAME = "ingest-service";

  private final Function<String, @Nullable String> variables;
  private final InstantSource clock = InstantSource.system();
  private final RandomGenerator random = new SecureRandom();
  private final DeliveryIds ids = new DeliveryIds(clock, random);

  /**
   * Wires a service.
   *
   * @param variables of the environment, which the workspace's files refer to
   */
  Wiring(Function<String, @Nullable String> variables) {
    this.variables = variables;
  }

  void start(Settings environment, Lifecycle lifecycle) throws Exception {
    IngestSettings settings = IngestSettings.read(environment);
    environment.check();
    Workspace workspace = Workspace.load(settings.workspace(), variables);
    Foundation foundation = Foundation.start(NAME, settings.service(), clock, lifecycle);
    HealthComponent door = foundation.health().component("door");

    Publisher publisher = publisher(foundation, lifecycle);
    SchemaWait.until(foundation, workspace.connections().keySet());
    feeds(workspace, settings, foundation, publisher, lifecycle);

    Map<String, Gate> gates =
        workspace.connections().values().stream()
            .map(Gate::of)
            .collect(Collectors.toMap(Gate::connection, Function.identity()));
    lifecycle.manage(
        "door",
        HttpServer.start(
            HttpServer.Options.asynchronous("webhooks", settings.service().host(), settings.port()),
            new WebhookHandler(gates, publisher, clock, ids, foundation.metrics())));
    door.up("open");
    lifecycle.manage("door's health", () -> door.down("stopping"));
  }

  private static Publisher publisher(Foundation foundation, Lifecycle lifecycle) {
    Producer<String, SpecificRecord> producer =
        lifecycle.manage(
            "producer",
            foundation
                .kafka()
                .producer(
                    NAME,
                    foundation.serdes().serializer(SpecificRecord.class),
                    Publisher.SETTINGS));
    lifecycle.manage(
        "broker watch",
        BrokerWatch.start(
            foundation.kafka().admin(NAME + "-watch"), foundation.health().component("broker")));
    return new Publisher(producer);
  }

  /** Everything that brings records in by itself. */
  private void feeds(
      Workspace workspace,
      IngestSettings settings,
      Foundation foundation,
      Publisher publisher,
      Lifecycle lifecycle) {
    ConnectionHealth health = new ConnectionHealth(foundation.health(), clock);
    OutboundClient outbound =
        lifecycle.manage("outbound calls", OutboundClient.start(settings.outboundAllow()));
    for (Connection connection : workspace.connections().values()) {
      if (!connection.configured()) {
        health.notConfigured(connection.name(), connection.missing());
      } else if (connection.tool().isDatabase()) {
        database(connection, foundation, health, lifecycle);
      } else if (connection.tool().hasWebhooks()) {
        tool(connection, foundation, outbound, publisher, health, lifecycle);
      }
    }
  }

  private void database(
      Connection connection, Foundation foundation, ConnectionHealth health, Lifecycle lifecycle) {
    Connection.Database database = connection.database();
    if (database == null) {
      return;
    }
    RowMapping rows = RowMapping.of(connection);
    CdcReader reader =
        new CdcReader(
            CdcConnection.of(
                connection.name(),
                connection.tool().name(),
                database.jdbcUrl(),
                database.user(),
                database.slot(),
                rows.tables()),
            rows::snapshot,
            database::password,
            new CdcKafka(foundation),
            clock,
            ids,
            foundation.metrics());
    health.watchDatabase(connection.name(), reader::status);
    lifecycle.manage("database reader of " + connection.name(), reader).start();
  }

  private void tool(
      Connection connection,
      Foundation foundation,
      OutboundClient outbound,
      Publisher publisher,
      ConnectionHealth health,
      Lifecycle lifecycle) {
    String group = FetchWorker.group(connection.name());
    FetchWorker worker =
        new FetchWorker(
            FetchTarget.of(connection),
            () ->
                foundation
                    .kafka()
                    .consumer(group, group, foundation.serdes().deserializer(Doorbell.class)),
            outbound,
            publisher,
            clock,
            random,
            foundation.metrics());
    health.watchTool(connection.name(), worker::status);
    lifecycle.manage("fetches of " + connection.name(), worker).start();
  }
}
