package io.mainstem.anomaly.detect;

import org.apache.commons.numbers.gamma.LogBeta;
import org.apache.commons.numbers.gamma.LogGamma;

/**
 * Hits among records when the rate itself varies from one scope to the next: a binomial whose rate
 * is drawn from Beta(mean × precision, (1 − mean) × precision). It has the heavier tail that small
 * numbers and honest differences between tills ask for.
 *
 * @param mean rate, above 0 and below 1
 * @param precision how alike the rates are; the larger, the nearer to a plain binomial
 */
record BetaBinomial(double mean, double precision) {

  BetaBinomial {
    if (!(mean > 0 && mean < 1 && precision > 0)) {
      throw new IllegalArgumentException(
          "mean, precision: %s, %s (expected: in (0, 1), positive)".formatted(mean, precision));
    }
  }

  /** Probability of at least {@code hits} among {@code records}. */
  double atLeast(long hits, long records) {
    double alpha = mean * precision;
    double beta = (1 - mean) * precision;
    double norm = LogBeta.value(alpha, beta);
    double tail = 0;
    for (long k = hits; k <= records; k++) {
      double term =
          Math.exp(logChoose(records, k) + LogBeta.value(k + alpha, records - k + beta) - norm);
      tail += term;
      if (k > hits + records * mean && term < tail * 1e-12) {
        break;
      }
    }
    return Math.min(1, tail);
  }

  private static double logChoose(long n, long k) {
    return LogGamma.value(n + 1.0) - LogGamma.value(k + 1.0) - LogGamma.value(n - k + 1.0);
  }
}
