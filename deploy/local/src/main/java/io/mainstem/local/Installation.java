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
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
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
  private static final int SIMULATORS_HEAP = 384;

  private final Layout layout;
  private final LocalPorts ports;
  private final Path workspace;
  private final boolean simulated;
  private final Map<String, String> simulation;
  private final Console console;
  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private final Map<ServiceKind, SupervisedProcess> services = new EnumMap<>(ServiceKind.class);
  private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
  private @Nullable Environments environments;
  private long simulatorsLogBegan;
  private boolean stopping;

  /**
   * @param simulated whether the business's tools are simulated
   * @param simulation further environment of the simulators
   */
  Installation(
      Layout layout,
      LocalPorts ports,
      Path workspace,
      boolean simulated,
      Map<String, String> simulation,
      Console console) {
    this.layout = layout;
    this.ports = ports;
    this.workspace = workspace;
    this.simulated = simulated;
    this.simulation = Map.copyOf(simulation);
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
      business = DemoBusiness.environment(folder.path(), ports, backbone.postgres());
    }
    Environments environments =
        new Environments(
            backbone, ports, workspace, folder.path(), StateKeyFile.in(folder.path()), business);
    this.environments = environments;
    installTopics(backbone);
    List<SupervisedProcess> starting = new ArrayList<>();
    if (simulated) {
      starting.add(startSimulators(environments));
    }
    for (ServiceKind kind : List.of(ServiceKind.values()).reversed()) {
      services.put(kind, manage(launch(kind, environments)));
    }
    starting.addAll(services.values());
    Readiness.await(starting, console, ended::isDone, this::sayReady);
    if (ended.isDone()) {
      awaitEnd();
    }
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

  private SupervisedProcess startSimulators(Environments environments) {
    simulatorsLogBegan = size(simulatorsLog());
    Map<String, String> environment = environments.ofSimulators(layout);
    environment.putAll(simulation);
    return manage(
        SupervisedProcess.start(
            java("simulators", SIMULATORS_HEAP, "io.mainstem.simulators.Main", environment),
            health(ports.simulators()),
            console,
            this::giveUp));
  }

  private Launch java(
      String name, int heapMegabytes, String mainClass, Map<String, String> environment) {
    return Launch.java(
        name,
        List.of("-Xmx" + heapMegabytes + "m", "-Dlogback.configurationFile=logback.xml"),
        layout.classPath(),
        mainClass,
        List.of(),
        environment,
        log(name));
  }

  private static long size(Path log) {
    try {
      return Files.exists(log) ? Files.size(log) : 0;
    } catch (IOException unreadable) {
      return 0;
    }
  }

  private Path log(String name) {
    return environmentsOrFail().data().resolve("logs").resolve(name + ".log");
  }

  Path simulatorsLog() {
    return log("simulators");
  }

  /** How long the simulators' log was before this start. */
  long simulatorsLogBegan() {
    return simulatorsLogBegan;
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

  /** Takes charge of a part; after a stop was asked for, stops it at once. */
  private <T extends AutoCloseable> T manage(T part) {
    synchronized (running) {
      if (!stopping) {
        running.push(part);
        return part;
      }
    }
    stop(part);
    throw new BackboneException(Fault.INTERRUPTED, "Stopped while starting.");
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

  boolean isRunning() {
    synchronized (running) {
      return !running.isEmpty();
    }
  }

  /** Stops every part, last started first. */
  @Override
  public void close() {
    @Nullable AutoCloseable part = next();
    while (part != null) {
      stop(part);
      part = next();
    }
    ended.complete(null);
  }

  private @Nullable AutoCloseable next() {
    synchronized (running) {
      stopping = true;
      return running.poll();
    }
  }

  private void stop(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception stubborn) {
      console.line("A part did not stop cleanly: " + stubborn.getMessage());
    }
  }
}
