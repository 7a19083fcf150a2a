package io.mainstem.simulators.story;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tool of a business: the connection it is known by, and the environment's names for its secrets.
 *
 * @param secrets the vendor's name of a secret to the environment's; a name after {@code =} is what
 *     it is where the environment says nothing
 * @param urlSecret the environment's name for what is written into the webhook address as {@code
 *     ?secret=}, or null
 */
public record Seat(
    String tool, String connection, Map<String, String> secrets, @Nullable String urlSecret) {

  public Seat {
    secrets = Map.copyOf(secrets);
  }

  /** Whether the tool tells of changes here. */
  boolean tells() {
    return !tool.equals("slack") && !tool.equals("drive");
  }
}
