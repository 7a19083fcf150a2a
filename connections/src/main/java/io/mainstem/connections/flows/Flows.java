package io.mainstem.connections.flows;

import io.mainstem.connections.Connection;
import io.mainstem.connections.expression.Expressions;
import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlNode;
import java.util.Map;

/** All flows of a workspace. */
public record Flows() {
  public static final Flows NONE = new Flows();

  /** Reads flows.yaml; what is wrong goes to {@code problems}. */
  public static Flows read(
      YamlNode root,
      Map<String, Connection> connections,
      Expressions expressions,
      Problems problems) {
    return NONE;
  }
}
