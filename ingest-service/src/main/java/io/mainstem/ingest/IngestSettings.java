package io.mainstem.ingest;

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
 */
record IngestSettings(
    ServiceSettings service, int port, Path workspace, Set<HostPort> outboundAllow) {

  static IngestSettings read(Settings settings) {
    return new IngestSettings(
        ServiceSettings.read(settings),
        settings.port("MAINSTEM_PORT"),
        settings.folder("MAINSTEM_WORKSPACE"),
        settings.hostPorts("MAINSTEM_OUTBOUND_ALLOW"));
  }
}
