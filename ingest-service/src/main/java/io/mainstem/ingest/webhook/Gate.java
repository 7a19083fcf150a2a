package io.mainstem.ingest.webhook;

import io.mainstem.connections.Connection;
import io.mainstem.connections.Secret;
import io.mainstem.connections.door.Admission;
import io.mainstem.connections.door.Keys;
import io.mainstem.connections.door.WebhookDoor;
import io.mainstem.connections.door.WebhookRequest;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One connection's door: its names, who is let in, and what becomes of a handshake's secret. */
public record Gate(String connection, String tool, Judge judge, Learner learner) {

  /** Judges one request; pure. */
  @FunctionalInterface
  public interface Judge {
    Admission admit(WebhookRequest request, Instant now);
  }

  /** Keeps what a handshake brought, and confirms it once it was answered. */
  public interface Learner {
    CompletableFuture<Void> keep(Secret secret);

    void confirm(Admission.Confirm confirm);
  }

  /** A door whose tool teaches nothing. */
  public Gate(String connection, String tool, Judge judge) {
    this(connection, tool, judge, learner(connection, HandshakeSecrets.NONE, null));
  }

  public static Gate of(Connection connection) {
    return new Gate(connection.name(), connection.tool().name(), WebhookDoor.of(connection)::admit);
  }

  /**
   * With what handshakes brought before, and what public keys there are.
   *
   * @param published keys of tools that sign tokens with theirs
   */
  public static Gate of(
      Connection connection,
      HandshakeSecrets secrets,
      Confirmations confirmations,
      PublishedKeys published) {
    WebhookDoor door = WebhookDoor.of(connection);
    String name = connection.name();
    return new Gate(
        name,
        connection.tool().name(),
        (request, now) ->
            door.admit(request, new Keys(secrets.of(name), published.of(door.keyAddresses())), now),
        learner(name, secrets, confirmations));
  }

  private static Learner learner(
      String connection, HandshakeSecrets secrets, @Nullable Confirmations confirmations) {
    return new Learner() {
      @Override
      public CompletableFuture<Void> keep(Secret secret) {
        return secrets.keep(connection, secret);
      }

      @Override
      public void confirm(Admission.Confirm confirm) {
        if (confirmations != null) {
          confirmations.start(confirm);
        }
      }
    };
  }
}
