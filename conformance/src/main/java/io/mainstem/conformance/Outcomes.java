package io.mainstem.conformance;

import io.mainstem.connections.door.Admission;
import io.mainstem.connections.door.Delivery;
import io.mainstem.schemas.event.Operation;
import java.util.List;

/** Admissions and deliveries as people write them in samples. */
final class Outcomes {
  private Outcomes() {}

  static List<String> lines(Admission admission) {
    return switch (admission) {
      case Admission.Handshake _, Admission.Learns _ -> List.of("handshake");
      case Admission.Rejected(var reason, _) -> List.of("rejected " + reason);
      case Admission.Unreadable unreadable -> List.of("unreadable " + unreadable.code());
      case Admission.Accepted(var deliveries, _) ->
          deliveries.stream().map(Outcomes::line).toList();
    };
  }

  private static String line(Delivery delivery) {
    return switch (delivery) {
      case Delivery.Ring(var object, var id, _, var deleted, _, var into) ->
          into == null
              ? (deleted ? "ring-deleted " : "ring ") + object + " " + id
              : "ring-merged " + object + " " + id + " into " + into;
      case Delivery.Snapshot snapshot ->
          snapshot.mergedInto() == null
              ? (snapshot.operation() == Operation.DELETE ? "delete " : "snapshot ")
                  + snapshot.object()
                  + " "
                  + snapshot.sourceId()
              : "merge "
                  + snapshot.object()
                  + " "
                  + snapshot.sourceId()
                  + " into "
                  + snapshot.mergedInto();
      case Delivery.Unplaced unplaced -> "unplaced " + unplaced.code();
      case Delivery.Ignored _ -> "ignored";
    };
  }

  static boolean isIn(Admission admission) {
    return !(admission instanceof Admission.Rejected);
  }

  /** Kept, but with no place: what becomes of what cannot be understood. */
  static boolean isSetAside(Admission admission) {
    return switch (admission) {
      case Admission.Unreadable unreadable -> unreadable.reply().status() / 100 == 2;
      case Admission.Accepted(var deliveries, var reply) ->
          reply.status() / 100 == 2
              && !deliveries.isEmpty()
              && deliveries.stream().allMatch(Delivery.Unplaced.class::isInstance);
      case Admission.Rejected _, Admission.Handshake _, Admission.Learns _ -> false;
    };
  }

  static List<String> keys(Admission admission) {
    return admission instanceof Admission.Accepted(var deliveries, _)
        ? deliveries.stream().map(Delivery::dedupeKey).toList()
        : List.of();
  }
}
