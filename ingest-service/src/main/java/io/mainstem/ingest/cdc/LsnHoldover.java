package io.mainstem.ingest.cdc;

import io.mainstem.ingest.cdc.LogPosition.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Lets a batch end only between groups of rows that share one log sequence number.
 *
 * <p>{@code COPY} writes many rows under one LSN. The connector resumes after the last LSN it was
 * told about, so a batch published and remembered in the middle of such a group loses the rest of
 * the group at the next start (upstream dbz#1554; every release before 3.7). The tail of a batch is
 * therefore held back until a later LSN or the end of its transaction proves it whole. What is held
 * is bounded by what fits one page of the database.
 *
 * <p>Not thread-safe: belongs to the engine's one handler.
 */
final class LsnHoldover<R> {

  private final Function<R, LogPosition> positionOf;
  private List<R> held = List.of();
  private boolean insideTransaction;

  LsnHoldover(Function<R, LogPosition> positionOf) {
    this.positionOf = positionOf;
  }

  /** Takes the engine's next batch; returns what may be published now, in order. */
  List<R> release(List<R> batch) {
    for (R element : batch) {
      insideTransaction =
          switch (positionOf.apply(element).kind()) {
            case ROW, TRANSACTION_BEGIN -> true;
            case TRANSACTION_END, SNAPSHOT_ROW -> false;
            case HEARTBEAT -> insideTransaction;
          };
    }
    List<R> pending = new ArrayList<>(held.size() + batch.size());
    pending.addAll(held);
    pending.addAll(batch);
    int end = insideTransaction ? startOfLastGroup(pending) : pending.size();
    held = List.copyOf(pending.subList(end, pending.size()));
    return List.copyOf(pending.subList(0, end));
  }

  int heldCount() {
    return held.size();
  }

  private int startOfLastGroup(List<R> pending) {
    int start = pending.size();
    if (start == 0) {
      return 0;
    }
    long lastLsn = positionOf.apply(pending.getLast()).lsn();
    while (start > 0 && sameGroup(positionOf.apply(pending.get(start - 1)), lastLsn)) {
      start--;
    }
    return start;
  }

  private static boolean sameGroup(LogPosition position, long lsn) {
    return position.lsn() == lsn && position.kind() != Kind.TRANSACTION_END;
  }
}
