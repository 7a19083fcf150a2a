package io.mainstem.runtime.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PauseTest {
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

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
