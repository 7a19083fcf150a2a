package io.mainstem.sink.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.connections.expression.Expression;
import io.mainstem.connections.expression.ExpressionFailure;
import io.mainstem.connections.flows.Flow;
import io.mainstem.connections.flows.FlowVariables;
import io.mainstem.connections.flows.Value;
import io.mainstem.schemas.canonical.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Works out a flow's action from the records as they are. The same records give the same action.
 */
public final class Planner {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Name of a placeholder that stands for a setting of the connection. */
  public static final String SETTING = "setting";

  /** Name under which a payload says when its event happened. */
  public static final String AT = "at";

  private Planner() {}

  /**
   * Judges the flow's condition and fills in its calls.
   *
   * @param records the subject and the related records by entity name; those that are not known are
   *     left out
   */
  public static PlanResult plan(
      Flow flow, Trigger trigger, Map<String, ? extends IndexedRecord> records) {
    ActionKey key = ActionKey.of(trigger);
    Map<String, IndexedRecord> variables = variables(trigger, key, records);
    try {
      if (flow.when() != null && !Boolean.TRUE.equals(eval(flow.when(), variables))) {
        return new PlanResult.NotMet();
      }
      ObjectNode payload = JSON.objectNode();
      payload.set("input", input(flow.write(), variables));
      payload.put(AT, trigger.at().toString());
      ObjectNode match = JSON.objectNode();
      flow.match().forEach((field, rule) -> match.set(field, match(rule, variables)));
      payload.set("match", match);
      BigDecimal worth = worth(flow.policy().value(), variables);
      if (worth != null) {
        payload.put("worth", plain(worth));
      }
      return new PlanResult.Planned(key, payload, worth);
    } catch (Uncomputable failure) {
      return new PlanResult.Unfit(
          "flow " + flow.name() + ": '" + failure.getMessage() + "' cannot be computed");
    }
  }

  /** Names the expression, never its values. */
  private static final class Uncomputable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Uncomputable(Expression expression, ExpressionFailure cause) {
      super(expression.source(), cause);
    }
  }

  private static @Nullable Object eval(
      Expression expression, Map<String, IndexedRecord> variables) {
    try {
      return expression.eval(variables);
    } catch (ExpressionFailure failure) {
      throw new Uncomputable(expression, failure);
    }
  }

  /** Variables for judging the record that an action made, besides that record. */
  public static Map<String, IndexedRecord> afterwards(
      String actionId, String transition, Instant plannedAt, @Nullable BigDecimal worth) {
    return Map.of(
        FlowVariables.EVENT,
        FlowVariables.event(transition, plannedAt),
        FlowVariables.ACTION,
        FlowVariables.action(ActionKey.markerOf(actionId), worth));
  }

  private static Map<String, IndexedRecord> variables(
      Trigger trigger, ActionKey key, Map<String, ? extends IndexedRecord> records) {
    Map<String, IndexedRecord> variables = new HashMap<>(records);
    variables.put(FlowVariables.EVENT, FlowVariables.event(trigger.event(), trigger.at()));
    variables.put(FlowVariables.ACTION, FlowVariables.action(key.marker(), null));
    return variables;
  }

  private static ObjectNode match(Flow.Match match, Map<String, IndexedRecord> variables) {
    ObjectNode node = JSON.objectNode();
    ArrayNode ids = node.putArray("records");
    for (String entity : match.records()) {
      IndexedRecord record = variables.get(entity);
      if (record != null) {
        ids.add(record.get(record.getSchema().getField("id").pos()).toString());
      }
    }
    ArrayNode find = node.putArray("find");
    match.find().forEach(search -> find.add(call(search, variables)));
    if (match.create() != null) {
      node.set("create", call(match.create(), variables));
    }
    return node;
  }

  private static ObjectNode call(Flow.Call call, Map<String, IndexedRecord> variables) {
    ObjectNode node = JSON.objectNode().put("operation", call.operation());
    node.set("input", input(call, variables));
    return node;
  }

  private static ObjectNode input(Flow.Call call, Map<String, IndexedRecord> variables) {
    return fields(call.input(), variables);
  }

  private static ObjectNode fields(
      Map<String, Value> fields, Map<String, IndexedRecord> variables) {
    ObjectNode node = JSON.objectNode();
    fields.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            field -> {
              JsonNode value = value(field.getValue(), variables);
              if (!value.isNull()) {
                node.set(field.getKey(), value);
              }
            });
    return node;
  }

  private static JsonNode value(Value value, Map<String, IndexedRecord> variables) {
    return switch (value) {
      case Value.Computed computed -> json(eval(computed.expression(), variables));
      case Value.Setting setting -> JSON.objectNode().put(SETTING, setting.name());
      case Value.Rows rows -> {
        ArrayNode list = JSON.arrayNode();
        rows.rows().forEach(row -> list.add(fields(row, variables)));
        yield list;
      }
    };
  }

  private static JsonNode json(@Nullable Object value) {
    return switch (value) {
      case null -> NullNode.getInstance();
      case BigDecimal decimal -> DecimalNode.valueOf(plain(decimal));
      case Money money -> DecimalNode.valueOf(plain(money.getAmount()));
      case Long number -> JSON.numberNode(number);
      case Integer number -> JSON.numberNode(number);
      case Double number -> JSON.numberNode(number);
      case Boolean truth -> JSON.booleanNode(truth);
      case List<?> items -> {
        ArrayNode list = JSON.arrayNode();
        items.forEach(item -> list.add(json(item)));
        yield list;
      }
      default -> JSON.textNode(value.toString());
    };
  }

  private static BigDecimal plain(BigDecimal decimal) {
    BigDecimal stripped = decimal.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  private static @Nullable BigDecimal worth(
      @Nullable Expression value, Map<String, IndexedRecord> variables) {
    return value == null ? null : (BigDecimal) eval(value, variables);
  }
}
