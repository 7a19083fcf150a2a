package io.mainstem.connections.door;

import io.mainstem.connections.Secret;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a door knows besides its files.
 *
 * @param learnt secrets that handshakes brought
 * @param published a tool's public keys by their id; null where they have not been fetched
 */
public record Keys(List<Secret> learnt, @Nullable Map<String, PublicKey> published) {
  public static final Keys NONE = new Keys(List.of(), null);

  public Keys {
    learnt = List.copyOf(learnt);
    published = published == null ? null : Map.copyOf(published);
  }
}
