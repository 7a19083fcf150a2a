package io.mainstem.runtime.service;

import io.mainstem.runtime.config.Settings;
import java.net.URI;
import java.nio.file.Path;

/**
 * What every service on the stream needs to know.
 *
 * @param kafka bootstrap servers
 * @param registry address of the schema registry
 * @param state folder for local state and caches
 * @param host address to bind
 * @param adminPort of health and metrics
 */
public record ServiceSettings(String kafka, URI registry, Path state, String host, int adminPort) {

  public static ServiceSettings read(Settings settings) {
    return new ServiceSettings(
        settings.text("MAINSTEM_KAFKA", "bootstrap servers, host:port,…"),
        settings.uri("MAINSTEM_REGISTRY"),
        settings.folder("MAINSTEM_STATE"),
        settings.textOr("MAINSTEM_HOST", "127.0.0.1"),
        settings.port("MAINSTEM_ADMIN_PORT"));
  }
}
