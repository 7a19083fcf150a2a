package io.mainstem.connections.metrics;

import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one detector of metrics.yaml, its thresholds and its sentences. */
final class DetectorReader {
  private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)}");
  private static final List<String> KEYS =
      List.of("kind", "metric", "window", "near", "opens", "resolves", "critical", "sentences");
  private static final List<String> TARGET_WORDS =
      List.of("metric", "week", "deviation", "money", "limit");
  private static final List<String> PEER_WORDS =
      List.of("metric", "week", "times", "hits", "records", "share", "limit");
  private static final int DAYS_OF_WEEK = 7;

  private final List<Metric> metrics;
  private final Problems problems;

  DetectorReader(List<Metric> metrics, Problems problems) {
    this.metrics = metrics;
    this.problems = problems;
  }

  Optional<Detector> read(String name, YamlNode node) {
    node.allow(KEYS, problems);
    node.get("window").oneOf(List.of("week"), problems);
    Optional<String> kind = node.get("kind").oneOf(List.of("target", "peers"), problems);
    if (!node.get("kind").isPresent()) {
      problems.missing(node, "kind", "target or peers");
    }
    List<String> names = metrics.stream().map(Metric::name).toList();
    if (!node.get("metric").isPresent()) {
      problems.missing(node, "metric", "one of " + String.join(", ", names));
    }
    Optional<String> metricName = node.get("metric").oneOf(names, problems);
    if (kind.isEmpty() || metricName.isEmpty()) {
      return Optional.empty();
    }
    Metric metric =
        metrics.stream().filter(m -> m.name().equals(metricName.get())).findFirst().orElseThrow();
    try {
      return Optional.of(
          kind.get().equals("target") ? target(name, node, metric) : peers(name, node, metric));
    } catch (IllegalArgumentException refused) {
      problems.wrong(node, refused.getMessage() == null ? "valid limits" : refused.getMessage());
      return Optional.empty();
    }
  }

  private TargetDetector target(String name, YamlNode node, Metric metric) {
    YamlNode opens = node.get("opens");
    opens.allow(List.of("deviation", "money", "days"), problems);
    node.get("resolves").allow(List.of("deviation"), problems);
    node.get("critical").allow(List.of("deviation"), problems);
    if (metric.target() == null) {
      problems.wrong(node.get("metric"), "a metric with a target");
    }
    return new TargetDetector(
        name,
        metric.name(),
        number(opens.get("deviation"), "0.10"),
        MetricsReader.positive(opens.get("money"), BigDecimal.ZERO, problems),
        opens.get("days").integer(1, DAYS_OF_WEEK, problems).orElse(1),
        number(node.get("resolves").get("deviation"), "0.05"),
        number(node.get("critical").get("deviation"), "0.30"),
        sentences(node.get("sentences"), words(TARGET_WORDS, metric)));
  }

  private PeerDetector peers(String name, YamlNode node, Metric metric) {
    YamlNode opens = node.get("opens");
    opens.allow(List.of("times", "hits", "records", "false-alarms"), problems);
    node.get("resolves").allow(List.of("times"), problems);
    node.get("critical").allow(List.of("times"), problems);
    if (metric.aggregation() != Aggregation.RATIO) {
      problems.wrong(node.get("metric"), "a metric whose aggregation is ratio");
    }
    if (!node.get("near").isPresent()) {
      problems.missing(node, "near", "one of " + String.join(", ", metric.dimensions()));
    }
    String near = node.get("near").oneOf(metric.dimensions(), problems).orElse("");
    return new PeerDetector(
        name,
        metric.name(),
        near,
        number(opens.get("times"), "2"),
        opens.get("hits").integer(1, Integer.MAX_VALUE, problems).orElse(5),
        opens.get("records").integer(1, Integer.MAX_VALUE, problems).orElse(50),
        number(opens.get("false-alarms"), "0.01"),
        number(node.get("resolves").get("times"), "1.5"),
        number(node.get("critical").get("times"), "4"),
        sentences(node.get("sentences"), words(PEER_WORDS, metric)));
  }

  private double number(YamlNode node, String fallback) {
    return MetricsReader.positive(node, new BigDecimal(fallback), problems).doubleValue();
  }

  private static List<String> words(List<String> words, Metric metric) {
    List<String> all = new ArrayList<>(words);
    all.addAll(metric.dimensions());
    return all;
  }

  private Sentences sentences(YamlNode node, List<String> words) {
    node.allow(List.of("open", "eased", "closed"), problems);
    return new Sentences(
        sentence(node.get("open"), words),
        sentence(node.get("eased"), words),
        sentence(node.get("closed"), words));
  }

  private String sentence(YamlNode node, List<String> words) {
    String text = node.requireText("a sentence", problems);
    Matcher places = PLACE.matcher(text);
    while (places.find()) {
      if (!words.contains(places.group(1))) {
        problems.unknown(node, "{" + places.group(1) + "}", words);
      }
    }
    return text;
  }
}
