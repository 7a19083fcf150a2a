package io.mainstem.anomaly.review;

import io.mainstem.anomaly.detect.Assessment;
import io.mainstem.anomaly.detect.Episode;
import io.mainstem.anomaly.detect.PeerDetection;
import io.mainstem.anomaly.detect.Stance;
import io.mainstem.anomaly.detect.TargetDetection;
import io.mainstem.anomaly.metric.Item;
import io.mainstem.anomaly.metric.Scope;
import io.mainstem.anomaly.metric.ScopeWeek;
import io.mainstem.anomaly.metric.TradingCalendar;
import io.mainstem.anomaly.metric.TradingWeek;
import io.mainstem.connections.metrics.Detector;
import io.mainstem.connections.metrics.Metric;
import io.mainstem.connections.metrics.PeerDetector;
import io.mainstem.connections.metrics.TargetDetector;
import io.mainstem.schemas.event.Insight;
import io.mainstem.schemas.event.MetricValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Looks at one metric's trading week as a whole, since peers can only be judged together. */
public final class WeekReview {
  private final Metric metric;
  private final List<Detector> detectors;
  private final Places places;

  public WeekReview(Metric metric, List<Detector> detectors, Places places) {
    this.metric = metric;
    this.detectors = List.copyOf(detectors);
    this.places = places;
  }

  /**
   * What a review found.
   *
   * @param values every metric value of the week by its key, changed or not
   * @param insights new versions of insights by the key of their episode
   */
  public record Result(
      NavigableMap<String, MetricValue> values, NavigableMap<String, Insight> insights) {}

  /**
   * Every metric value of the week, and the insights that changed.
   *
   * @param counted what was counted in the week, by the aliases records carry
   * @param items the records behind one of those scopes
   * @param episodes episodes of a detector and week so far, by key
   * @param eventTime how far time has come in the records
   */
  public Result review(
      TradingWeek week,
      Collection<ScopeWeek> counted,
      Function<Scope, List<Item>> items,
      Function<String, Map<String, Insight>> episodes,
      Instant eventTime) {
    Map<Scope, List<Scope>> aliases = new HashMap<>();
    NavigableMap<String, ScopeWeek> scopes = new TreeMap<>();
    for (ScopeWeek scopeWeek : counted) {
      Scope scope = scopeWeek.scope().resolved(places::canonicalId);
      aliases.computeIfAbsent(scope, _ -> new ArrayList<>()).add(scopeWeek.scope());
      scopes.merge(scope.key(), scopeWeek.under(scope), ScopeWeek::plus);
    }
    Function<Scope, List<Item>> allItems =
        scope ->
            aliases.getOrDefault(scope, List.of()).stream()
                .flatMap(alias -> items.apply(alias).stream())
                .toList();
    NavigableMap<String, MetricValue> values = new TreeMap<>();
    MetricValues metricValues = new MetricValues(metric);
    for (ScopeWeek scope : scopes.values()) {
      values.putAll(metricValues.of(scope, week, places.calendar(scope.scope()), eventTime));
    }
    NavigableMap<String, Insight> insights = new TreeMap<>();
    for (Detector detector : detectors) {
      Map<String, Insight> before = episodes.apply(Episode.prefix(detector.name(), week));
      insights.putAll(
          insights(detector, week, List.copyOf(scopes.values()), allItems, before, eventTime));
    }
    return new Result(values, insights);
  }

  private NavigableMap<String, Insight> insights(
      Detector detector,
      TradingWeek week,
      List<ScopeWeek> scopes,
      Function<Scope, List<Item>> items,
      Map<String, Insight> before,
      Instant eventTime) {
    NavigableMap<String, Insight> next = new TreeMap<>();
    Map<String, Insight> unseen = new HashMap<>(before);
    Narrator narrator = new Narrator(metric, places);
    for (Assessment assessment : assess(detector, scopes, eventTime)) {
      String key = Episode.key(detector.name(), week, assessment.scope());
      Insight episode = unseen.remove(key);
      if (episode != null || assessment.stance() == Stance.FIRES) {
        var finding =
            narrator.tell(detector, week, assessment, items.apply(assessment.scope()), eventTime);
        Episode.next(episode, finding, eventTime).ifPresent(insight -> next.put(key, insight));
      }
    }
    unseen.forEach(
        (key, episode) ->
            Episode.withdrawn(episode, eventTime).ifPresent(insight -> next.put(key, insight)));
    return next;
  }

  private List<Assessment> assess(Detector detector, List<ScopeWeek> scopes, Instant eventTime) {
    return switch (detector) {
      case PeerDetector peers -> new PeerDetection(peers).assess(scopes);
      case TargetDetector target -> {
        TargetDetection detection = new TargetDetection(target);
        yield scopes.stream()
            .flatMap(
                scope -> {
                  TradingCalendar calendar = places.calendar(scope.scope());
                  return detection
                      .assess(scope, day -> !eventTime.isBefore(calendar.endOf(day)))
                      .stream();
                })
            .toList();
      }
    };
  }
}
