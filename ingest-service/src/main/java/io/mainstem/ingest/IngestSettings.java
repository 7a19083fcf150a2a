package io.mainstem.ingest;

import io.mainstem.ingest.spool.SpoolSettings;
import io.mainstem.runtime.config.HostPort;
import io.mainstem.runtime.config.Settings;
import io.mainstem.runtime.service.ServiceSettings;
import java.nio.file.Path;
import java.util.Set;

/**
 * What the ingest service is told by its environment.
 *
 * @param port of the webhook door
 * @param workspace folder of the business
 * @param outboundAllow addresses of this machine or network that tools may have
 * @param spool where deliveries wait while the broker is away
 */
record IngestSettings(
    ServiceSettings service,
    int port,
    Path workspace,
    Set<HostPort> outboundAllow,
    SpoolSettings spool) {

  static IngestSettings read(Settings settings) {
    ServiceSettings service = ServiceSettings.read(settings);
    return new IngestSettings(
        service,
        settings.port("MAINSTEM_PORT"),
        settings.folder("MAINSTEM_WORKSPACE"),
        settings.hostPorts("MAINSTEM_OUTBOUND_ALLOW"),
        spool(settings, service));
  }

  private static SpoolSettings spool(Settings settings, ServiceSettings service) {
    String folder = service.state().resolve("spool").toString();
    return new SpoolSettings(
        Path.of(settings.textOr("MAINSTEM_SPOOL_FOLDER", folder)),
        settings.longOr(
            "MAINSTEM_SPOOL_BYTES",
            SpoolSettings.DEFAULT_MAX_BYTES,
            0,
            SpoolSettings.LARGEST_MAX_BYTES),
        settings.durationOr("MAINSTEM_SPOOL_AGE", SpoolSettings.DEFAULT_MAX_AGE));
  }
}
