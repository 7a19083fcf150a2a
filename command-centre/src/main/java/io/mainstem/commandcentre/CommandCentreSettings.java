package io.mainstem.commandcentre;

import io.mainstem.runtime.config.Secret;
import io.mainstem.runtime.config.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The service's environment.
 *
 * @param host {@code MAINSTEM_HOST}: address to bind, this machine by default
 * @param port {@code MAINSTEM_PORT}: pages, API, health and metrics
 * @param kafka {@code MAINSTEM_KAFKA}: bootstrap servers, for what people decide
 * @param registry {@code MAINSTEM_REGISTRY}
 * @param state {@code MAINSTEM_STATE}: folder for the ids of schemas
 * @param postgresUrl {@code MAINSTEM_POSTGRES}: JDBC address of the reporting store
 * @param workspace {@code MAINSTEM_WORKSPACE}: the business's folder
 * @param services {@code MAINSTEM_SERVICES}: {@code name=http://host:port,…}; by default the four
 *     services on the ports after its own
 */
public record CommandCentreSettings(
    String host,
    int port,
    String kafka,
    URI registry,
    Path state,
    String postgresUrl,
    String postgresUser,
    Secret postgresPassword,
    Path workspace,
    Map<String, URI> services) {

  private static final List<String> SERVICES =
      List.of("ingest-service", "canonicalizer", "anomaly-streams", "sink-service");
  private static final int FIRST_ADMIN_PORT = 4;

  static CommandCentreSettings read(Settings settings) {
    int port = settings.port("MAINSTEM_PORT");
    CommandCentreSettings read =
        new CommandCentreSettings(
            settings.textOr("MAINSTEM_HOST", "127.0.0.1"),
            port,
            settings.text("MAINSTEM_KAFKA", "bootstrap servers, host:port,…"),
            settings.uri("MAINSTEM_REGISTRY"),
            settings.folder("MAINSTEM_STATE"),
            settings.postgresUrl("MAINSTEM_POSTGRES"),
            settings.text("MAINSTEM_POSTGRES_USER", "a database user"),
            settings.secret("MAINSTEM_POSTGRES_PASSWORD"),
            settings.folder("MAINSTEM_WORKSPACE"),
            services(settings, port));
    settings.check();
    return read;
  }

  private static Map<String, URI> services(Settings settings, int port) {
    Map<String, URI> services = new LinkedHashMap<>();
    String listed = settings.textOr("MAINSTEM_SERVICES", "");
    if (listed.isEmpty()) {
      for (int i = 0; i < SERVICES.size(); i++) {
        int adminPort = port + FIRST_ADMIN_PORT + i;
        services.put(SERVICES.get(i), URI.create("http://127.0.0.1:" + adminPort));
      }
      return services;
    }
    for (String entry : listed.split(",", -1)) {
      int equals = entry.indexOf('=');
      try {
        services.put(entry.substring(0, equals).strip(), URI.create(entry.substring(equals + 1)));
      } catch (RuntimeException e) {
        settings.problem("MAINSTEM_SERVICES: " + entry + " (expected: name=http://host:port)");
      }
    }
    return services;
  }
}
