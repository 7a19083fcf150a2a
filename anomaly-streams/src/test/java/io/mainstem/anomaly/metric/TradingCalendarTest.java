package io.mainstem.anomaly.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class TradingCalendarTest {
  private final TradingCalendar london =
      new TradingCalendar(ZoneId.of("Europe/London"), LocalTime.of(4, 0));

  @Test
  void shouldCountTheSmallHoursToTheDayBefore() {
    assertThat(london.dayOf(Instant.parse("2026-03-03T03:59:59Z")))
        .isEqualTo(LocalDate.of(2026, 3, 2));
    assertThat(london.dayOf(Instant.parse("2026-03-03T04:00:00Z")))
        .isEqualTo(LocalDate.of(2026, 3, 3));
  }

  @Test
  void shouldShortenTheWeekInWhichClocksGoForward() {
    TradingWeek week = TradingWeek.of(LocalDate.of(2026, 3, 29));

    assertThat(Duration.between(london.startOf(week), london.endOf(week)).toHours())
        .isEqualTo(7 * 24 - 1);
  }

  @Test
  void shouldBeginWeeksOnMondayOnly() {
    assertThat(TradingWeek.of(LocalDate.of(2026, 3, 8)).monday())
        .isEqualTo(LocalDate.of(2026, 3, 2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TradingWeek(LocalDate.of(2026, 3, 3)));
  }
}
