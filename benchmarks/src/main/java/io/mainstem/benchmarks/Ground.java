package io.mainstem.benchmarks;

import io.mainstem.backbone.Backbone;
import io.mainstem.backbone.Child;
import io.mainstem.backbone.Launch;
import io.mainstem.backbone.Ports;
import io.mainstem.backbone.Postgres;
import io.mainstem.backbone.Programs;
import io.mainstem.connections.Workspace;
import io.mainstem.connections.WorkspaceException;
import io.mainstem.runtime.avro.AvroSerdes;
import io.mainstem.runtime.avro.RegistryClient;
import io.mainstem.runtime.avro.RegistrySchemaIds;
import io.mainstem.runtime.health.HealthRegistry;
import io.mainstem.runtime.kafka.KafkaClients;
import io.mainstem.runtime.kafka.TopicInstaller;
import io.mainstem.schemas.event.SourceEvent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A backbone of its own in a temporary folder, and the processes under measurement beside it. All
 * measured JVMs get the same flags: half a gigabyte, and the optimising compiler.
 */
final class Ground implements AutoCloseable {
  static final String SIGNATURE_KEY = "benchmark-signature-key";
  private static final Duration READY_WITHIN = Duration.ofMinutes(2);
  private static final List<String> FLAGS =
      List.of("-Xmx512m", "-XX:TieredStopAtLevel=4", "-Dlogback.configurationFile=logback.xml");

  private final Path folder;
  private final Backbone backbone;
  private final List<Integer> ports;
  private final Deque<Child> children = new ArrayDeque<>();
  private final HttpClient client = HttpClient.newHttpClient();

  private Ground(Path folder, Backbone backbone, List<Integer> ports) {
    this.folder = folder;
    this.backbone = backbone;
    this.ports = ports;
  }

  static Ground start() throws IOException, WorkspaceException {
    System.out.println("Starting Kafka, the registry and PostgreSQL …");
    Path folder = Files.createTempDirectory("mainstem-bench-");
    Backbone backbone =
        Backbone.start(
            Programs.find(),
            folder,
            Ports.free(),
            (part, address, took) ->
                System.out.println("  " + part + " ready in " + took.toMillis() + " ms"));
    Ground ground = new Ground(folder, backbone, Ports.free(6));
    TopicInstaller.forOneBroker(ground.kafka(), ground.registry())
        .install(ground.workspace().connections().keySet());
    return ground;
  }

  Workspace workspace() throws WorkspaceException {
    return Workspace.load(workspaceFolder(), environment()::get);
  }

  KafkaClients kafka() {
    return new KafkaClients(backbone.broker().bootstrapServers());
  }

  RegistryClient registry() {
    return new RegistryClient(backbone.registry().address());
  }

  AvroSerdes serdes() {
    HealthRegistry health = new HealthRegistry(InstantSource.system());
    return new AvroSerdes(
        new RegistrySchemaIds(registry(), folder.resolve("bench"), health.component("registry")));
  }

  /** The pass-through's topic is in no catalogue. */
  void registerPassThrough() {
    registry().register(PassThrough.OUT + "-value", SourceEvent.getClassSchema());
  }

  Postgres postgres() {
    return backbone.postgres();
  }

  long brokerPid() {
    return backbone.broker().child().pid();
  }

  int ingestPort() {
    return ports.get(0);
  }

  int ceilingPort() {
    return ports.get(1);
  }

  Child ingest() {
    return service("ingest-service", "io.mainstem.ingest.Main", ports.get(2));
  }

  /** A figure of the ingest service's own metrics, summed over its labels. */
  double ingestFigure(String name) throws IOException, InterruptedException {
    URI metrics = URI.create("http://127.0.0.1:" + ports.get(2) + "/metrics");
    return client
        .send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofLines())
        .body()
        .filter(line -> line.startsWith(name + "{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  Child canonicalizer() {
    return service("canonicalizer", "io.mainstem.canonicalizer.Main", ports.get(3));
  }

  Child sink() {
    return service("sink-service", "io.mainstem.sink.Main", ports.get(4));
  }

  Child passThrough() {
    return service("pass-through", PassThrough.class.getName(), ports.get(5));
  }

  /** A process that is ready as soon as its port answers. */
  Child ceiling() {
    return start(
        "ceiling",
        CeilingServer.class.getName(),
        List.of(Integer.toString(ceilingPort())),
        URI.create("http://127.0.0.1:" + ceilingPort() + "/"));
  }

  private Child service(String name, String mainClass, int adminPort) {
    return start(
        name, mainClass, List.of(), URI.create("http://127.0.0.1:" + adminPort + "/health/ready"));
  }

  private Child start(String name, String mainClass, List<String> arguments, URI ready) {
    Map<String, String> environment = environment();
    environment.put("MAINSTEM_STATE", folder.resolve("state").resolve(name).toString());
    environment.put("MAINSTEM_ADMIN_PORT", Integer.toString(ready.getPort()));
    Child child =
        Child.start(
            Launch.java(
                name,
                FLAGS,
                System.getProperty("java.class.path"),
                mainClass,
                arguments,
                environment,
                folder.resolve("logs").resolve(name + ".log")));
    children.push(child);
    child.awaitReady(READY_WITHIN, () -> answers(ready));
    return child;
  }

  void stop(Child child) {
    children.remove(child);
    child.close();
  }

  private boolean answers(URI ready) {
    try {
      HttpRequest request = HttpRequest.newBuilder(ready).timeout(Duration.ofSeconds(2)).build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The tools' addresses lead nowhere: no measurement here calls a tool. */
  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    environment.put("MAINSTEM_KAFKA", backbone.broker().bootstrapServers());
    environment.put("MAINSTEM_REGISTRY", backbone.registry().address().toString());
    environment.put("MAINSTEM_POSTGRES", postgres().jdbcUrl(Postgres.DATABASE));
    environment.put("MAINSTEM_POSTGRES_USER", postgres().user());
    environment.put("MAINSTEM_POSTGRES_PASSWORD", postgres().password());
    environment.put("MAINSTEM_WORKSPACE", workspaceFolder().toString());
    environment.put("MAINSTEM_PORT", Integer.toString(ingestPort()));
    environment.put("MAINSTEM_PUBLIC_URL", publicUrl());
    environment.put("SQUARE_SIGNATURE_KEY", SIGNATURE_KEY);
    environment.put("SQUARE_ACCESS_TOKEN", "none");
    environment.put("MAINSTEM_LOG_LEVEL", "WARN");
    return environment;
  }

  String publicUrl() {
    return "http://127.0.0.1:" + ingestPort();
  }

  private static Path workspaceFolder() {
    return Path.of(System.getProperty("mainstem.root", "."), "workspaces/restaurant-group");
  }

  @Override
  public void close() throws IOException {
    while (!children.isEmpty()) {
      children.pop().close();
    }
    backbone.close();
    client.close();
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder()).forEach(files::add);
    }
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }
}
