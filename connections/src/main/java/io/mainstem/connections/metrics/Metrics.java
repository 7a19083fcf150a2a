package io.mainstem.connections.metrics;

import io.mainstem.connections.expression.Expressions;
import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * All metrics of a workspace and what watches them.
 *
 * @param metrics in the order of the file
 * @param detectors in the order of the file; each watches one of {@code metrics}
 */
public record Metrics(List<Metric> metrics, List<Detector> detectors) {
  public static final Metrics NONE = new Metrics(List.of(), List.of());
  private static final int FINGERPRINT_CHARS = 8;

  public Metrics {
    metrics = List.copyOf(metrics);
    detectors = List.copyOf(detectors);
  }

  /** Reads metrics.yaml; what is wrong goes to {@code problems}. */
  public static Metrics read(YamlNode root, Expressions expressions, Problems problems) {
    return root.isPresent() ? new MetricsReader(expressions, problems).read(root) : NONE;
  }

  public List<Detector> detectors(Metric metric) {
    return detectors.stream().filter(d -> d.metric().equals(metric.name())).toList();
  }

  /** Changes when records must be counted anew, and not when only words or thresholds change. */
  public String fingerprint() {
    String rules =
        metrics.stream().map(Metric::countingRules).sorted().collect(Collectors.joining("\n\n"));
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(rules.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, FINGERPRINT_CHARS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
