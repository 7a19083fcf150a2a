package io.mainstem.ingest.webhook;

import io.mainstem.connections.Connection;
import io.mainstem.connections.Secret;
import io.mainstem.connections.door.Admission;
import io.mainstem.connections.door.Keys;
import io.mainstem.connections.door.Rejection;
import io.mainstem.connections.door.Reply;
import io.mainstem.connections.door.WebhookDoor;
import io.mainstem.connections.door.WebhookRequest;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.tool.WebhookSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One connection's door: its names, who is let in, and what becomes of a handshake's secret.
 *
 * @param deadline from the end of the head to the answer: later the tool has hung up
 */
public record Gate(
    String connection, String tool, Duration deadline, Judge judge, Learner learner) {
  private static final Duration PATIENT = Limits.BODY_TIME.plus(Limits.ACK_TIME);

  /** How long a body may take, so that the broker still has its time before the deadline. */
  Duration bodyTime() {
    Duration left = deadline.minus(Limits.ACK_TIME);
    return left.compareTo(Limits.BODY_TIME) < 0 ? left : Limits.BODY_TIME;
  }

  /** Judges one request; pure. */
  @FunctionalInterface
  public interface Judge {
    Admission admit(WebhookRequest request, Instant now);
  }

  /** Keeps what a handshake brought, and confirms it once it was answered. */
  public interface Learner {
    CompletableFuture<Void> keep(Secret secret);

    /**
     * A secret was kept and the handshake answered.
     *
     * @param confirm the call that makes it valid, or null
     */
    void learnt(Secret secret, Admission.@Nullable Confirm confirm);

    /** Somebody was let in. */
    void signed();
  }

  /** A door whose tool teaches nothing. */
  public Gate(String connection, String tool, Judge judge) {
    this(connection, tool, PATIENT, judge, learner(connection, HandshakeSecrets.NONE, null, null));
  }

  public static Gate of(Connection connection) {
    return new Gate(connection.name(), connection.tool().name(), WebhookDoor.of(connection)::admit);
  }

  /**
   * With what handshakes brought before, and what public keys there are.
   *
   * @param published keys of tools that sign tokens with theirs
   * @param handover where a person has a part in the handshake
   */
  public static Gate of(
      Connection connection,
      HandshakeSecrets secrets,
      Confirmations confirmations,
      PublishedKeys published,
      Optional<Handover> handover) {
    WebhookDoor door = WebhookDoor.of(connection);
    WebhookSpec webhook = connection.tool().webhook();
    String name = connection.name();
    return new Gate(
        name,
        connection.tool().name(),
        webhook == null ? PATIENT : webhook.reply().deadline(),
        (request, now) -> {
          boolean read = secrets.areRead();
          Keys keys = new Keys(secrets.of(name), published.of(door.keyAddresses()));
          Admission admission = door.admit(request, keys, now);
          return read || !learnsSecret(connection) ? admission : later(admission);
        },
        learner(name, secrets, confirmations, handover.orElse(null)));
  }

  private static boolean learnsSecret(Connection connection) {
    WebhookSpec webhook = connection.tool().webhook();
    return webhook != null && (webhook.learnsSecret() || connection.tool().subscription() != null);
  }

  /** The secret that would let this in may be one that was not read yet. */
  private static Admission later(Admission admission) {
    return admission instanceof Admission.Rejected
        ? new Admission.Rejected(
            Rejection.KEYS_MISSING,
            new Reply(AnswerCode.KEYS_MISSING.status(), "text/plain", Bytes.EMPTY))
        : admission;
  }

  private static Learner learner(
      String connection,
      HandshakeSecrets secrets,
      @Nullable Confirmations confirmations,
      @Nullable Handover handover) {
    return new Learner() {
      @Override
      public CompletableFuture<Void> keep(Secret secret) {
        return secrets.keep(connection, secret);
      }

      @Override
      public void learnt(Secret secret, Admission.@Nullable Confirm confirm) {
        if (confirm != null && confirmations != null) {
          confirmations.start(confirm);
        }
        if (handover != null) {
          handover.leave(secret);
        }
      }

      @Override
      public void signed() {
        if (handover != null) {
          handover.done();
        }
      }
    };
  }
}
