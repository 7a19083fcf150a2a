package io.mainstem.connections.metrics;

/**
 * Opens when a ratio in one scope is too far above that of its peers to be chance.
 *
 * @param near dimension that peers share first, e.g. {@code site}; all scopes are peers where those
 *     are too few
 * @param opensAtTimes least ratio to the peers' rate
 * @param opensAtHits least number of hits
 * @param opensAtRecords least number of records in the scope, and again among its peers
 * @param falseAlarms how likely at most one false alarm may be in a week of all scopes, 0 to 1
 * @param resolvesAtTimes resolves at or below this
 * @param criticalAtTimes critical rather than a warning from here on
 */
public record PeerDetector(
    String name,
    String metric,
    String near,
    double opensAtTimes,
    long opensAtHits,
    long opensAtRecords,
    double falseAlarms,
    double resolvesAtTimes,
    double criticalAtTimes,
    Sentences sentences)
    implements Detector {

  public PeerDetector {
    if (resolvesAtTimes >= opensAtTimes) {
      throw new IllegalArgumentException(
          "resolves.times: %s (expected: below opens.times, which is %s)"
              .formatted(resolvesAtTimes, opensAtTimes));
    }
    if (falseAlarms <= 0 || falseAlarms >= 1) {
      throw new IllegalArgumentException(
          "opens.false-alarms: %s (expected: between 0 and 1)".formatted(falseAlarms));
    }
  }
}
