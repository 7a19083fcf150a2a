package io.mainstem.anomaly.detect;

import io.mainstem.anomaly.detect.PeerDetection.Sum;
import io.mainstem.anomaly.detect.PeerDetection.Tally;
import java.util.List;

/**
 * How much rates differ between scopes beyond chance, by the method of moments (Kleinman 1973),
 * given as a beta-binomial's precision and kept within bounds where there are few scopes.
 */
final class Dispersion {
  /** Fewer scopes than this say nothing about how scopes differ. */
  static final int MIN_SCOPES = 4;

  /**
   * Assumed where nothing is known: at 2 % and 300 records, a standard deviation of 1.5 times
   * chance.
   */
  static final double USUAL = 250;

  static final double LEAST = 20;
  static final double MOST = 5_000;

  private Dispersion() {}

  static double precision(List<Tally> scopes) {
    Sum all = Sum.of(scopes);
    double mean = all.records() == 0 ? 0 : (double) all.hits() / all.records();
    if (scopes.size() < MIN_SCOPES || mean == 0 || mean == 1) {
      return USUAL;
    }
    double between = 0;
    double squares = 0;
    for (Tally scope : scopes) {
      double difference = (double) scope.hits() / scope.records() - mean;
      between += scope.records() * difference * difference;
      squares += (double) scope.records() * scope.records();
    }
    int freedom = scopes.size() - 1;
    double chance = mean * (1 - mean);
    double weight = all.records() - squares / all.records() - freedom;
    if (weight <= 0) {
      return USUAL;
    }
    double correlation = (between - chance * freedom) / (chance * weight);
    return correlation <= 0 ? MOST : Math.clamp((1 - correlation) / correlation, LEAST, MOST);
  }
}
