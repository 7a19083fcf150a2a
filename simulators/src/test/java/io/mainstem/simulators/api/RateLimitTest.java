package io.mainstem.simulators.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {
  private final AtomicLong millis = new AtomicLong();
  private final RateLimit limit =
      RateLimit.parse("3/10s", () -> Instant.ofEpochMilli(millis.get()));

  @Test
  void shouldRefuseTheOneTooManyAndSayHowLongToWait() {
    for (int i = 0; i < 3; i++) {
      assertThat(limit.refused()).isEmpty();
    }
    millis.set(4_000);
    assertThat(limit.refused()).contains(Duration.ofSeconds(6));
    assertThat(RateLimit.retryAfter(Duration.ofMillis(5_001))).isEqualTo("6");
    millis.set(10_000);
    assertThat(limit.refused()).isEmpty();
  }

  @Test
  void shouldNameWhatItCannotRead() {
    assertThatThrownBy(() -> RateLimit.parse("often", Instant::now))
        .hasMessage("rate limit: often (expected: requests/window, e.g. 150/10s or 60/1m)");
  }
}
