package io.mainstem.simulators.story;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a story is played.
 *
 * @param publicUrl where webhooks go, below {@code /webhooks/CONNECTION}
 * @param secrets by tool, under the vendor's names
 * @param urlSecrets by tool, what is written into the webhook address
 * @param folder where files are put, or null for nowhere
 * @param limit calls a window for every tool, {@code none}, or null for the vendors' own
 */
public record StorySettings(
    int port,
    String publicUrl,
    Map<String, Map<String, String>> secrets,
    Map<String, String> urlSecrets,
    int days,
    Duration dayTakes,
    @Nullable Path folder,
    Path state,
    @Nullable String limit) {

  public StorySettings {
    secrets = Map.copyOf(secrets);
    urlSecrets = Map.copyOf(urlSecrets);
  }
}
