package io.mainstem.connections.flows;

import io.mainstem.connections.Connection;
import io.mainstem.connections.expression.Expressions;
import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlNode;
import java.util.List;
import java.util.Map;

/**
 * All flows of a workspace. Where there are none, nothing is ever written to a tool.
 *
 * @param flows in the order of the file
 */
public record Flows(List<Flow> flows) {
  public static final Flows NONE = new Flows(List.of());

  public Flows {
    flows = List.copyOf(flows);
  }

  /** Reads flows.yaml; what is wrong goes to {@code problems}. */
  public static Flows read(
      YamlNode root,
      Map<String, Connection> connections,
      Expressions expressions,
      Problems problems) {
    return root.isPresent() ? new FlowsReader(connections, expressions, problems).read(root) : NONE;
  }

  /** Those that listen for this event, e.g. {@code deal.won}. */
  public List<Flow> on(String event) {
    return flows.stream().filter(flow -> flow.on().contains(event)).toList();
  }
}
