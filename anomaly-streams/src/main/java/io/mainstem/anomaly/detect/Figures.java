package io.mainstem.anomaly.detect;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.NavigableSet;

/** The exact numbers behind an assessment, for its words. */
public sealed interface Figures {

  /** Amount at stake so far, in the scope's unit. */
  BigDecimal atStake();

  /**
   * An amount held against its target.
   *
   * @param days trading days compared: both sides are known for them
   */
  record AgainstTarget(BigDecimal observed, BigDecimal target, NavigableSet<LocalDate> days)
      implements Figures {
    @Override
    public BigDecimal atStake() {
      return observed.subtract(target);
    }
  }

  /**
   * A share held against that of its peers.
   *
   * @param near whether the peers share the nearer dimension, e.g. the site
   * @param peerRate hits per record among the peers; an upper guess where they have none
   * @param atLeast whether {@code times} is a lower bound, since the peers have no hit at all
   * @param hitSum value of the scope's hits
   */
  record AgainstPeers(
      long hits,
      long records,
      long peerHits,
      long peerRecords,
      boolean near,
      double peerRate,
      double times,
      boolean atLeast,
      BigDecimal hitSum)
      implements Figures {

    /** How many of the records would be hits at the peers' rate. */
    public double expectedHits() {
      return records * peerRate;
    }

    @Override
    public BigDecimal atStake() {
      double beyond = hits == 0 ? 0 : Math.max(0, 1 - expectedHits() / hits);
      return hitSum.multiply(BigDecimal.valueOf(beyond)).setScale(2, RoundingMode.HALF_UP);
    }
  }
}
