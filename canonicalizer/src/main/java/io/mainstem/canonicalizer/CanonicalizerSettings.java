package io.mainstem.canonicalizer;

import io.mainstem.runtime.config.Settings;
import io.mainstem.runtime.service.ServiceSettings;
import java.nio.file.Path;

/**
 * What this service needs to know.
 *
 * @param workspace folder of the business's files
 * @param instance distinct for each running copy, the same after a restart
 * @param threads stream threads
 */
record CanonicalizerSettings(
    ServiceSettings service, Path workspace, String instance, int threads) {
  private static final int MAX_THREADS = 64;

  static CanonicalizerSettings read(Settings settings) {
    CanonicalizerSettings read =
        new CanonicalizerSettings(
            ServiceSettings.read(settings),
            settings.folder("MAINSTEM_WORKSPACE"),
            settings.textOr("MAINSTEM_INSTANCE", "0"),
            settings.numberOr("MAINSTEM_THREADS", 1, 1, MAX_THREADS));
    settings.check();
    return read;
  }
}
