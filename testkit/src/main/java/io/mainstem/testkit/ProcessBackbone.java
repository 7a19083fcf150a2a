package io.mainstem.testkit;

import io.mainstem.backbone.Backbone;
import io.mainstem.backbone.BackboneException;
import io.mainstem.backbone.Broker;
import io.mainstem.backbone.Fault;
import io.mainstem.backbone.Ports;
import io.mainstem.backbone.Postgres;
import io.mainstem.backbone.Programs;
import io.mainstem.backbone.Registry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;

/** The parts as child processes on random ports, over a folder that goes when the JVM ends. */
final class ProcessBackbone implements TestBackbone {
  /** A port may be taken between the look and the start. */
  private static final int ATTEMPTS = 3;

  private final Path folder = newFolder();
  private final AtomicInteger databases = new AtomicInteger();
  private final Lazy<Programs> programs = new Lazy<>(Programs::find);
  private final Lazy<Broker> broker =
      new Lazy<>(() -> retry(ports -> Backbone.startBroker(programs(), folder, ports)));
  private final Lazy<Registry> registry =
      new Lazy<>(() -> retry(ports -> Backbone.startRegistry(programs(), folder, ports)));
  private final Lazy<Postgres> postgres =
      new Lazy<>(() -> retry(ports -> Backbone.startPostgres(programs(), folder, ports)));

  ProcessBackbone() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop-test-backbone"));
  }

  @Override
  public String bootstrapServers() {
    return broker.get().bootstrapServers();
  }

  @Override
  public URI registry() {
    return registry.get().address();
  }

  @Override
  public TestDatabase newDatabase() {
    String name = "test_" + databases.incrementAndGet();
    Postgres server = postgres.get();
    server.createDatabase(name);
    return new TestDatabase(name, server.jdbcUrl(name), server.user(), server.password());
  }

  private Programs programs() {
    return programs.get();
  }

  private static <T> T retry(Function<Ports, T> start) {
    for (int attempt = 1; ; attempt++) {
      try {
        return start.apply(Ports.free());
      } catch (BackboneException failed) {
        if (failed.fault() != Fault.DIED || attempt == ATTEMPTS) {
          throw failed;
        }
      }
    }
  }

  private static Path newFolder() {
    try {
      Path folder = Files.createTempDirectory("mainstem-test");
      return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void stop() {
    broker.ifMade(it -> it.child().kill());
    registry.ifMade(it -> it.child().kill());
    postgres.ifMade(Postgres::close);
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException | UncheckedIOException leftBehind) {
      // A temporary folder: the system's own cleaning takes it.
    }
  }
}
