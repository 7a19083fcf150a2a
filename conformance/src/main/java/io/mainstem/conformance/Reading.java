package io.mainstem.conformance;

import io.mainstem.connections.door.Delivery;
import io.mainstem.connections.pull.PullPlan;
import io.mainstem.connections.pull.PullState;
import io.mainstem.connections.pull.PullStep;
import io.mainstem.schemas.event.Operation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A list as it was read, to its end or to where it stopped.
 *
 * @param turned whether a second page was asked for
 */
record Reading(List<Delivery> got, PullStep last, boolean turned) {

  Reading {
    got = List.copyOf(got);
  }

  static Reading of(Vendor vendor, PullPlan plan, PullState from, Instant now) {
    List<Delivery> got = new ArrayList<>();
    PullState state = from;
    boolean turned = false;
    while (true) {
      PullStep step = plan.step(state, vendor.send(plan.call(state)), now);
      switch (step) {
        case PullStep.Page(List<Delivery> page, PullState next) -> {
          got.addAll(page);
          turned |= next.page() != null;
          state = next;
        }
        case PullStep.Last(List<Delivery> page, var _, var _) -> {
          got.addAll(page);
          return new Reading(got, step, turned);
        }
        case PullStep.Again _, PullStep.Unauthorized _, PullStep.TooOld _, PullStep.Refused _ -> {
          return new Reading(got, step, turned);
        }
      }
    }
  }

  boolean ended() {
    return last instanceof PullStep.Last;
  }

  /** {@code object|id} of every record, in order. */
  List<String> names() {
    return got.stream().map(Reading::name).toList();
  }

  Set<String> ids() {
    return new TreeSet<>(names());
  }

  /** Those it brings whole, as if they were there. */
  Set<String> whole() {
    Set<String> whole = new TreeSet<>();
    got.stream()
        .filter(it -> it instanceof Delivery.Snapshot && !isGone(it))
        .forEach(it -> whole.add(name(it)));
    return whole;
  }

  /** Those it says are gone. */
  Set<String> gone() {
    Set<String> gone = new TreeSet<>();
    got.stream().filter(Reading::isGone).forEach(it -> gone.add(name(it)));
    return gone;
  }

  String end() {
    return kind(last);
  }

  static String kind(PullStep step) {
    return step instanceof PullStep.Refused(String code, String cause)
        ? "Refused " + code + " " + cause
        : step.getClass().getSimpleName();
  }

  private static String name(Delivery delivery) {
    return switch (delivery) {
      case Delivery.Snapshot snapshot -> snapshot.object() + "|" + snapshot.sourceId();
      case Delivery.Ring ring -> ring.object() + "|" + ring.sourceId();
      case Delivery.Unplaced unplaced -> unplaced.dedupeKey();
      case Delivery.Ignored ignored -> ignored.dedupeKey();
    };
  }

  private static boolean isGone(Delivery delivery) {
    return switch (delivery) {
      case Delivery.Snapshot snapshot -> snapshot.operation() == Operation.DELETE;
      case Delivery.Ring ring -> ring.deleted();
      case Delivery.Unplaced _, Delivery.Ignored _ -> false;
    };
  }
}
