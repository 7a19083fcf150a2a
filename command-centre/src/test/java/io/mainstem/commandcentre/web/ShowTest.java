package io.mainstem.commandcentre.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShowTest {
  private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "2026-03-02T04:00:00Z, 2026-03-09T04:00:00Z, 2 Mar 2026 to 8 Mar 2026",
    "2026-03-02T00:00:00Z, 2026-03-03T00:00:00Z, 2 Mar 2026",
    "2026-03-02T04:00:00Z, 2026-03-03T04:00:00Z, 2 Mar 2026",
    "2026-03-02T10:00:00Z, 2026-03-02T11:00:00Z, 2 Mar 2026"
  })
  void shouldNameTheTradingDaysOfAWindow(Instant start, Instant end, String shown) {
    assertThat(Show.days(start, end)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({"0, 0 s ago", "59, 59 s ago", "60, 1 min ago", "3600, 1 h ago", "172800, 2 days ago"})
  void shouldSayHowLongAgo(long seconds, String shown) {
    assertThat(Show.ago(NOON.minusSeconds(seconds), NOON)).isEqualTo(shown);
  }

  @Test
  void shouldNeverHideWhatIsThere() {
    assertThat(Show.permille(1, 1_000_000)).isPositive();
    assertThat(Show.permille(0, 1_000_000)).isZero();
    assertThat(Show.permille(1_000, 1_000)).isEqualTo(1_000);
  }

  @Test
  void shouldEncodeWhateverIsInAKey() {
    assertThat(Show.tracePath("a|b c&d")).isEqualTo("/trace?key=a%7Cb%20c%26d");
  }
}
