package io.mainstem.ingest.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LimitsTest {

  @Test
  void shouldCallADripWhatIsSlowerThanAllowedOnceItHadItsTime() {
    int least = 2 * Limits.MIN_BODY_BYTES_PER_SECOND;

    assertThat(Limits.isDrip(least, Limits.BODY_GRACE)).isFalse();
    assertThat(Limits.isDrip(least - 1, Limits.BODY_GRACE)).isTrue();
    assertThat(Limits.isDrip(0, Limits.BODY_GRACE.minus(Duration.ofMillis(1)))).isFalse();
  }
}
