package io.mainstem.ingest.webhook;

import io.mainstem.connections.Secret;
import io.mainstem.connections.door.Admission;
import io.mainstem.connections.door.Delivery;
import io.mainstem.connections.door.Rejection;
import io.mainstem.connections.door.Reply;
import io.mainstem.connections.json.Bytes;
import io.mainstem.ingest.event.EventIds;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the door does about a request it has read whole. */
sealed interface Decision {

  /** Code of a request that carries more events than {@link Limits#MAX_EVENTS}. */
  String TOO_MANY_EVENTS = "TOO_MANY_EVENTS";

  /** Answer now; nothing is stored. */
  record Answer(AnswerCode code, Reply reply) implements Decision {}

  /** Store all of it, then give this answer; without the broker's ack the answer is 503. */
  record Store(AnswerCode code, List<Delivery> deliveries, Reply reply) implements Decision {}

  /** Keep a secret a handshake brought, then answer, then make the call that confirms it. */
  record Learn(Secret secret, Admission.@Nullable Confirm confirm, Reply reply)
      implements Decision {}

  static Decision of(Admission admission, Bytes body) {
    return switch (admission) {
      case Admission.Handshake(Reply reply) -> new Answer(AnswerCode.HANDSHAKE, reply);
      case Admission.Learns(Secret secret, Admission.Confirm confirm, Reply reply) ->
          new Learn(secret, confirm, reply);
      case Admission.Rejected(Rejection reason, Reply reply) -> new Answer(code(reason), reply);
      case Admission.Accepted(List<Delivery> deliveries, Reply reply) ->
          deliveries.size() > Limits.MAX_EVENTS
              ? tooMany(deliveries.size(), body, reply)
              : new Store(AnswerCode.ACCEPTED, deliveries, reply);
      case Admission.Unreadable(String code, String cause, String dedupeKey, Reply reply) ->
          unreadable(code, cause, body, dedupeKey, reply);
    };
  }

  private static Decision tooMany(int events, Bytes body, Reply reply) {
    // Signed, so a refusal would be repeated for days and then end the subscription.
    String cause = "events: " + events + " (expected: at most " + Limits.MAX_EVENTS + ")";
    return unreadable(TOO_MANY_EVENTS, cause, body, "body:" + EventIds.hash(body.toArray()), reply);
  }

  private static Decision unreadable(
      String code, String cause, Bytes body, String dedupeKey, Reply reply) {
    Delivery kept = new Delivery.Unplaced(code, cause, body, dedupeKey);
    return new Store(AnswerCode.UNREADABLE, List.of(kept), reply);
  }

  private static AnswerCode code(Rejection reason) {
    return switch (reason) {
      case NOT_CONFIGURED -> AnswerCode.NOT_CONFIGURED;
      case NO_WEBHOOKS -> AnswerCode.NO_WEBHOOKS;
      case KEYS_MISSING -> AnswerCode.KEYS_MISSING;
      case HANDSHAKE_REPEATED, HANDSHAKE_UNFIT -> AnswerCode.HANDSHAKE_REFUSED;
      case SIGNATURE_MISSING,
          SIGNATURE_REPEATED,
          SIGNATURE_WRONG,
          CLAIM_WRONG,
          TIMESTAMP_MISSING,
          TIMESTAMP_UNREADABLE,
          TIMESTAMP_STALE,
          TIMESTAMP_AHEAD ->
          AnswerCode.REFUSED;
    };
  }
}
