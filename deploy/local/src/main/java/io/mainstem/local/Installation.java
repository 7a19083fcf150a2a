package io.mainstem.local;

import io.mainstem.backbone.Backbone;
import io.mainstem.backbone.BackboneException;
import io.mainstem.backbone.DataFolder;
import io.mainstem.backbone.Fault;
import io.mainstem.backbone.Launch;
import io.mainstem.backbone.PortCheck;
import io.mainstem.backbone.Programs;
import io.mainstem.runtime.avro.RegistryClient;
import io.mainstem.runtime.kafka.KafkaClients;
import io.mainstem.runtime.kafka.TopicInstaller;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A whole installation on this machine: starts everything in order, and stops it in the reverse.
 */
final class Installation implements AutoCloseable {
  private final Layout layout;
  private final LocalPorts ports;
  private final Path workspace;
  private final boolean simulated;
  private final Console console;
  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private final Map<ServiceKind, SupervisedProcess> services = new EnumMap<>(ServiceKind.class);
  private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
  private @Nullable Environments environments;
  private @Nullable SupervisedProcess simulators;

  Installation(
      Layout layout, LocalPorts ports, Path workspace, boolean simulated, Console console) {
    this.layout = layout;
    this.ports = ports;
    this.workspace = workspace;
    this.simulated = simulated;
    this.console = console;
  }

  /** Returns when every part is ready. If one cannot be, stops what was started and fails. */
  void start(Path data) throws InterruptedException {
    try {
      startAll(data);
    } catch (RuntimeException | InterruptedException failed) {
      close();
      throw failed;
    }
  }

  private void startAll(Path data) throws InterruptedException {
    PortCheck.requireFree(ports.named());
    DataFolder folder = manage(DataFolder.open(data));
    Backbone backbone =
        manage(
            Backbone.start(
                Programs.find(),
                folder.path(),
                ports.backbone(),
                (part, address, took) -> console.step(part, address)));
    Map<String, String> business = Map.of();
    if (simulated) {
      backbone.postgres().createDatabase(DemoBusiness.ROTA_DATABASE);
      business = DemoBusiness.environment(folder.path(), ports, backbone.postgres());
    }
    Environments environments =
        new Environments(backbone, ports, workspace, folder.path(), business);
    this.environments = environments;
    installTopics(backbone);
    if (simulated) {
      startSimulators(environments);
    }
    for (ServiceKind kind : List.of(ServiceKind.values()).reversed()) {
      services.put(kind, manage(launch(kind, environments)));
    }
    Readiness.await(List.copyOf(services.values()), console, ended::isDone, this::sayReady);
    failIfEnded();
  }

  private void installTopics(Backbone backbone) {
    TopicInstaller.forOneBroker(
            new KafkaClients(backbone.broker().bootstrapServers()),
            new RegistryClient(backbone.registry().address()))
        .install(WorkspaceConnections.names(workspace));
    console.step("topics", "created, schemas registered");
  }

  private SupervisedProcess launch(ServiceKind kind, Environments environments) {
    Launch launch =
        java(kind.title(), kind.heapMegabytes(), kind.mainClass(), environments.of(kind));
    return SupervisedProcess.start(launch, health(kind.healthPort(ports)), console, this::giveUp);
  }

  private void startSimulators(Environments environments) throws InterruptedException {
    SupervisedProcess process =
        manage(
            SupervisedProcess.start(
                java("simulators", 256, "io.mainstem.simulators.Main", environments.ofSimulators()),
                health(ports.simulators()),
                console,
                this::giveUp));
    simulators = process;
    Readiness.await(List.of(process), console, ended::isDone, this::sayReady);
    failIfEnded();
  }

  private Launch java(
      String name, int heapMegabytes, String mainClass, Map<String, String> environment) {
    Path log = environmentsOrFail().data().resolve("logs").resolve(name + ".log");
    return Launch.java(
        name,
        List.of("-Xmx" + heapMegabytes + "m", "-Dlogback.configurationFile=logback.xml"),
        layout.classPath(),
        mainClass,
        List.of(),
        environment,
        log);
  }

  private static URI health(int port) {
    return URI.create("http://127.0.0.1:%d/health/ready".formatted(port));
  }

  private void sayReady(SupervisedProcess process) {
    console.step(process.name(), "ready");
  }

  private void giveUp(BackboneException why) {
    ended.completeExceptionally(why);
  }

  private void failIfEnded() throws InterruptedException {
    if (ended.isDone()) {
      awaitEnd();
    }
  }

  /** Returns after {@link #close}; fails when a part has died for good. */
  void awaitEnd() throws InterruptedException {
    try {
      ended.get();
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof BackboneException known
          ? known
          : new BackboneException(Fault.DIED, String.valueOf(failed.getMessage()), failed);
    }
  }

  private synchronized <T extends AutoCloseable> T manage(T part) {
    running.push(part);
    return part;
  }

  Environments environmentsOrFail() {
    if (environments == null) {
      throw new IllegalStateException("not started");
    }
    return environments;
  }

  LocalPorts ports() {
    return ports;
  }

  SupervisedProcess service(ServiceKind kind) {
    SupervisedProcess process = services.get(kind);
    if (process == null) {
      throw new IllegalStateException("not started: " + kind);
    }
    return process;
  }

  @Nullable SupervisedProcess simulators() {
    return simulators;
  }

  @Override
  public void close() {
    while (true) {
      @Nullable AutoCloseable part = next();
      if (part == null) {
        ended.complete(null);
        return;
      }
      try {
        part.close();
      } catch (Exception stubborn) {
        console.line("A part did not stop cleanly: " + stubborn.getMessage());
      }
    }
  }

  private synchronized @Nullable AutoCloseable next() {
    return running.poll();
  }
}
