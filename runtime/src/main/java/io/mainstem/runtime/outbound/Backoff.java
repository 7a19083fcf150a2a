package io.mainstem.runtime.outbound;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Pauses between attempts: doubling from the first to the longest, with full jitter, so that many
 * callers do not return at the same moment.
 */
public record Backoff(Duration first, Duration longest) {

  /** Pause before attempt {@code attempt}, counted from 1 for the first retry. */
  public Duration before(int attempt, RandomGenerator random) {
    long ceilingMillis =
        Math.min(longest.toMillis(), first.toMillis() << Math.min(attempt - 1, 20));
    return Duration.ofMillis(ceilingMillis / 2 + random.nextLong(ceilingMillis / 2 + 1));
  }
}
