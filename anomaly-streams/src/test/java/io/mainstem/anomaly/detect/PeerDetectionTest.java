package io.mainstem.anomaly.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mainstem.anomaly.metric.Measures;
import io.mainstem.anomaly.metric.Scope;
import io.mainstem.anomaly.metric.ScopeWeek;
import io.mainstem.connections.metrics.PeerDetector;
import io.mainstem.connections.metrics.Sentences;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PeerDetectionTest {
  private static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);
  private static final int SITES = 8;
  private static final int TILLS = 3;
  private static final PeerDetector DETECTOR =
      new PeerDetector(
          "voids_above_peers",
          "void_rate",
          "site",
          2.0,
          6,
          60,
          0.01,
          1.5,
          4.0,
          new Sentences("", "", ""));

  private final PeerDetection detection = new PeerDetection(DETECTOR);

  @Test
  void shouldFindTheOneTillWhoseVoidsStandOut() {
    List<ScopeWeek> tills = quietTills(new Random(7), 300);
    tills.set(1, till(0, 1, 310, 23));

    List<Assessment> firing = firing(tills);

    assertThat(firing).hasSize(1);
    assertThat(firing.getFirst().scope().id("terminal")).isEqualTo("ter_0_1");
    assertThat(firing.getFirst().confidence()).isGreaterThan(0.99);
  }

  @Test
  void shouldCompareWithTheSameSiteFirst() {
    List<ScopeWeek> tills = List.of(till(0, 0, 310, 23), till(0, 1, 400, 7), till(1, 0, 900, 90));

    var figures = (Figures.AgainstPeers) detection.assess(tills).getFirst().figures();

    assertThat(figures.near()).isTrue();
    assertThat(figures.peerHits()).isEqualTo(7);
    assertThat(figures.times()).isCloseTo(23 / 310.0 / (7 / 400.0), within(1e-9));
  }

  @Test
  void shouldCompareWithTheGroupWhereTheSiteHasNoPeers() {
    List<ScopeWeek> tills = List.of(till(0, 0, 310, 6), till(1, 0, 400, 7), till(2, 0, 400, 9));

    var figures = (Figures.AgainstPeers) detection.assess(tills).getFirst().figures();

    assertThat(figures.near()).isFalse();
    assertThat(figures.peerRecords()).isEqualTo(800);
  }

  @Test
  void shouldNotFireOnSmallNumbersHoweverHighTheRatio() {
    List<ScopeWeek> tills = quietTills(new Random(11), 300);
    tills.set(0, till(0, 0, 40, 5));

    assertThat(firing(tills)).isEmpty();
  }

  @Test
  void shouldKeepFalseAlarmsRareOverManyQuietWeeksLookedAtDaily() {
    Random random = new Random(20260302);
    int weeks = 150;
    int alarms = 0;
    for (int week = 0; week < weeks; week++) {
      List<ScopeWeek> tills = quietTills(random, 0);
      boolean alarmed = false;
      for (int day = 0; day < 7; day++) {
        for (int i = 0; i < tills.size(); i++) {
          tills.set(i, traded(tills.get(i), random, 45));
        }
        alarmed |= !firing(tills).isEmpty();
      }
      alarms += alarmed ? 1 : 0;
    }
    assertThat(alarms).as("quiet weeks with a false alarm, of " + weeks).isLessThanOrEqualTo(6);
  }

  @Test
  void shouldGiveTheTailOfABetaBinomial() {
    // Beta(1, 1) makes every count equally likely.
    assertThat(new BetaBinomial(0.5, 2).atLeast(8, 9)).isCloseTo(0.2, within(1e-12));
    // A high precision comes near the binomial: P(X >= 1) = 1 - 0.98^10.
    assertThat(new BetaBinomial(0.02, 1e9).atLeast(1, 10))
        .isCloseTo(1 - Math.pow(0.98, 10), within(1e-6));
  }

  private List<Assessment> firing(List<ScopeWeek> tills) {
    return detection.assess(tills).stream().filter(a -> a.stance() == Stance.FIRES).toList();
  }

  private static List<ScopeWeek> quietTills(Random random, int payments) {
    List<ScopeWeek> tills = new ArrayList<>();
    for (int site = 0; site < SITES; site++) {
      for (int till = 0; till < TILLS; till++) {
        tills.add(traded(till(site, till, 0, 0), random, payments));
      }
    }
    return tills;
  }

  private static ScopeWeek traded(ScopeWeek till, Random random, int payments) {
    long voids = random.doubles(payments).filter(chance -> chance < 0.018).count();
    return till.plus(MONDAY, measures(payments, voids));
  }

  private static ScopeWeek till(int site, int till, long payments, long voids) {
    Scope scope =
        new Scope(
            new TreeMap<>(Map.of("site", "sit_" + site, "terminal", "ter_" + site + "_" + till)),
            "GBP");
    return ScopeWeek.empty(scope).plus(MONDAY, measures(payments, voids));
  }

  private static Measures measures(long payments, long voids) {
    return new Measures(
        payments,
        voids,
        0,
        0,
        BigDecimal.valueOf(payments * 18),
        BigDecimal.valueOf(voids * 18),
        BigDecimal.ZERO);
  }
}
