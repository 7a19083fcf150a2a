package io.mainstem.connections.flows;

import io.mainstem.connections.Connection;
import io.mainstem.connections.expression.Expressions;
import io.mainstem.connections.expression.ResultType;
import io.mainstem.connections.write.WritePlan;
import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Reads one operation and its input, and checks both against what the tool offers. */
final class CallReader {
  private final Connection connection;
  private final WritePlan plan;
  private final Map<String, Schema> variables;
  private final Expressions expressions;
  private final Problems problems;

  CallReader(
      Connection connection,
      Map<String, Schema> variables,
      Expressions expressions,
      Problems problems) {
    this.connection = connection;
    this.plan = WritePlan.of(connection);
    this.variables = variables;
    this.expressions = expressions;
    this.problems = problems;
  }

  /** Calls written as a list, or a single one. */
  List<Flow.Call> readList(YamlNode node) {
    List<Flow.Call> calls = new ArrayList<>();
    for (YamlNode item : node.items()) {
      Flow.Call call = readOptional(item);
      if (call != null) {
        calls.add(call);
      }
    }
    return calls;
  }

  /** A call written as {@code do: …, fill: …}; null where it is not there. */
  Flow.@Nullable Call readOptional(YamlNode node) {
    if (!node.isPresent()) {
      return null;
    }
    node.allow(List.of("do", "fill"), problems);
    return read(node, "do", "fill", Set.of()).orElse(null);
  }

  /**
   * @param matched fields that are filled by a match
   */
  Optional<Flow.Call> read(
      YamlNode node, String operationKey, String inputKey, Set<String> matched) {
    if (!node.get(operationKey).isPresent()) {
      problems.missing(node, operationKey, "an operation of " + connection.tool().title());
    }
    Optional<String> operation =
        node.get(operationKey).oneOf(new TreeSet<>(plan.operations()), problems);
    operation.ifPresent(name -> settings(node.get(operationKey), name));
    return operation.map(
        name -> new Flow.Call(name, input(node, node.get(inputKey), name, matched)));
  }

  /** Of a connection that is not configured, the settings are not known yet. */
  private void settings(YamlNode node, String operation) {
    for (String name : plan.settings(operation)) {
      if (connection.configured() && !connection.settings().containsKey(name)) {
        problems.wrong(
            node,
            "settings." + name + " in connections/" + connection.name() + ".yaml: it speaks of it");
      }
    }
  }

  private Map<String, Value> input(
      YamlNode parent, YamlNode node, String operation, Set<String> matched) {
    List<WritePlan.InputField> fields = plan.input(operation);
    List<String> names = fields.stream().map(WritePlan.InputField::name).toList();
    node.allow(names, problems);
    Map<String, Value> input = new LinkedHashMap<>();
    for (WritePlan.InputField field : fields) {
      YamlNode value = node.get(field.name());
      if (value.isPresent()) {
        value(value).ifPresent(found -> input.put(field.name(), found));
      } else if (field.required() && !matched.contains(field.name())) {
        problems.missing(
            node.isPresent() ? node : parent, field.name(), operation + " requires it");
      }
    }
    return input;
  }

  private Optional<Value> value(YamlNode node) {
    if (node.isList()) {
      return Optional.of(rows(node));
    }
    if (node.isMap()) {
      node.allow(List.of("setting"), problems);
      // Of a connection that is not configured, the settings are not known yet.
      return connection.configured()
          ? node.get("setting")
              .oneOf(new TreeSet<>(connection.settings().keySet()), problems)
              .map(Value.Setting::new)
          : node.get("setting").text().map(Value.Setting::new);
    }
    return expressions.compile(node, variables, ResultType.ANY, problems).map(Value.Computed::new);
  }

  private Value.Rows rows(YamlNode node) {
    List<Map<String, Value>> rows = new ArrayList<>();
    for (YamlNode item : node.items()) {
      Map<String, Value> row = new LinkedHashMap<>();
      item.entries()
          .forEach((name, value) -> value(value).ifPresent(found -> row.put(name, found)));
      rows.add(row);
    }
    return new Value.Rows(rows);
  }
}
