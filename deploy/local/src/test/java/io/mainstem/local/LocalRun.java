package io.mainstem.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.backbone.Backbone;
import io.mainstem.testkit.Await;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

/**
 * A whole installation for a test: the same processes as {@code ./mainstem demo}, on ports and a
 * data folder of its own.
 */
final class LocalRun implements AutoCloseable {
  private final Installation installation;

  private LocalRun(Installation installation) {
    this.installation = installation;
  }

  /** Everything with the example business, its tools not simulated. */
  static LocalRun up(Path data) throws InterruptedException {
    return up(Layout.find().workspace("restaurant-group"), data);
  }

  /** Everything with that business. */
  static LocalRun up(Path workspace, Path data) throws InterruptedException {
    return start(workspace, data, false, Map.of());
  }

  /**
   * Everything with an example business and its simulated tools.
   *
   * @param simulation further environment of the simulators, e.g. {@code SIM_DAYS}
   */
  static LocalRun demo(String business, Path data, Map<String, String> simulation)
      throws InterruptedException {
    return start(Layout.find().workspace(business), data, true, simulation);
  }

  private static LocalRun start(
      Path workspace, Path data, boolean simulated, Map<String, String> simulation)
      throws InterruptedException {
    Layout layout = Layout.find();
    Installation installation =
        new Installation(
            layout, LocalPorts.free(), workspace, simulated, simulation, new Console(System.out));
    installation.start(data);
    return new LocalRun(installation);
  }

  URI commandCentre() {
    return URI.create("http://127.0.0.1:" + installation.ports().commandCentre());
  }

  URI webhooks() {
    return URI.create("http://127.0.0.1:" + installation.ports().ingest());
  }

  URI simulators() {
    return URI.create("http://127.0.0.1:" + installation.ports().simulators());
  }

  /** Kafka's, the registry's and PostgreSQL's addresses, and their processes. */
  Backbone backbone() {
    return installation.environmentsOrFail().backbone();
  }

  /** What the services were told, e.g. the simulated tools' secrets. */
  Map<String, String> environmentOf(String service) {
    return installation.environmentsOrFail().of(ServiceKind.named(service));
  }

  /** A connection to a database of the local PostgreSQL: {@code mainstem} or {@code rota}. */
  Connection database(String name) throws SQLException {
    var postgres = backbone().postgres();
    return DriverManager.getConnection(
        postgres.jdbcUrl(name), postgres.user(), postgres.password());
  }

  /** Where the simulated tools tell their story. */
  Path simulatorsLog() {
    return installation.simulatorsLog();
  }

  /** The command centre's answer, e.g. to {@code /api/status}. */
  JsonNode ask(String path) throws InterruptedException {
    return JsonOutline.read(new CentreClient(installation.ports().commandCentre()).get(path));
  }

  /** kill -9. The process is started again a second later, as it would be anywhere. */
  void kill(String service) {
    var child = service(service).child();
    child.kill();
    Await.until(service + " is gone", () -> !child.isAlive());
  }

  /** Stops a service in order; it stays away until {@link #resume}. */
  void stop(String service) {
    service(service).close();
  }

  void resume(String service) {
    service(service).resume();
  }

  /** Returns when the service says it is ready. */
  void awaitReady(String service) {
    Await.until(service + " is ready", () -> Readiness.isReady(service(service).health()));
  }

  private SupervisedProcess service(String name) {
    return installation.service(ServiceKind.named(name));
  }

  @Override
  public void close() {
    installation.close();
  }
}
