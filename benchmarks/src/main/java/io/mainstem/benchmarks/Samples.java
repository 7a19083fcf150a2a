package io.mainstem.benchmarks;

import java.util.Arrays;

/** Order statistics of what was measured. */
final class Samples {
  private Samples() {}

  static double median(double... values) {
    return percentile(values, 50);
  }

  /** Nearest rank; no interpolation between what was seen. */
  static double percentile(double[] values, double percent) {
    if (values.length == 0) {
      throw new IllegalArgumentException("nothing was measured");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int rank = (int) Math.ceil(percent / 100 * sorted.length);
    return sorted[Math.clamp(rank - 1L, 0, sorted.length - 1)];
  }
}
