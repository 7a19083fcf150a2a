package io.mainstem.anomaly.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.anomaly.metric.Measures;
import io.mainstem.anomaly.metric.Scope;
import io.mainstem.anomaly.metric.ScopeWeek;
import io.mainstem.connections.metrics.Sentences;
import io.mainstem.connections.metrics.TargetDetector;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TargetDetectionTest {
  private static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);
  private static final LocalDate TUESDAY = MONDAY.plusDays(1);
  private static final LocalDate WEDNESDAY = MONDAY.plusDays(2);
  private static final Scope SITE = new Scope(new TreeMap<>(Map.of("site", "sit_copper")), "GBP");
  private static final TargetDetector DETECTOR =
      new TargetDetector(
          "labour_above_target",
          "labour_cost",
          0.10,
          new BigDecimal("250"),
          2,
          0.05,
          0.30,
          new Sentences("", "", ""));

  private final TargetDetection detection = new TargetDetection(DETECTOR);

  @Test
  void shouldFireWhenFarEnoughAboveTargetOnEnoughDays() {
    var week = day(day(empty(), MONDAY, "1180", "1000"), TUESDAY, "1180", "1000");

    Assessment found = detection.assess(week, _ -> true).orElseThrow();

    assertThat(found.stance()).isEqualTo(Stance.FIRES);
    assertThat(found.deviation()).isEqualTo(0.18);
    assertThat(found.figures().atStake()).isEqualByComparingTo("360");
    assertThat(found.critical()).isFalse();
  }

  @Test
  void shouldNotFireOnOneDayNorOnLittleMoney() {
    var oneDay = day(empty(), MONDAY, "1500", "1000");
    var littleMoney = day(day(empty(), MONDAY, "120", "100"), TUESDAY, "120", "100");

    assertThat(detection.assess(oneDay, _ -> true).orElseThrow().stance())
        .isEqualTo(Stance.BETWEEN);
    assertThat(detection.assess(littleMoney, _ -> true).orElseThrow().stance())
        .isEqualTo(Stance.BETWEEN);
  }

  @Test
  void shouldLeaveOutADayThatStillHasShiftsToCome() {
    var week =
        day(day(empty(), MONDAY, "1180", "1000"), TUESDAY, "1180", "1000")
            .plus(WEDNESDAY, Measures.counted(new BigDecimal("90"), false))
            .plus(WEDNESDAY, Measures.awaited())
            .plus(WEDNESDAY, Measures.aimedFor(new BigDecimal("1000")));

    Assessment running = detection.assess(week, TUESDAY::isEqual).orElseThrow();
    Assessment ended = detection.assess(week, _ -> true).orElseThrow();

    assertThat(running.expected()).isEqualTo(2000);
    assertThat(ended.expected()).isEqualTo(3000);
    assertThat(ended.confidence()).isEqualTo(0.75);
  }

  @Test
  void shouldEaseOnlyWellBelowTheThreshold() {
    var onTheEdge = day(day(empty(), MONDAY, "1080", "1000"), TUESDAY, "1080", "1000");
    var back = day(day(empty(), MONDAY, "1030", "1000"), TUESDAY, "1030", "1000");

    assertThat(detection.assess(onTheEdge, _ -> true).orElseThrow().stance())
        .isEqualTo(Stance.BETWEEN);
    assertThat(detection.assess(back, _ -> true).orElseThrow().stance()).isEqualTo(Stance.EASED);
  }

  @Test
  void shouldSayNothingWithoutTarget() {
    var week = empty().plus(MONDAY, Measures.counted(BigDecimal.TEN, false));

    assertThat(detection.assess(week, _ -> true)).isEmpty();
  }

  private static ScopeWeek empty() {
    return ScopeWeek.empty(SITE);
  }

  private static ScopeWeek day(ScopeWeek week, LocalDate day, String cost, String target) {
    return week.plus(day, Measures.counted(new BigDecimal(cost), false))
        .plus(day, Measures.aimedFor(new BigDecimal(target)));
  }
}
