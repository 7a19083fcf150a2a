package io.mainstem.simulators.webhook;

import java.util.concurrent.TimeUnit;

/** Lets so many through a second, evenly, and no burst before them. */
public final class Pace {
  private final long gapNanos;
  private long nextNanos;

  public Pace(int perSecond) {
    if (perSecond < 1) {
      throw new IllegalArgumentException("rate: " + perSecond + " (expected: at least 1 a second)");
    }
    this.gapNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
  }

  void await() throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(turn());
  }

  private synchronized long turn() {
    long now = System.nanoTime();
    long mine = Math.max(now, nextNanos);
    nextNanos = mine + gapNanos;
    return mine - now;
  }
}
