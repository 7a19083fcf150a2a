package io.mainstem.connections.door;

import java.util.List;

/** What a webhook request turned out to be. */
public sealed interface Admission {
  Reply reply();

  /** A handshake, answered; nothing to publish. */
  record Handshake(Reply reply) implements Admission {}

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
