package io.mainstem.ingest.webhook;

import io.mainstem.connections.Secret;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Secrets that tools taught us: in handshakes, or when a webhook was made by a call. */
public interface HandshakeSecrets {

  /** Where nothing can be kept. */
  HandshakeSecrets NONE =
      new HandshakeSecrets() {
        @Override
        public List<Secret> of(String connection) {
          return List.of();
        }

        @Override
        public CompletableFuture<Void> keep(String connection, Secret secret) {
          return CompletableFuture.failedFuture(new IllegalStateException("nowhere to keep it"));
        }
      };

  /** Every live one. */
  List<Secret> of(String connection);

  /** Whether those of an earlier run were read; before that nobody can be refused for good. */
  default boolean areRead() {
    return true;
  }

  /** The future completes once no crash can lose it. */
  CompletableFuture<Void> keep(String connection, Secret secret);
}
