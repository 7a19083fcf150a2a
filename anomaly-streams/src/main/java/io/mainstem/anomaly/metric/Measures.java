package io.mainstem.anomaly.metric;

import java.math.BigDecimal;

/**
 * What records add up to. A group under addition, so that a corrected record is its old measures
 * subtracted and its new ones added, whenever it comes.
 *
 * @param count records that pass the metric's filter
 * @param hits those of them that also pass its hit condition (the numerator of a ratio)
 * @param pending records that announce a contribution but have not made it yet
 * @param targets target records
 * @param sum value of the counted records
 * @param hitSum value of the hits
 * @param target value of the targets
 */
public record Measures(
    long count,
    long hits,
    long pending,
    long targets,
    BigDecimal sum,
    BigDecimal hitSum,
    BigDecimal target) {

  public static final Measures ZERO =
      new Measures(0, 0, 0, 0, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

  /** Amounts are kept without trailing zeros, so that equal amounts are equal records. */
  public Measures {
    sum = sum.stripTrailingZeros();
    hitSum = hitSum.stripTrailingZeros();
    target = target.stripTrailingZeros();
  }

  public static Measures counted(BigDecimal value, boolean hit) {
    return new Measures(
        1, hit ? 1 : 0, 0, 0, value, hit ? value : BigDecimal.ZERO, BigDecimal.ZERO);
  }

  public static Measures awaited() {
    return new Measures(0, 0, 1, 0, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);
  }

  public static Measures aimedFor(BigDecimal value) {
    return new Measures(0, 0, 0, 1, BigDecimal.ZERO, BigDecimal.ZERO, value);
  }

  public Measures plus(Measures other) {
    return new Measures(
        count + other.count,
        hits + other.hits,
        pending + other.pending,
        targets + other.targets,
        sum.add(other.sum),
        hitSum.add(other.hitSum),
        target.add(other.target));
  }

  public Measures minus(Measures other) {
    return plus(
        new Measures(
            -other.count,
            -other.hits,
            -other.pending,
            -other.targets,
            other.sum.negate(),
            other.hitSum.negate(),
            other.target.negate()));
  }

  public boolean nothing() {
    return equals(ZERO);
  }
}
