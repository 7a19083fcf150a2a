package io.mainstem.anomaly.stream;

/** Counts records that should have counted and could not, so that none vanishes unseen. */
@FunctionalInterface
public interface Doubts {
  void count(String metricOrEntity, String reason);
}
