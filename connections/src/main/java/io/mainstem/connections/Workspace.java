package io.mainstem.connections;

import io.mainstem.connections.expression.Business;
import io.mainstem.connections.expression.Expressions;
import io.mainstem.connections.flows.Flows;
import io.mainstem.connections.metrics.Metrics;
import io.mainstem.connections.yaml.Problem;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One business.
 *
 * @param name of the folder, e.g. {@code restaurant-group}
 * @param title as people call it
 * @param currency ISO 4217
 * @param country ISO 3166-1 alpha-2
 * @param cutOff local time at which the trading day turns
 * @param connections by name, in the order of their names
 */
public record Workspace(
    String name,
    String title,
    String currency,
    String country,
    ZoneId zone,
    LocalTime cutOff,
    Map<String, Connection> connections,
    Authority authority,
    Identity identity,
    Access access,
    Metrics metrics,
    Flows flows) {

  /**
   * Reads the folder.
   *
   * @param environment {@code System::getenv}, or a map in tests
   * @throws WorkspaceException with every mistake in every file
   */
  public static Workspace load(Path folder, Function<String, @Nullable String> environment)
      throws WorkspaceException {
    return load(folder, Map.of(), environment);
  }

  /**
   * Reads the folder as if some of its files were others.
   *
   * @param instead by the name of the file they take the place of
   * @throws WorkspaceException with every mistake in every file
   */
  public static Workspace load(
      Path folder, Map<String, Path> instead, Function<String, @Nullable String> environment)
      throws WorkspaceException {
    WorkspaceLoader loader = new WorkspaceLoader(folder, instead, environment);
    Workspace workspace = loader.read();
    List<Problem> problems = loader.problems();
    if (!problems.isEmpty()) {
      throw new WorkspaceException(problems);
    }
    return workspace;
  }

  /** Every mistake in every file; empty where the workspace can be loaded. */
  public static List<Problem> check(Path folder, Function<String, @Nullable String> environment) {
    WorkspaceLoader loader = new WorkspaceLoader(folder, Map.of(), environment);
    loader.read();
    return loader.problems();
  }

  public Business business() {
    return new Business(currency, country, zone, cutOff);
  }

  public Expressions expressions() {
    return Expressions.of(business());
  }
}
