package io.mainstem.backbone;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;

/** The three parts together, started side by side and stopped in order. */
public record Backbone(Broker broker, Registry registry, Postgres postgres)
    implements AutoCloseable {
  /** Starts all parts on the folder's data; if one fails, none is left running. */
  public static Backbone start(Programs programs, Path data, Ports ports, Progress progress) {
    PortCheck.requireFree(ports.named());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Broker> broker =
          threads.submit(
              () ->
                  timed(
                      "Kafka",
                      progress,
                      () -> startBroker(programs, data, ports),
                      Broker::bootstrapServers));
      Future<Registry> registry =
          threads.submit(
              () ->
                  timed(
                      "registry",
                      progress,
                      () -> startRegistry(programs, data, ports),
                      it -> it.address().toString()));
      Future<Postgres> postgres =
          threads.submit(
              () ->
                  timed(
                      "PostgreSQL",
                      progress,
                      () -> startPostgres(programs, data, ports),
                      it -> "127.0.0.1:" + ports.postgres()));
      return join(broker, registry, postgres);
    }
  }

  public static Broker startBroker(Programs programs, Path data, Ports ports) {
    Path folder = data.resolve("kafka");
    return Broker.start(programs, folder, ports.broker(), ports.controller(), logs(data));
  }

  public static Registry startRegistry(Programs programs, Path data, Ports ports) {
    Path folder = data.resolve("registry");
    return Registry.start(
        programs, folder, ports.registry(), ports.registryManagement(), logs(data));
  }

  public static Postgres startPostgres(Programs programs, Path data, Ports ports) {
    return Postgres.start(programs, data.resolve("postgres"), ports.postgres(), logs(data));
  }

  private static Path logs(Path data) {
    return data.resolve("logs");
  }

  private static <T> T timed(
      String part, Progress progress, Supplier<T> start, Function<T, String> address) {
    long began = System.nanoTime();
    T started = start.get();
    progress.ready(part, address.apply(started), Duration.ofNanos(System.nanoTime() - began));
    return started;
  }

  private static Backbone join(
      Future<Broker> broker, Future<Registry> registry, Future<Postgres> postgres) {
    List<AutoCloseable> started = new ArrayList<>();
    List<BackboneException> failures = new ArrayList<>();
    for (Future<? extends AutoCloseable> part : List.of(broker, registry, postgres)) {
      try {
        started.add(part.get());
      } catch (ExecutionException failed) {
        failures.add(
            failed.getCause() instanceof BackboneException known
                ? known
                : new BackboneException(Fault.DIED, "A part did not start: " + failed, failed));
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        failures.add(new BackboneException(Fault.INTERRUPTED, "Interrupted.", stopped));
      }
    }
    if (failures.isEmpty()) {
      return new Backbone(broker.resultNow(), registry.resultNow(), postgres.resultNow());
    }
    for (AutoCloseable part : started) {
      try {
        part.close();
      } catch (Exception alsoFailed) {
        failures.getFirst().addSuppressed(alsoFailed);
      }
    }
    throw failures.getFirst();
  }

  public List<Child> children() {
    return List.of(broker.child(), registry.child(), postgres.child());
  }

  @Override
  public void close() {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      threads.execute(broker::close);
      threads.execute(registry::close);
      threads.execute(postgres::close);
    }
  }
}
