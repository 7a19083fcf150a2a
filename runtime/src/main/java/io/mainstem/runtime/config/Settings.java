package io.mainstem.runtime.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads a service's environment. Each reader returns a usable value even where the variable is
 * wrong, and remembers the problem; {@link #check()} then reports all of them at once:
 *
 * <pre>{@code
 * Settings settings = Settings.of(System.getenv());
 * URI registry = settings.uri("MAINSTEM_REGISTRY");
 * int port = settings.port("MAINSTEM_PORT");
 * settings.check();
 * }</pre>
 */
public final class Settings {
  private static final URI NOWHERE = URI.create("http://nowhere.invalid");

  private final Map<String, String> environment;
  private final List<String> problems = new ArrayList<>();

  private Settings(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  public static Settings of(Map<String, String> environment) {
    return new Settings(environment);
  }

  /** A text that must be there; {@code expected} says what, e.g. {@code host:port list}. */
  public String text(String name, String expected) {
    return required(name, expected, "", Function.identity());
  }

  /** A text with a default. */
  public String textOr(String name, String fallback) {
    return value(name).orElse(fallback);
  }

  /** An absolute {@code http} or {@code https} address. */
  public URI uri(String name) {
    return required(name, "an http or https address", NOWHERE, Settings::parseHttp);
  }

  /** The same, with a default. */
  public URI uriOr(String name, URI fallback) {
    return optional(name, "an http or https address", fallback, Settings::parseHttp);
  }

  /** A JDBC address of a Postgres database. */
  public String postgresUrl(String name) {
    String expected = "jdbc:postgresql://host:port/database";
    return required(
        name,
        expected,
        "jdbc:postgresql://nowhere.invalid/none",
        text -> {
          require(text.startsWith("jdbc:postgresql://"), expected);
          return text;
        });
  }

  /** A TCP port; 0 asks for any free one. */
  public int port(String name) {
    return required(name, "a port, 0 to 65535", 0, Settings::parsePort);
  }

  /** The same, with a default. */
  public int portOr(String name, int fallback) {
    return optional(name, "a port, 0 to 65535", fallback, Settings::parsePort);
  }

  /** A whole number within limits, with a default. */
  public int numberOr(String name, int fallback, int min, int max) {
    return optional(
        name,
        "a whole number from " + min + " to " + max,
        fallback,
        text -> {
          int number = Integer.parseInt(text);
          require(number >= min && number <= max, "within limits");
          return number;
        });
  }

  /** The same for large ones. */
  public long longOr(String name, long fallback, long min, long max) {
    return optional(
        name,
        "a whole number from " + min + " to " + max,
        fallback,
        text -> {
          long number = Long.parseLong(text);
          require(number >= min && number <= max, "within limits");
          return number;
        });
  }

  /** A duration in ISO 8601, e.g. {@code PT30S}, with a default. */
  public Duration durationOr(String name, Duration fallback) {
    return optional(name, "a duration such as PT30S", fallback, Duration::parse);
  }

  /** A folder; it need not exist yet. */
  public Path folder(String name) {
    return required(name, "a folder", Path.of("."), Path::of);
  }

  /** A secret; its value is never part of a problem. */
  public Secret secret(String name) {
    Optional<String> found = value(name);
    if (found.isEmpty()) {
      problems.add(name + ": not set (expected: a secret)");
    }
    return new Secret(found.orElse(""));
  }

  /** A comma-separated list of {@code host:port}; empty where not set. */
  public Set<HostPort> hostPorts(String name) {
    return optional(
        name,
        "a comma-separated list of host:port",
        Set.of(),
        text -> {
          Set<HostPort> found = new LinkedHashSet<>();
          for (String part : text.split(",", -1)) {
            if (!part.isBlank()) {
              found.add(HostPort.parse(part.strip()));
            }
          }
          return Collections.unmodifiableSet(found);
        });
  }

  /** Adds a problem found elsewhere, in the same words: {@code name: value (expected: …)}. */
  public void problem(String text) {
    problems.add(text);
  }

  /**
   * Call once everything was read.
   *
   * @throws SettingsException with every problem found so far
   */
  public void check() {
    if (!problems.isEmpty()) {
      throw new SettingsException(problems);
    }
  }

  private Optional<String> value(String name) {
    return Optional.ofNullable(environment.get(name)).map(String::strip).filter(v -> !v.isEmpty());
  }

  private <T> T required(String name, String expected, T placeholder, Function<String, T> parser) {
    if (value(name).isEmpty()) {
      problems.add(name + ": not set (expected: " + expected + ")");
      return placeholder;
    }
    return optional(name, expected, placeholder, parser);
  }

  private <T> T optional(String name, String expected, T fallback, Function<String, T> parser) {
    Optional<String> found = value(name);
    if (found.isEmpty()) {
      return fallback;
    }
    try {
      return parser.apply(found.get());
    } catch (RuntimeException e) {
      problems.add(name + ": " + found.get() + " (expected: " + expected + ")");
      return fallback;
    }
  }

  private static URI parseHttp(String text) {
    URI uri = URI.create(text);
    String scheme = uri.getScheme();
    require("http".equals(scheme) || "https".equals(scheme), "http or https");
    require(uri.getHost() != null, "a host");
    return uri;
  }

  private static int parsePort(String text) {
    int port = Integer.parseInt(text);
    require(port >= 0 && port <= HostPort.MAX_PORT, "a port");
    return port;
  }

  private static void require(boolean met, String expected) {
    if (!met) {
      throw new IllegalArgumentException(expected);
    }
  }
}
