package io.mainstem.anomaly.review;

import io.mainstem.anomaly.detect.Assessment;
import io.mainstem.anomaly.detect.Figures.AgainstPeers;
import io.mainstem.anomaly.detect.Figures.AgainstTarget;
import io.mainstem.anomaly.detect.Finding;
import io.mainstem.anomaly.explain.ExcessExplanation;
import io.mainstem.anomaly.explain.Explained;
import io.mainstem.anomaly.explain.HouseStyle;
import io.mainstem.anomaly.explain.Noun;
import io.mainstem.anomaly.explain.PeerExplanation;
import io.mainstem.anomaly.explain.Template;
import io.mainstem.anomaly.metric.Item;
import io.mainstem.anomaly.metric.TradingCalendar;
import io.mainstem.anomaly.metric.TradingWeek;
import io.mainstem.connections.metrics.Detector;
import io.mainstem.connections.metrics.Metric;
import io.mainstem.connections.metrics.PeerDetector;
import io.mainstem.connections.metrics.Sentences;
import io.mainstem.connections.metrics.TargetDetector;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Puts an assessment into words, with the records behind it. */
final class Narrator {
  private final Metric metric;
  private final Places places;
  private final Noun noun;

  Narrator(Metric metric, Places places) {
    this.metric = metric;
    this.places = places;
    this.noun = new Noun(metric.recordOne(), metric.recordMany());
  }

  Finding tell(
      Detector detector,
      TradingWeek week,
      Assessment assessment,
      List<Item> items,
      Instant eventTime) {
    TradingCalendar calendar = places.calendar(assessment.scope());
    Map<String, String> names = new TreeMap<>();
    assessment.scope().ids().forEach((dim, id) -> names.put(dim, places.name(dim, id)));
    boolean now = eventTime.isBefore(calendar.endOf(week));
    Map<String, String> words = new HashMap<>(names);
    words.put("metric", metric.title());
    words.put("week", HouseStyle.week(week.monday(), now));
    Explained explained = explain(detector, assessment, items, words);
    Sentences sentences = detector.sentences();
    return new Finding(
        detector.name(),
        metric.name(),
        week,
        assessment,
        calendar.startOf(week),
        calendar.endOf(week),
        names,
        new Sentences(
            Template.fill(sentences.open(), words),
            Template.fill(sentences.eased(), words),
            Template.fill(sentences.closed(), words)),
        explained.text(),
        explained.evidence());
  }

  private Explained explain(
      Detector detector, Assessment assessment, List<Item> items, Map<String, String> words) {
    String currency = assessment.scope().unit();
    return switch (assessment.figures()) {
      case AgainstTarget figures -> {
        words.put("deviation", HouseStyle.aboveOrBelow(assessment.deviation()));
        words.put("money", HouseStyle.money(figures.atStake().abs(), currency));
        words.put("limit", limit(detector));
        yield ExcessExplanation.of(figures, items, noun, currency);
      }
      case AgainstPeers figures -> {
        words.put("times", HouseStyle.times(figures.times(), figures.atLeast()));
        words.put("hits", HouseStyle.number(figures.hits()));
        words.put("records", HouseStyle.number(figures.records()) + " " + metric.recordMany());
        words.put("share", HouseStyle.percent(assessment.observed()));
        words.put("limit", limit(detector));
        yield PeerExplanation.of(figures, items, noun, near(detector, words), currency);
      }
    };
  }

  private static String limit(Detector detector) {
    return switch (detector) {
      case TargetDetector target -> HouseStyle.percent(target.resolvesAtDeviation());
      case PeerDetector peers -> HouseStyle.times(peers.resolvesAtTimes(), false);
    };
  }

  private static String near(Detector detector, Map<String, String> words) {
    return switch (detector) {
      case TargetDetector _ -> "";
      case PeerDetector peers -> words.getOrDefault(peers.near(), "");
    };
  }
}
