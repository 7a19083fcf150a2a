package io.mainstem.backbone;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Apicurio Registry with its H2 file; stock rules: valid schemas, backward compatible. */
public final class Registry implements AutoCloseable {
  private static final Duration READY_LIMIT = Duration.ofSeconds(90);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
  private static final Duration PROBE_LIMIT = Duration.ofSeconds(2);
  private static final String MAIN = "io.quarkus.bootstrap.runner.QuarkusEntryPoint";

  private final Child child;
  private final int port;

  private Registry(Child child, int port) {
    this.child = child;
    this.port = port;
  }

  static Registry start(Programs programs, Path folder, int port, int managementPort, Path logs) {
    try {
      Files.createDirectories(folder);
    } catch (IOException failed) {
      throw DataFolder.notWritable(folder, failed);
    }
    String classPath =
        programs.registry().resolve("quarkus-run.jar")
            + File.pathSeparator
            + Programs.ownLocation();
    Child child =
        Child.start(
            Launch.java(
                "registry",
                List.of("-Xmx256m"),
                classPath,
                MAIN,
                List.of(),
                environment(folder, port, managementPort),
                logs.resolve("registry.log")));
    Registry registry = new Registry(child, port);
    URI health = URI.create("http://127.0.0.1:%d/health/ready".formatted(managementPort));
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(PROBE_LIMIT).build()) {
      child.awaitReady(READY_LIMIT, () -> answers(client, health));
    } catch (BackboneException failed) {
      registry.close();
      throw failed;
    }
    return registry;
  }

  private static Map<String, String> environment(Path folder, int port, int managementPort) {
    return Map.of(
        "QUARKUS_HTTP_HOST", "127.0.0.1",
        "QUARKUS_HTTP_PORT", Integer.toString(port),
        "QUARKUS_MANAGEMENT_HOST", "127.0.0.1",
        "QUARKUS_MANAGEMENT_PORT", Integer.toString(managementPort),
        "APICURIO_DATASOURCE_URL", "jdbc:h2:file:" + folder.resolve("db"),
        "APICURIO_RULES_GLOBAL_VALIDITY", "FULL",
        "APICURIO_RULES_GLOBAL_COMPATIBILITY", "BACKWARD");
  }

  private static boolean answers(HttpClient client, URI health) {
    HttpRequest request = HttpRequest.newBuilder(health).timeout(PROBE_LIMIT).build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new BackboneException(Fault.INTERRUPTED, "Interrupted while starting.", stopped);
    }
  }

  /** The registry's root, such as {@code http://127.0.0.1:8082}. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  public Child child() {
    return child;
  }

  @Override
  public void close() {
    child.stop(STOP_LIMIT);
  }
}
