package io.mainstem.connections.door;

import io.mainstem.connections.Secret;
import io.mainstem.connections.json.Bytes;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a webhook request turned out to be. */
public sealed interface Admission {
  Reply reply();

  /** A handshake, answered; nothing to publish. */
  record Handshake(Reply reply) implements Admission {}

  /**
   * A handshake that brings the secret: keep it, answer, then make the call that confirms it.
   *
   * @param confirm null where the tool wants none
   */
  record Learns(Secret secret, @Nullable Confirm confirm, Reply reply) implements Admission {}

  /**
   * A call of the tool's API; what the connection holds is still to be filled in.
   *
   * @param headers instead of those every call carries
   * @param body JSON, or empty
   */
  record Confirm(String method, String path, Map<String, String> headers, Bytes body) {
    @Override
    public String toString() {
      return method + " " + path; // headers and body may hold secrets
    }
  }

  /**
   * Verified and understood. Answer {@code reply} only after the broker's ack.
   *
   * @param deliveries may be empty (a heartbeat)
   */
  record Accepted(List<Delivery> deliveries, Reply reply) implements Admission {}

  /** Verified but not readable: publish the raw body as {@code _delivery}, then answer 2xx. */
  record Unreadable(String code, String cause, String dedupeKey, Reply reply)
      implements Admission {}

  /** Not let in; nothing is stored but a counter labelled with the reason. */
  record Rejected(Rejection reason, Reply reply) implements Admission {}
}
