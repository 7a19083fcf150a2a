package io.mainstem.runtime.outbound;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A pace one connection's tool can stand: a token bucket, and a pause the tool asked for. Decides
 * only; the caller waits. Thread safe.
 */
public final class RateLimit {
  private final InstantSource clock;
  private final double tokensPerSecond;
  private final double burst;
  private double tokens;
  private Instant filledAt;
  private Instant pausedUntil;

  /**
   * @param tokensPerSecond calls per second in the long run
   * @param burst calls that may follow each other at once
   */
  public RateLimit(InstantSource clock, double tokensPerSecond, int burst) {
    if (tokensPerSecond <= 0 || burst < 1) {
      throw new IllegalArgumentException(
          "rate: " + tokensPerSecond + "/s, burst " + burst + " (expected: above zero)");
    }
    this.clock = clock;
    this.tokensPerSecond = tokensPerSecond;
    this.burst = burst;
    this.tokens = burst;
    this.filledAt = clock.instant();
    this.pausedUntil = filledAt;
  }

  /**
   * Takes a place in the queue.
   *
   * @return how long to wait before the call; zero to go at once
   */
  public synchronized Duration reserve() {
    Instant now = clock.instant();
    double elapsedSeconds = Duration.between(filledAt, now).toNanos() / 1e9;
    tokens = Math.min(burst, tokens + Math.max(0, elapsedSeconds) * tokensPerSecond);
    filledAt = now;
    tokens -= 1;
    Duration untilToken =
        tokens >= 0 ? Duration.ZERO : Duration.ofNanos((long) (-tokens / tokensPerSecond * 1e9));
    Duration untilResumed = Duration.between(now, pausedUntil);
    return untilToken.compareTo(untilResumed) >= 0 ? untilToken : untilResumed;
  }

  /** The tool asked for a pause: nobody goes before it is over. */
  public synchronized void pause(Duration pause) {
    Instant until = clock.instant().plus(pause);
    if (until.isAfter(pausedUntil)) {
      pausedUntil = until;
    }
  }
}
