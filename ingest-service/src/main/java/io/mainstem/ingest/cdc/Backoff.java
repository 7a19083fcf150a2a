package io.mainstem.ingest.cdc;

import java.time.Duration;

/** Pauses between attempts to reach a database: doubling from half a second to half a minute. */
final class Backoff {

  private static final Duration FIRST = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final int DOUBLINGS = 6;

  private Backoff() {}

  static Duration after(int failures) {
    Duration pause = FIRST.multipliedBy(1L << Math.min(failures, DOUBLINGS));
    return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
  }
}
