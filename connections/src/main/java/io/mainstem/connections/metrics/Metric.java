package io.mainstem.connections.metrics;

import io.mainstem.connections.expression.Expression;
import java.util.List;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One number worth watching, by scope and trading day.
 *
 * @param name its key in metrics.yaml
 * @param title as sentences begin: {@code Labour costs}
 * @param entity canonical entity its records are of; expressions know the record by this name
 * @param schema that entity's
 * @param recordOne what one record is called
 * @param recordMany what several are called
 * @param filter which records count; null for all
 * @param hit which of them are the numerator of a ratio; null unless it is one
 * @param pending which records announce a contribution still to come; null for none
 * @param value what a record adds, as money; null where records are only counted
 * @param plan what it was planned to add, as money; null where nothing is planned
 * @param label a record in words, without a person's name
 * @param dimensions fields of the record that refer to what the number is about
 * @param target metric name of the target records it is held against; null for none
 * @param owner who cares
 */
public record Metric(
    String name,
    String title,
    String entity,
    Schema schema,
    String recordOne,
    String recordMany,
    @Nullable Expression filter,
    @Nullable Expression hit,
    @Nullable Expression pending,
    @Nullable Expression value,
    @Nullable Expression plan,
    Expression label,
    Aggregation aggregation,
    List<String> dimensions,
    @Nullable String target,
    String owner) {

  public Metric {
    dimensions = List.copyOf(dimensions);
  }

  /** Whether two definitions count alike; titles and owners may differ. */
  String countingRules() {
    return String.join(
        "\n",
        name,
        entity,
        source(filter),
        source(hit),
        source(pending),
        source(value),
        source(plan),
        source(label),
        aggregation.name(),
        dimensions.toString(),
        String.valueOf(target));
  }

  private static String source(@Nullable Expression expression) {
    return expression == null ? "-" : expression.source();
  }
}
