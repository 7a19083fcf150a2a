package io.mainstem.simulators.webhook;

import java.time.Duration;

/**
 * How a vendor keeps trying, shortened as everything is in fast time.
 *
 * @param attempts how often at most
 * @param first pause after the first failure; each later one is twice as long
 * @param longest longest pause
 */
public record RetryPlan(int attempts, Duration first, Duration longest) {
  public static final RetryPlan FAST =
      new RetryPlan(16, Duration.ofMillis(200), Duration.ofSeconds(5));

  public Duration pause(int failures) {
    Duration pause = first.multipliedBy(1L << Math.min(failures - 1, 20));
    return pause.compareTo(longest) > 0 ? longest : pause;
  }
}
