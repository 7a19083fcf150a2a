package io.mainstem.connections.identity;

/**
 * How far two values of a comparison agree, and what that is worth.
 *
 * @param name in words, e.g. "the same"
 * @param m share of pairs of one thing that agree so far
 * @param u share of pairs of different things that do
 */
public record Level(String name, double m, double u) {
  private static final double LN2 = Math.log(2);

  public Level {
    if (!(m > 0 && m < 1 && u > 0 && u < 1)) {
      throw new IllegalArgumentException(
          name + ": " + m + ", " + u + " (expected: each above 0 and below 1)");
    }
  }

  /** In bits: each doubles, or halves, the odds that the two are one. */
  public double weight() {
    return bits(m / u);
  }

  static double bits(double ratio) {
    return Math.log(ratio) / LN2;
  }
}
