package io.mainstem.connections.metrics;

import io.mainstem.connections.expression.Expressions;
import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlNode;

/** All metrics of a workspace. */
public record Metrics() {
  public static final Metrics NONE = new Metrics();

  /** Reads metrics.yaml; what is wrong goes to {@code problems}. */
  public static Metrics read(YamlNode root, Expressions expressions, Problems problems) {
    return NONE;
  }
}
