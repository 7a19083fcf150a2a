package io.mainstem.anomaly;

import io.mainstem.runtime.config.Settings;
import io.mainstem.runtime.service.ServiceSettings;
import java.nio.file.Path;

/**
 * What this service reads from its environment.
 *
 * @param workspace folder of the business
 * @param instanceId distinct for each running copy, the same after a restart
 */
record AnomalyConfig(ServiceSettings service, Path workspace, String instanceId) {

  static AnomalyConfig read(Settings settings) {
    return new AnomalyConfig(
        ServiceSettings.read(settings),
        settings.folder("MAINSTEM_WORKSPACE"),
        settings.textOr("MAINSTEM_INSTANCE", "0"));
  }
}
