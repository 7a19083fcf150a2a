package io.mainstem.simulators.timeline;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of the rota's {@code shifts}. */
public record ShiftRow(
    long id,
    int staffId,
    int siteId,
    String role,
    Instant plannedStart,
    Instant plannedEnd,
    @Nullable Instant actualStart,
    @Nullable Instant actualEnd,
    int breakMinutes,
    String state,
    int pencePerMinute,
    Instant updatedAt) {

  ShiftRow started(Instant at) {
    return new ShiftRow(
        id,
        staffId,
        siteId,
        role,
        plannedStart,
        plannedEnd,
        at,
        null,
        breakMinutes,
        "IN_PROGRESS",
        pencePerMinute,
        at);
  }

  ShiftRow finished(Instant start, Instant end) {
    return new ShiftRow(
        id,
        staffId,
        siteId,
        role,
        plannedStart,
        plannedEnd,
        start,
        end,
        breakMinutes,
        "COMPLETED",
        pencePerMinute,
        end);
  }

  /** Pence for the worked time, or for the planned time while it is not worked yet. */
  public long costPence() {
    Instant from = actualStart == null || actualEnd == null ? plannedStart : actualStart;
    Instant to = actualStart == null || actualEnd == null ? plannedEnd : actualEnd;
    return (Duration.between(from, to).toMinutes() - breakMinutes) * pencePerMinute;
  }
}
