package io.mainstem.connections.metrics;

/** How a metric's records become one number. */
public enum Aggregation {
  /** The sum of their values. */
  SUM,
  /** How many they are. */
  COUNT,
  /** How many of them are hits, per record. */
  RATIO
}
