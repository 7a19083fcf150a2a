package io.mainstem.connections.flows;

import io.mainstem.connections.Connection;
import io.mainstem.connections.expression.Expression;
import io.mainstem.connections.expression.Expressions;
import io.mainstem.connections.expression.ResultType;
import io.mainstem.connections.write.WritePlan;
import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlNode;
import io.mainstem.schemas.Entities;
import io.mainstem.schemas.canonical.Ref;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Reads flows.yaml and says everything that is wrong with it. */
final class FlowsReader {
  private static final List<String> KEYS =
      List.of("title", "on", "with", "when", "do", "in", "fill", "match", "verify", "policy");

  private final Map<String, Connection> connections;
  private final Expressions expressions;
  private final Problems problems;

  FlowsReader(Map<String, Connection> connections, Expressions expressions, Problems problems) {
    this.connections = connections;
    this.expressions = expressions;
    this.problems = problems;
  }

  Flows read(YamlNode root) {
    root.allow(List.of("flows"), problems);
    List<Flow> flows = new ArrayList<>();
    root.get("flows").entries().forEach((name, node) -> flow(name, node).ifPresent(flows::add));
    return new Flows(flows);
  }

  private Optional<Flow> flow(String name, YamlNode node) {
    node.allow(KEYS, problems);
    List<String> on = events(node);
    Optional<Connection> connection = connection(node);
    if (on.isEmpty() || connection.isEmpty()) {
      return Optional.empty();
    }
    String subject = FlowEvents.subject(on.getFirst());
    Schema schema = FlowEvents.schema(subject);
    Map<String, String> with = with(node.get("with"), schema);
    Map<String, Schema> variables = variables(subject, schema, with);
    CallReader calls = new CallReader(connection.get(), variables, expressions, problems);

    Expression when = expression(node.get("when"), variables, ResultType.BOOLEAN);
    Map<String, Flow.Match> match = matches(node.get("match"), with, calls);
    Optional<Flow.Call> write = calls.read(node, "do", "fill", match.keySet());
    Policy policy = policy(node.get("policy"), variables);
    return write.map(
        call ->
            new Flow(
                name,
                node.get("title").text().orElse(name),
                on,
                subject,
                with,
                when,
                connection.get().name(),
                call,
                match,
                verify(node.get("verify"), connection.get(), call),
                policy));
  }

  private List<String> events(YamlNode node) {
    List<String> events = new ArrayList<>();
    if (!node.get("on").isPresent()) {
      problems.missing(node, "on", "an event such as deal.won");
    }
    for (YamlNode item : node.get("on").items()) {
      item.oneOf(FlowEvents.all(), problems).ifPresent(events::add);
    }
    if (events.stream().map(FlowEvents::subject).distinct().count() > 1) {
      problems.wrong(node.get("on"), "events of one kind of record");
      return List.of();
    }
    return events;
  }

  private Optional<Connection> connection(YamlNode node) {
    if (!node.get("in").isPresent()) {
      problems.missing(node, "in", "the connection to write to");
    }
    return node.get("in")
        .oneOf(new TreeSet<>(connections.keySet()), problems)
        .map(connections::get);
  }

  private Map<String, String> with(YamlNode node, Schema subject) {
    List<String> references = references(subject);
    node.allow(Entities.names(), problems);
    Map<String, String> with = new LinkedHashMap<>();
    node.entries()
        .forEach(
            (entity, field) ->
                field.oneOf(references, problems).ifPresent(found -> with.put(entity, found)));
    with.keySet().retainAll(Entities.names());
    return with;
  }

  private static List<String> references(Schema schema) {
    return schema.getFields().stream()
        .filter(
            field ->
                field.schema().getType() == Schema.Type.UNION
                    && field.schema().getTypes().contains(Ref.getClassSchema()))
        .map(Schema.Field::name)
        .toList();
  }

  private static Map<String, Schema> variables(
      String subject, Schema schema, Map<String, String> with) {
    Map<String, Schema> variables = new HashMap<>();
    variables.put(subject, schema);
    with.keySet().forEach(entity -> variables.put(entity, Entities.named(entity).schema()));
    variables.put(FlowVariables.EVENT, FlowVariables.EVENT_SCHEMA);
    variables.put(FlowVariables.ACTION, FlowVariables.ACTION_SCHEMA);
    return Map.copyOf(variables);
  }

  private Map<String, Flow.Match> matches(
      YamlNode node, Map<String, String> with, CallReader calls) {
    Map<String, Flow.Match> matches = new LinkedHashMap<>();
    node.entries()
        .forEach(
            (field, match) -> {
              match.allow(List.of("records", "find", "create"), problems);
              List<String> records = new ArrayList<>();
              for (YamlNode item : match.get("records").items()) {
                item.oneOf(new TreeSet<>(with.keySet()), problems).ifPresent(records::add);
              }
              matches.put(
                  field,
                  new Flow.Match(
                      records,
                      calls.readList(match.get("find")),
                      calls.readOptional(match.get("create"))));
            });
    return matches;
  }

  private @Nullable Expression verify(YamlNode node, Connection connection, Flow.Call write) {
    if (!node.isPresent()) {
      return null;
    }
    String object = WritePlan.of(connection).object(write.operation());
    if (Entities.find(object).isEmpty()) {
      problems.wrong(node, "nothing: what " + write.operation() + " makes cannot be read back");
      return null;
    }
    Map<String, Schema> variables =
        Map.of(
            object,
            Entities.named(object).schema(),
            FlowVariables.EVENT,
            FlowVariables.EVENT_SCHEMA,
            FlowVariables.ACTION,
            FlowVariables.ACTION_SCHEMA);
    return expression(node, variables, ResultType.BOOLEAN);
  }

  private Policy policy(YamlNode node, Map<String, Schema> variables) {
    node.allow(List.of("mode", "per-hour", "value", "at-most"), problems);
    Policy.Mode mode =
        node.get("mode").constant(Policy.Mode.class, problems).orElse(Policy.Mode.APPROVAL);
    int perHour =
        node.get("per-hour")
            .integer(1, Policy.MAX_PER_HOUR, problems)
            .orElse(Policy.DEFAULT_PER_HOUR);
    BigDecimal atMost = node.get("at-most").decimal(problems).orElse(null);
    Expression value = expression(node.get("value"), variables, ResultType.DECIMAL);
    if (atMost != null && !node.get("value").isPresent()) {
      problems.missing(node, "value", "what at-most limits, e.g. deal.amount.amount");
    }
    return new Policy(mode, perHour, value, atMost);
  }

  private @Nullable Expression expression(
      YamlNode node, Map<String, Schema> variables, ResultType result) {
    return node.isPresent()
        ? expressions.compile(node, variables, result, problems).orElse(null)
        : null;
  }
}
