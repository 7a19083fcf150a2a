package io.mainstem.ingest.cdc;

import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.format.ChangeEventFormat;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one database for as long as the service runs: looks whether it may start, runs the engine,
 * and after any failure begins again from the position kept with the rows.
 */
public final class CdcReader implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(CdcReader.class);
  private static final int STOP_SECONDS = 20;

  private final CdcConnection connection;
  private final RowSnapshots snapshots;
  private final Supplier<String> password;
  private final CdcClients clients;
  private final SchemaLog schemas;
  private final InstantSource clock;
  private final Supplier<UUID> batchIds;
  private final CdcMeters meters;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final AtomicReference<@Nullable DebeziumEngine<?>> engine = new AtomicReference<>();
  private final Thread thread;
  private volatile CdcStatus status = new CdcStatus.Waiting("starting");
  private int failures;

  public CdcReader(
      CdcConnection connection,
      RowSnapshots snapshots,
      Supplier<String> password,
      CdcClients clients,
      SchemaLog schemas,
      InstantSource clock,
      Supplier<UUID> batchIds,
      MeterRegistry registry) {
    this.connection = connection;
    this.snapshots = snapshots;
    this.password = password;
    this.clients = clients;
    this.schemas = schemas;
    this.clock = clock;
    this.batchIds = batchIds;
    this.meters = new CdcMeters(registry, connection.name());
    this.thread = Thread.ofPlatform().name("cdc-" + connection.name()).unstarted(this::readOn);
  }

  public void start() {
    thread.start();
  }

  public CdcStatus status() {
    return status;
  }

  private void readOn() {
    while (stopping.getCount() > 0) {
      try {
        status = attempt();
      } catch (Exception e) {
        status = new CdcStatus.Waiting(causeOf(e));
      }
      failures++;
      if (stopping.getCount() > 0) {
        report(status);
      }
      pause();
    }
    status = new CdcStatus.Stopped();
  }

  /** One run of the engine; returns or throws why it ended. */
  private CdcStatus attempt() throws Exception {
    String secret = password.get();
    Optional<ServerFacts> facts =
        connection.kind().hasBinlog()
            ? Optional.empty()
            : Optional.of(ServerLook.at(connection, secret));
    try (RowPublisher publisher = new RowPublisher(connection, clients, clock, batchIds)) {
      Optional<String> position = publisher.position();
      Preflight decision =
          facts.isPresent()
              ? Preflight.decide(
                  facts.get(), position.isPresent(), connection.slotName(), connection.group())
              : BinlogLook.at(connection, secret, position.flatMap(BinlogPosition::of));
      return switch (decision) {
        case Preflight.Ready() -> run(publisher, secret, position);
        case Preflight.NotYet(String cause) -> new CdcStatus.Waiting(cause);
        case Preflight.Refused(String cause) -> new CdcStatus.Refused(cause);
      };
    }
  }

  private CdcStatus run(RowPublisher publisher, String secret, Optional<String> position)
      throws IOException {
    CompletableFuture<String> end = new CompletableFuture<>();
    RowHandler handler =
        new RowHandler(
            connection.kind(),
            new RowReader(snapshots),
            publisher,
            meters,
            clock,
            this::progressed);
    if (connection.kind().hasBinlog()) {
      if (position.isEmpty()) {
        // Left over from a first reading that was not completed.
        schemas.clear();
      }
      KeptSchemaHistory.open(connection.name(), schemas);
    }
    DebeziumEngine<RecordChangeEvent<SourceRecord>> running =
        DebeziumEngine.create(ChangeEventFormat.of(Connect.class))
            .using(EngineSettings.of(connection, secret, position))
            .using(CdcReader.class.getClassLoader())
            .using(
                (success, message, error) -> end.complete(error == null ? message : causeOf(error)))
            .notifying(handler)
            .build();
    engine.set(running);
    log.atInfo()
        .addKeyValue("connection", connection.name())
        .addKeyValue("resuming", position.isPresent())
        .log("database reader starts");
    status = new CdcStatus.Reading(position.isEmpty());
    try {
      if (stopping.getCount() > 0) {
        running.run();
      }
    } finally {
      engine.set(null);
    }
    return new CdcStatus.Waiting(end.getNow("the engine ended"));
  }

  private void progressed(CdcStatus.Reading reading) {
    failures = 0;
    status = reading;
  }

  private void report(CdcStatus ended) {
    switch (ended) {
      case CdcStatus.Refused(String cause) ->
          log.atError()
              .addKeyValue("connection", connection.name())
              .addKeyValue("cause", cause)
              .log("database reader refuses to go on");
      case CdcStatus.Waiting(String cause) ->
          log.atWarn()
              .addKeyValue("connection", connection.name())
              .addKeyValue("cause", cause)
              .addKeyValue("failures", failures)
              .log("database reader waits");
      case CdcStatus.Reading _, CdcStatus.Stopped _ -> {}
    }
  }

  private void pause() {
    try {
      var _ = stopping.await(Backoff.after(failures - 1).toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      stopping.countDown();
    }
  }

  private static String causeOf(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message =
        root.getMessage() == null ? "" : root.getMessage().lines().findFirst().orElse("");
    return root.getClass().getSimpleName() + ": " + message;
  }

  /** Ends after the batch in hand; what was not published is read again at the next start. */
  @Override
  public void close() {
    stopping.countDown();
    DebeziumEngine<?> running = engine.get();
    try {
      if (running != null) {
        running.close();
      }
      thread.join(STOP_SECONDS * 1000L);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (IllegalStateException alreadyEnding) {
      log.atDebug().addKeyValue("connection", connection.name()).log("engine was ending already");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
