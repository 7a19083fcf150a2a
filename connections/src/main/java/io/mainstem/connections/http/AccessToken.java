package io.mainstem.connections.http;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a connection sends to say who it is, where its tool gives tokens for that. Never printed.
 *
 * @param value the token
 * @param kept fields of the token answer that addresses and texts may name
 * @param expiresAt null where nobody said
 */
public record AccessToken(String value, Map<String, String> kept, @Nullable Instant expiresAt) {
  /** For tools that need none. */
  public static final AccessToken NONE = new AccessToken("", Map.of(), null);

  public AccessToken {
    kept = Map.copyOf(kept);
  }

  @Override
  public String toString() {
    return "***, until " + expiresAt;
  }
}
