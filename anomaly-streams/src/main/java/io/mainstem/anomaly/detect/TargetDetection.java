package io.mainstem.anomaly.detect;

import io.mainstem.anomaly.metric.Measures;
import io.mainstem.anomaly.metric.ScopeWeek;
import io.mainstem.connections.metrics.TargetDetector;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.function.Predicate;

/** A week so far against its target, over the trading days on which both are known. */
public final class TargetDetection {
  private final TargetDetector detector;

  public TargetDetection(TargetDetector detector) {
    this.detector = detector;
  }

  /** Empty where no day can be compared. */
  public Optional<Assessment> assess(ScopeWeek week, Predicate<LocalDate> ended) {
    NavigableSet<LocalDate> days = week.comparableDays(ended);
    Measures total = week.total(days::contains);
    if (total.target().signum() <= 0) {
      return Optional.empty();
    }
    var figures = new Figures.AgainstTarget(total.sum(), total.target(), days);
    double deviation = figures.atStake().doubleValue() / total.target().doubleValue();
    return Optional.of(
        new Assessment(
            week.scope(),
            stance(deviation, figures.atStake(), days.size()),
            total.sum().doubleValue(),
            total.target().doubleValue(),
            deviation,
            week.scope().unit(),
            confidence(total),
            deviation >= detector.criticalAtDeviation(),
            figures));
  }

  private Stance stance(double deviation, BigDecimal over, int days) {
    if (deviation >= detector.opensAtDeviation()
        && over.compareTo(detector.opensAtMoney()) >= 0
        && days >= detector.opensAtDays()) {
      return Stance.FIRES;
    }
    return deviation <= detector.resolvesAtDeviation() ? Stance.EASED : Stance.BETWEEN;
  }

  /** The arithmetic is certain; the doubt is in what was announced and never reported. */
  private static double confidence(Measures total) {
    long announced = total.count() + total.pending();
    return announced == 0 ? 1 : (double) total.count() / announced;
  }
}
