package io.mainstem.connections.metrics;

import java.math.BigDecimal;

/**
 * Opens when a metric runs above its target through a trading week, and by enough to matter.
 *
 * @param opensAtDeviation relative, 0.10 is 10 % above target
 * @param opensAtMoney least amount above target, in the metric's unit
 * @param opensAtDays least number of trading days compared
 * @param resolvesAtDeviation resolves at or below this; lower than {@code opensAtDeviation}, so
 *     that a value on the edge does not open and resolve by turns
 * @param criticalAtDeviation critical rather than a warning from here on
 */
public record TargetDetector(
    String name,
    String metric,
    double opensAtDeviation,
    BigDecimal opensAtMoney,
    int opensAtDays,
    double resolvesAtDeviation,
    double criticalAtDeviation,
    Sentences sentences)
    implements Detector {

  public TargetDetector {
    if (resolvesAtDeviation >= opensAtDeviation) {
      throw new IllegalArgumentException(
          "resolves.deviation: %s (expected: below opens.deviation, which is %s)"
              .formatted(resolvesAtDeviation, opensAtDeviation));
    }
  }
}
