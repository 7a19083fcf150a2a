package io.mainstem.simulators.timeline;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.simulators.business.Business;
import io.mainstem.simulators.business.Calendar;
import io.mainstem.simulators.business.Incidents;
import io.mainstem.simulators.timeline.Expected.TerminalCount;
import io.mainstem.simulators.timeline.Happening.Noticed;
import io.mainstem.simulators.timeline.Happening.RecordChanged;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {
  private static final long SEED = 42;
  private static final Expected WEEK = Expected.after(SEED, 7);
  private static final Incidents INCIDENTS = Business.of(SEED).incidents();

  @Test
  void shouldGiveTheSameBytesForTheSameSeedAndOthersForAnother() {
    assertThat(bytes(SEED)).isEqualTo(bytes(SEED)).isNotEqualTo(bytes(7));
    assertThat(Expected.after(SEED, 2)).isEqualTo(Expected.after(SEED, 2));
  }

  @Test
  void shouldKeepADaysHappeningsInOrderAndInsideTheTradingDay() {
    for (int day = 0; day < 7; day++) {
      List<Instant> times =
          new Timeline(Business.of(SEED)).day(day).stream().map(Happening::at).toList();
      assertThat(times).isSortedAccordingTo(Comparator.naturalOrder());
      assertThat(Calendar.local(times.getLast()).toLocalDate()).isEqualTo(Calendar.date(day));
    }
  }

  @Test
  void shouldOverspendOnLabourOnlyAtThePlantedSiteAndOnlyFromTuesday() {
    WEEK.labourCost()
        .forEach(
            (site, days) ->
                days.forEach(
                    (day, cost) -> {
                      BigDecimal budget =
                          requireNonNull(requireNonNull(WEEK.labourBudget().get(site)).get(day));
                      double over = cost.divide(budget, MathContext.DECIMAL64).doubleValue() - 1;
                      boolean planted =
                          site.equals(INCIDENTS.labourSite())
                              && !day.isBefore(Calendar.date(INCIDENTS.labourFromDay()));
                      if (planted) {
                        assertThat(over).as("%s %s", site, day).isBetween(0.165, 0.195);
                      } else {
                        assertThat(over).as("%s %s", site, day).isBetween(-0.04, 0.04);
                      }
                    }));
  }

  @Test
  void shouldVoidFourTimesAsOftenAtThePlantedTill() {
    Expected before = Expected.after(SEED, INCIDENTS.voidFromDay());
    double odd = 0;
    double others = 0;
    int otherTills = 0;
    for (int i = 0; i < WEEK.terminals().size(); i++) {
      TerminalCount after = WEEK.terminals().get(i);
      TerminalCount then = before.terminals().get(i);
      double rate =
          (after.voided() - then.voided()) / (double) (after.payments() - then.payments());
      if (after.deviceId().equals(INCIDENTS.voidTill())) {
        odd = rate;
      } else {
        others += rate;
        otherTills++;
      }
    }
    assertThat(odd / (others / otherTills)).isBetween(3.2, 5.0);
  }

  @Test
  void shouldWinOneDealOfAKnownAndOneOfAnUnknownClientOnTheFirstDay() {
    List<Expected.WonDeal> won = Expected.after(SEED, 1).wonDeals();
    assertThat(won).hasSize(2);
    assertThat(won.get(0).xeroContactId()).isNotNull();
    assertThat(won.get(0).xeroName()).isNotEqualTo(won.get(0).client());
    assertThat(won.get(1).xeroContactId()).isNull();
  }

  @Test
  void shouldMakeOneCustomerOfTheRecordsThatAreThePlansOnePerson() {
    Business business = Business.of(SEED);
    java.time.LocalDate end = Calendar.date(7);
    long known =
        business.people().stream().filter(p -> p.since().isBefore(end.atStartOfDay())).count();
    // John, Jane, J, and George with Henry, who share a telephone.
    int smiths = 4;
    assertThat(WEEK.customers() + WEEK.customersDeleted()).isEqualTo((int) known + smiths);
    assertThat(WEEK.customersDeleted()).isEqualTo(1);
    assertThat(WEEK.personRecords().values().stream().mapToInt(i -> i).sum())
        .isGreaterThan(WEEK.customers());
  }

  @Test
  void shouldPlantSevenOddPayloadsAWeekAndRepeatAndDelaySomeDeliveries() {
    assertThat(WEEK.malformed()).hasSize(7);
    assertThat(WEEK.repeated()).isPositive();
    assertThat(WEEK.late()).isPositive();
  }

  private static String bytes(long seed) {
    Timeline timeline = new Timeline(Business.of(seed));
    StringBuilder text = new StringBuilder();
    timeline.opening().forEach(happening -> append(text, happening));
    timeline.day(0).forEach(happening -> append(text, happening));
    timeline.day(8).forEach(happening -> append(text, happening));
    return text.toString();
  }

  private static void append(StringBuilder text, Happening happening) {
    text.append(happening).append('\n');
    if (happening instanceof RecordChanged changed) {
      text.append(changed.record()).append('\n');
    }
    if (happening instanceof Noticed noticed) {
      text.append(noticed.notice().key()).append('\n');
    }
  }
}
