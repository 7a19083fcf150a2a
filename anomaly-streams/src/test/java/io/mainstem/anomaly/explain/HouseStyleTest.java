package io.mainstem.anomaly.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class HouseStyleTest {
  private static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);

  @Test
  void shouldWritePercentagesAsPeopleSayThem() {
    assertThat(HouseStyle.percent(0.1802)).isEqualTo("18%");
    assertThat(HouseStyle.percent(0.018)).isEqualTo("1.8%");
    assertThat(HouseStyle.percent(0.09996)).isEqualTo("10%");
    assertThat(HouseStyle.aboveOrBelow(-0.04)).isEqualTo("4% below");
  }

  @Test
  void shouldWriteMoneyInWholeUnitsFromAHundredOn() {
    assertThat(HouseStyle.money(new BigDecimal("1240.49"), "GBP")).isEqualTo("£1,240");
    assertThat(HouseStyle.money(new BigDecimal("18.4"), "GBP")).isEqualTo("£18.40");
    assertThat(HouseStyle.money(new BigDecimal("-99.9"), "EUR")).isEqualTo("-€99.90");
    assertThat(HouseStyle.money(new BigDecimal("1240"), "SEK")).isEqualTo("1,240 SEK");
  }

  @Test
  void shouldNameAFewDaysAndCountMany() {
    assertThat(HouseStyle.onDays(List.of(MONDAY.plusDays(2), MONDAY.plusDays(1))))
        .isEqualTo("on Tuesday and Wednesday");
    assertThat(HouseStyle.onDays(MONDAY.datesUntil(MONDAY.plusDays(5)).toList()))
        .isEqualTo("on five days");
  }

  @Test
  void shouldSpeakOfAWeekByWhetherItStillRuns() {
    assertThat(HouseStyle.week(MONDAY, true)).isEqualTo("this week");
    assertThat(HouseStyle.week(MONDAY, false)).isEqualTo("in the week of 2 March");
  }
}
