package io.mainstem.anomaly.detect;

import io.mainstem.anomaly.metric.Scope;

/**
 * What a detector found in one scope of one trading week.
 *
 * @param observed in {@code unit}
 * @param expected in {@code unit}
 * @param deviation relative, 0.18 is 18 % above expected
 * @param unit ISO 4217 for money, {@code P1} for a share
 * @param confidence 0 to 1
 */
public record Assessment(
    Scope scope,
    Stance stance,
    double observed,
    double expected,
    double deviation,
    String unit,
    double confidence,
    boolean critical,
    Figures figures) {}
