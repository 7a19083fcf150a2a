package io.mainstem.ingest.webhook;

import io.mainstem.connections.Secret;
import io.mainstem.connections.door.Snapshots;
import io.mainstem.connections.json.Bytes;
import io.mainstem.runtime.state.ConnectionStates;
import io.mainstem.runtime.state.StateKind;
import io.mainstem.runtime.state.StateSealedException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Secrets sealed in the state topic, so that every instance has them after the broker's ack. */
public final class StateSecrets implements HandshakeSecrets {
  /** Names of secrets of handshakes begin so. */
  public static final String PREFIX = "handshake/";

  private static final int NAME_CHARS = 16;

  private final ConnectionStates states;

  public StateSecrets(ConnectionStates states) {
    this.states = states;
  }

  @Override
  public List<Secret> of(String connection) {
    return states.canSeal()
        ? states.texts(connection, StateKind.SECRET).stream().map(Secret::new).toList()
        : List.of();
  }

  @Override
  public boolean areRead() {
    return states.isCaughtUp();
  }

  /** The same secret again is the same state. */
  @Override
  public CompletableFuture<Void> keep(String connection, Secret secret) {
    String hash = Snapshots.hash(Bytes.utf8(secret.value()));
    try {
      return states.put(
          connection, StateKind.SECRET, PREFIX + hash.substring(0, NAME_CHARS), secret.value());
    } catch (StateSealedException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
