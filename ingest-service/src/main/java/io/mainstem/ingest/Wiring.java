package io.mainstem.ingest;

import io.mainstem.connections.Connection;
import io.mainstem.connections.Workspace;
import io.mainstem.connections.http.AccessToken;
import io.mainstem.connections.row.RowMapping;
import io.mainstem.ingest.cdc.CdcConnection;
import io.mainstem.ingest.cdc.CdcReader;
import io.mainstem.ingest.event.DeliveryIds;
import io.mainstem.ingest.fetch.FetchTarget;
import io.mainstem.ingest.fetch.FetchWorker;
import io.mainstem.ingest.file.FileDoor;
import io.mainstem.ingest.file.FileIntake;
import io.mainstem.ingest.file.FolderWatch;
import io.mainstem.ingest.file.UploadHandler;
import io.mainstem.ingest.poll.Ownership;
import io.mainstem.ingest.poll.Polling;
import io.mainstem.ingest.publish.BrokerWatch;
import io.mainstem.ingest.publish.Publisher;
import io.mainstem.ingest.spool.Forwarder;
import io.mainstem.ingest.spool.Keeper;
import io.mainstem.ingest.spool.Spool;
import io.mainstem.ingest.spool.SpoolHealth;
import io.mainstem.ingest.spool.SpoolMeters;
import io.mainstem.ingest.tool.TokenKeeper;
import io.mainstem.ingest.tool.ToolLine;
import io.mainstem.ingest.webhook.Confirmations;
import io.mainstem.ingest.webhook.Gate;
import io.mainstem.ingest.webhook.Handover;
import io.mainstem.ingest.webhook.PublishedKeys;
import io.mainstem.ingest.webhook.StateSecrets;
import io.mainstem.ingest.webhook.WebhookHandler;
import io.mainstem.runtime.config.Settings;
import io.mainstem.runtime.health.HealthComponent;
import io.mainstem.runtime.http.HttpServer;
import io.mainstem.runtime.outbound.OutboundClient;
import io.mainstem.runtime.service.Foundation;
import io.mainstem.runtime.service.Lifecycle;
import io.mainstem.runtime.state.ConnectionStates;
import io.mainstem.runtime.state.StateKey;
import io.mainstem.runtime.state.StateKind;
import io.mainstem.schemas.event.Doorbell;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.jetty.server.Handler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the service together: what stands behind the door first, the door itself last. */
final class Wiring {

  private static final String NAME = "ingest-service";

  /** To read the state of all connections at the start; without the broker it cannot be had. */
  private static final Duration STATES_TIME = Duration.ofSeconds(10);

  private static final Logger log = LoggerFactory.getLogger(Wiring.class);

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
    Optional<StateKey> key = StateKey.read(environment);
    environment.check();
    Workspace workspace = Workspace.load(settings.workspace(), variables);
    Foundation foundation = Foundation.start(NAME, settings.service(), clock, lifecycle);
    HealthComponent door = foundation.health().component("door");

    Publisher publisher = publisher(foundation, lifecycle);
    Spool spool = lifecycle.manage("spool", Spool.start(settings.spool(), clock));
    watchBroker(spool, foundation, lifecycle);
    SchemaWait.until(foundation, workspace.connections().keySet());
    ConnectionStates states =
        lifecycle.manage(
            "connection states",
            ConnectionStates.start(
                foundation.kafka(), foundation.serdes(), key.orElse(null), clock, NAME));
    OutboundClient outbound =
        lifecycle.manage("outbound calls", OutboundClient.start(settings.outboundAllow()));
    feeds(workspace, foundation, outbound, publisher, states, lifecycle);
    Map<String, FileDoor> uploads = files(workspace, foundation, publisher, states, lifecycle);

    Keeper keeper = keeper(publisher, spool, foundation, lifecycle);
    await(states);
    Map<String, Gate> gates =
        workspace.connections().values().stream()
            .map(connection -> gate(connection, outbound, states, foundation, settings))
            .collect(Collectors.toMap(Gate::connection, Function.identity()));
    lifecycle.manage(
        "door",
        HttpServer.start(
            HttpServer.Options.asynchronous("webhooks", settings.service().host(), settings.port()),
            new Handler.Sequence(
                new UploadHandler(uploads, settings.service().state().resolve("uploads"), clock),
                new WebhookHandler(gates, keeper, clock, ids, foundation.metrics()))));
    door.up("open");
    lifecycle.manage("door's health", () -> door.down("stopping"));
  }

  private Gate gate(
      Connection connection,
      OutboundClient outbound,
      ConnectionStates states,
      Foundation foundation,
      IngestSettings settings) {
    Confirmations confirmations =
        new Confirmations(
            connection,
            outbound,
            () ->
                states
                    .text(connection.name(), StateKind.TOKEN, TokenKeeper.ACCESS)
                    .map(AccessToken::read)
                    .orElse(AccessToken.NONE));
    return Gate.of(
        connection,
        new StateSecrets(states),
        confirmations,
        new PublishedKeys(outbound, clock),
        Handover.of(
            connection,
            settings.service().state().resolve("handshakes"),
            foundation.health(),
            clock));
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
    return new Publisher(producer);
  }

  private static void watchBroker(Spool spool, Foundation foundation, Lifecycle lifecycle) {
    lifecycle.manage(
        "broker watch",
        BrokerWatch.start(
            foundation.kafka().admin(NAME + "-watch"),
            spool::accepts,
            foundation.health().component("broker")));
  }

  /** The spool forwards what an earlier run left as soon as schemas are known. */
  private Keeper keeper(
      Publisher publisher, Spool spool, Foundation foundation, Lifecycle lifecycle) {
    SpoolMeters meters = new SpoolMeters(foundation.metrics(), spool, clock);
    foundation.health().register("spool", new SpoolHealth(spool, clock)::look);
    lifecycle.manage(
        "spool's forwarder",
        Forwarder.start(
            spool,
            () ->
                foundation
                    .kafka()
                    .producer(NAME + "-spool", new ByteArraySerializer(), Forwarder.SETTINGS),
            meters));
    return new Keeper(
        publisher, spool, foundation.serdes().serializer(SpecificRecord.class), meters, clock);
  }

  /** A secret that is not read yet must not refuse its owner: see {@link Gate}. */
  private static void await(ConnectionStates states) throws InterruptedException {
    try {
      states.awaitCaughtUp(STATES_TIME);
    } catch (TimeoutException brokerAway) {
      log.atWarn()
          .addKeyValue("cause", brokerAway.getClass().getSimpleName())
          .log("the state of connections is not read yet, the door opens without it");
    }
  }

  /** Everything that brings records in by itself. */
  private void feeds(
      Workspace workspace,
      Foundation foundation,
      OutboundClient outbound,
      Publisher publisher,
      ConnectionStates states,
      Lifecycle lifecycle) {
    ConnectionHealth health = new ConnectionHealth(foundation.health(), clock);
    Map<String, Supplier<? extends AutoCloseable>> owned = new HashMap<>();
    for (Connection connection : workspace.connections().values()) {
      if (!connection.configured()) {
        health.notConfigured(connection.name(), connection.missing());
      } else if (connection.tool().isDatabase()) {
        database(connection, foundation, states, health, lifecycle);
      } else if (connection.tool().api() != null) {
        ToolLine line = ToolLine.of(connection, outbound, clock);
        TokenKeeper tokens = new TokenKeeper(connection, line, states, clock);
        Polling polling =
            Polling.of(
                connection,
                line,
                tokens,
                states,
                publisher,
                clock,
                random,
                ids,
                foundation.metrics());
        tool(connection, foundation, line, tokens, polling, publisher, health, lifecycle);
        if (!polling.isIdle()) {
          owned.put(connection.name(), polling::start);
        }
      }
    }
    own(owned, foundation, lifecycle);
  }

  /** Each connection is read by one instance. */
  private static void own(
      Map<String, Supplier<? extends AutoCloseable>> owned,
      Foundation foundation,
      Lifecycle lifecycle) {
    if (owned.isEmpty()) {
      return;
    }
    Ownership ownership =
        new Ownership(
            () ->
                foundation
                    .kafka()
                    .consumer(
                        Ownership.GROUP,
                        Ownership.GROUP,
                        new ByteArrayDeserializer(),
                        Ownership.SETTINGS),
            owned);
    lifecycle.manage("ownership of connections", ownership).start();
  }

  private void database(
      Connection connection,
      Foundation foundation,
      ConnectionStates states,
      ConnectionHealth health,
      Lifecycle lifecycle) {
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
            new StateSchemaLog(states, connection.name()),
            clock,
            ids,
            foundation.metrics());
    health.watchDatabase(connection.name(), reader::status);
    lifecycle.manage("database reader of " + connection.name(), reader).start();
  }

  /** Files of every connection that has some; those that are uploaded come in by the door. */
  private Map<String, FileDoor> files(
      Workspace workspace,
      Foundation foundation,
      Publisher publisher,
      ConnectionStates states,
      Lifecycle lifecycle) {
    ConnectionHealth health = new ConnectionHealth(foundation.health(), clock);
    Map<String, FileDoor> doors = new TreeMap<>();
    for (Connection connection : workspace.connections().values()) {
      Connection.Files files = connection.files();
      if (files != null && connection.configured()) {
        FileIntake intake =
            new FileIntake(
                connection,
                new StateMemory(states, connection.name()),
                publisher,
                clock,
                ids,
                foundation.metrics());
        health.watchFiles(connection.name(), intake::status);
        doors.put(connection.name(), FileDoor.of(connection, intake));
        if (files.folder() != null) {
          FolderWatch watch = new FolderWatch(files.folder(), files, intake, clock);
          lifecycle.manage("folder of " + connection.name(), watch).start();
        }
      }
    }
    return doors;
  }

  private void tool(
      Connection connection,
      Foundation foundation,
      ToolLine line,
      TokenKeeper tokens,
      Polling polling,
      Publisher publisher,
      ConnectionHealth health,
      Lifecycle lifecycle) {
    String group = FetchWorker.group(connection.name());
    FetchWorker worker =
        new FetchWorker(
            FetchTarget.of(connection, tokens),
            () ->
                foundation
                    .kafka()
                    .consumer(group, group, foundation.serdes().deserializer(Doorbell.class)),
            line,
            tokens,
            publisher,
            random,
            foundation.metrics());
    health.watchTool(connection.name(), worker::status, polling.status());
    lifecycle.manage("fetches of " + connection.name(), worker).start();
  }
}
