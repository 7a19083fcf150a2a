package io.mainstem.runtime.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RateLimitTest {
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  private Instant now = NOON;
  private final RateLimit limit = new RateLimit(() -> now, 10, 2);

  @Test
  void shouldLetTheBurstGoAndQueueTheNext() {
    assertThat(limit.reserve()).isZero();
    assertThat(limit.reserve()).isZero();
    assertThat(limit.reserve()).isEqualTo(Duration.ofMillis(100));
    assertThat(limit.reserve()).isEqualTo(Duration.ofMillis(200));
  }

  @Test
  void shouldFillAgainUpToTheBurstOnly() {
    limit.reserve();
    limit.reserve();
    now = NOON.plusSeconds(60);

    assertThat(limit.reserve()).isZero();
    assertThat(limit.reserve()).isZero();
    assertThat(limit.reserve()).isPositive();
  }

  @Test
  void shouldHoldEverybodyBackWhileTheToolAskedForAPause() {
    limit.pause(Duration.ofSeconds(3));
    limit.pause(Duration.ofSeconds(1));

    assertThat(limit.reserve()).isEqualTo(Duration.ofSeconds(3));
    now = NOON.plusSeconds(3);
    assertThat(limit.reserve()).isZero();
  }

  @Test
  void shouldReadRetryAfterInSecondsAndAsADate() {
    assertThat(RetryAfter.parse("7", NOON)).contains(Duration.ofSeconds(7));
    assertThat(RetryAfter.parse("Mon, 02 Mar 2026 12:00:30 GMT", NOON))
        .contains(Duration.ofSeconds(30));
    assertThat(RetryAfter.parse("Mon, 02 Mar 2026 11:00:00 GMT", NOON)).contains(Duration.ZERO);
    assertThat(RetryAfter.parse("900", NOON)).contains(RetryAfter.LONGEST);
    assertThat(RetryAfter.parse("901", NOON)).contains(RetryAfter.LONGEST);
    assertThat(RetryAfter.parse("soon", NOON)).isEmpty();
  }

  @Test
  void shouldBackOffWithinItsBounds() {
    Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(2));
    Random random = new Random(7);

    for (int attempt = 1; attempt <= 60; attempt++) {
      long ceilingMillis = Math.min(2_000, 100L << Math.min(attempt - 1, 20));
      assertThat(backoff.before(attempt, random).toMillis())
          .isBetween(ceilingMillis / 2, ceilingMillis);
    }
  }
}
