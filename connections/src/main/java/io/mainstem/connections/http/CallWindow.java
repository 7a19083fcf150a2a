package io.mainstem.connections.http;

import java.util.Arrays;

/**
 * At most so many calls in any stretch of time: the time of the call that long ago decides. A token
 * bucket would let twice as many through in its first stretch. Guarded by its budget.
 */
final class CallWindow {
  /** A larger window counts several calls as one. */
  static final int MAX_SLOTS = 50_000;

  private final long perMillis;
  private final int callsPerSlot;
  private final long[] slots;
  private int next;
  private int inSlot;

  CallWindow(RateLimit.Window limit) {
    this.perMillis = limit.per().toMillis();
    this.callsPerSlot = (limit.calls() + MAX_SLOTS - 1) / MAX_SLOTS;
    this.slots = new long[Math.max(1, limit.calls() / callsPerSlot)];
    Arrays.fill(slots, Long.MIN_VALUE / 2);
  }

  /** The earliest moment for one more call, in milliseconds since 1970. */
  long earliestMillis() {
    return inSlot > 0 ? Long.MIN_VALUE / 2 : slots[next] + perMillis;
  }

  /** A call at that moment. */
  void take(long atMillis) {
    slots[next] = atMillis;
    inSlot++;
    if (inSlot == callsPerSlot) {
      inSlot = 0;
      next = (next + 1) % slots.length;
    }
  }
}
