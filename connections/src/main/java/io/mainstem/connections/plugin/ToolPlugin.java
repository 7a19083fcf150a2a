package io.mainstem.connections.plugin;

import io.mainstem.connections.Secret;
import java.util.Optional;

/**
 * Verifies the deliveries of a tool whose signed form is not data: no template over headers and
 * body says it. Found by {@link java.util.ServiceLoader}, named in a tool file by {@code auth:
 * {kind: plugin, name: …}}. Pure and thread-safe; it sees one request and one secret, and compares
 * in constant time.
 */
public interface ToolPlugin {
  String name();

  /** The header that holds the signature. */
  String header();

  /** False, never an exception, for whatever is not the sender's own. */
  boolean isSigned(SignedRequest request, String signature, Secret secret);

  /**
   * The signature the sender would write, where the secret is enough to make it; for conformance
   * and simulated senders.
   */
  default Optional<String> sign(SignedRequest request, Secret secret) {
    return Optional.empty();
  }
}
