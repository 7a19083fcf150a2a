package io.mainstem.anomaly.detect;

import io.mainstem.anomaly.metric.Measures;
import io.mainstem.anomaly.metric.ScopeWeek;
import io.mainstem.connections.metrics.PeerDetector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A ratio in one scope against its peers, with small numbers in mind. The expected rate is the
 * peers' own, shrunk towards the whole group's by as much as scopes usually differ (empirical
 * Bayes); the chance of so many hits is the tail of a beta-binomial; and it is multiplied by the
 * number of scopes looked at (Bonferroni), so that many tills do not mean many false alarms.
 */
public final class PeerDetection {
  private final PeerDetector detector;

  public PeerDetection(PeerDetector detector) {
    this.detector = detector;
  }

  /** One assessment for each scope that has peers to be compared with. */
  public List<Assessment> assess(List<ScopeWeek> scopes) {
    List<Tally> tallies =
        scopes.stream().map(Tally::of).filter(tally -> tally.records() > 0).toList();
    long compared =
        tallies.stream().filter(tally -> tally.records() >= detector.opensAtRecords()).count();
    List<Assessment> assessments = new ArrayList<>();
    for (Tally own : tallies) {
      List<Tally> others = tallies.stream().filter(other -> !other.equals(own)).toList();
      if (others.stream().mapToLong(Tally::records).sum() >= detector.opensAtRecords()) {
        assessments.add(assess(own, others, Math.max(1, compared)));
      }
    }
    return assessments;
  }

  private Assessment assess(Tally own, List<Tally> others, long compared) {
    Sum group = Sum.of(others);
    Sum near = Sum.of(others.stream().filter(near(own)).toList());
    boolean useNear = near.records() >= detector.opensAtRecords();
    Sum peers = useNear ? near : group;

    double betweenScopes = Dispersion.precision(others);
    double groupRate = (group.hits() + 0.5) / (group.records() + 1.0);
    double shrunk = (peers.hits() + betweenScopes * groupRate) / (peers.records() + betweenScopes);
    double precision = 1 / (1 / betweenScopes + 1.0 / peers.records());
    double chance =
        own.hits() == 0
            ? 1
            : new BetaBinomial(shrunk, precision).atLeast(own.hits(), own.records());
    double corrected = Math.min(1, chance * compared);

    boolean none = peers.hits() == 0;
    double peerRate = none ? shrunk : (double) peers.hits() / peers.records();
    double rate = (double) own.hits() / own.records();
    double times = rate / peerRate;
    var figures =
        new Figures.AgainstPeers(
            own.hits(),
            own.records(),
            peers.hits(),
            peers.records(),
            useNear,
            peerRate,
            times,
            none,
            own.week().total().hitSum());
    return new Assessment(
        own.week().scope(),
        stance(own, times, corrected),
        rate,
        peerRate,
        times - 1,
        "P1",
        1 - corrected,
        times >= detector.criticalAtTimes(),
        figures);
  }

  private Predicate<Tally> near(Tally own) {
    String place = own.week().scope().id(detector.near());
    return other -> other.week().scope().id(detector.near()).equals(place);
  }

  private Stance stance(Tally own, double times, double chance) {
    boolean enough =
        own.hits() >= detector.opensAtHits() && own.records() >= detector.opensAtRecords();
    if (enough && times >= detector.opensAtTimes() && chance <= detector.falseAlarms()) {
      return Stance.FIRES;
    }
    return times <= detector.resolvesAtTimes() ? Stance.EASED : Stance.BETWEEN;
  }

  /** Hits among records in one scope. */
  record Tally(ScopeWeek week, long hits, long records) {
    static Tally of(ScopeWeek week) {
      Measures total = week.total();
      return new Tally(week, total.hits(), total.count());
    }
  }

  /** Hits among records of several scopes together. */
  record Sum(long hits, long records) {
    static Sum of(List<Tally> tallies) {
      return new Sum(
          tallies.stream().mapToLong(Tally::hits).sum(),
          tallies.stream().mapToLong(Tally::records).sum());
    }
  }
}
