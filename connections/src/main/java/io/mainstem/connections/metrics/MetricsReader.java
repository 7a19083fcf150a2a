package io.mainstem.connections.metrics;

import io.mainstem.connections.expression.Expression;
import io.mainstem.connections.expression.Expressions;
import io.mainstem.connections.expression.ResultType;
import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlNode;
import io.mainstem.schemas.canonical.Ref;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Reads metrics.yaml and says everything that is wrong with it. */
final class MetricsReader {
  private static final List<String> METRIC_KEYS =
      List.of(
          "title",
          "entity",
          "record",
          "filter",
          "hit",
          "pending",
          "value",
          "plan",
          "label",
          "aggregation",
          "dimensions",
          "grain",
          "unit",
          "target",
          "owner");

  private final Expressions expressions;
  private final Problems problems;

  MetricsReader(Expressions expressions, Problems problems) {
    this.expressions = expressions;
    this.problems = problems;
  }

  Metrics read(YamlNode root) {
    root.allow(List.of("metrics", "detectors"), problems);
    List<Metric> metrics = new ArrayList<>();
    root.get("metrics")
        .entries()
        .forEach((name, node) -> metric(name, node).ifPresent(metrics::add));
    DetectorReader detectorReader = new DetectorReader(metrics, problems);
    List<Detector> detectors = new ArrayList<>();
    root.get("detectors")
        .entries()
        .forEach((name, node) -> detectorReader.read(name, node).ifPresent(detectors::add));
    return new Metrics(metrics, detectors);
  }

  private Optional<Metric> metric(String name, YamlNode node) {
    node.allow(METRIC_KEYS, problems);
    node.get("grain").oneOf(List.of("day"), problems);
    YamlNode entityNode = node.get("entity");
    if (!entityNode.isPresent()) {
      problems.missing(node, "entity", "one of " + String.join(", ", Countable.NAMES));
      return Optional.empty();
    }
    Optional<String> entity = entityNode.oneOf(Countable.NAMES, problems);
    if (entity.isEmpty()) {
      return Optional.empty();
    }
    Schema schema = Countable.schema(entity.get());
    Map<String, Schema> variables = Map.of(entity.get(), schema);
    Aggregation aggregation =
        node.get("aggregation").constant(Aggregation.class, problems).orElse(Aggregation.SUM);
    YamlNode record = node.get("record");
    record.allow(List.of("one", "many"), problems);

    Expression filter = optional(node.get("filter"), variables, ResultType.BOOLEAN);
    Expression hit = optional(node.get("hit"), variables, ResultType.BOOLEAN);
    Expression pending = optional(node.get("pending"), variables, ResultType.BOOLEAN);
    Expression value = optional(node.get("value"), variables, ResultType.MONEY);
    Expression plan = optional(node.get("plan"), variables, ResultType.MONEY);
    if (aggregation == Aggregation.RATIO && !node.get("hit").isPresent()) {
      problems.missing(node, "hit", "the condition of a ratio's numerator");
    }
    if (aggregation == Aggregation.SUM && !node.get("value").isPresent()) {
      problems.missing(node, "value", "what a record adds, as money");
    }
    checkUnit(node.get("unit"), aggregation);
    if (!node.get("label").isPresent()) {
      problems.missing(node, "label", "an expression that names a record in words");
    }
    Optional<Expression> label =
        node.get("label").isPresent()
            ? expressions.compile(node.get("label"), variables, ResultType.TEXT, problems)
            : Optional.empty();
    List<String> dimensions = dimensions(node.get("dimensions"), schema);
    String one = record.get("one").text().orElse(entity.get());
    String many = record.get("many").text().orElse(entity.get() + "s");
    String title = node.get("title").text().orElse(name);
    String target = target(node.get("target"));
    String owner = node.get("owner").text().orElse("");
    return label.map(
        named ->
            new Metric(
                name,
                title,
                entity.get(),
                schema,
                one,
                many,
                filter,
                hit,
                pending,
                value,
                plan,
                named,
                aggregation,
                dimensions,
                target,
                owner));
  }

  private @Nullable Expression optional(
      YamlNode node, Map<String, Schema> variables, ResultType result) {
    return node.isPresent()
        ? expressions.compile(node, variables, result, problems).orElse(null)
        : null;
  }

  private void checkUnit(YamlNode unit, Aggregation aggregation) {
    String right =
        switch (aggregation) {
          case SUM -> "money";
          case COUNT -> "count";
          case RATIO -> "share";
        };
    unit.oneOf(List.of(right), problems);
  }

  private List<String> dimensions(YamlNode node, Schema schema) {
    List<String> references = Countable.references(schema);
    List<String> dimensions = new ArrayList<>();
    for (YamlNode item : node.items()) {
      item.oneOf(references, problems).ifPresent(dimensions::add);
    }
    if (node.items().isEmpty()) {
      node.report("a list of " + String.join(", ", references), problems);
    }
    return dimensions;
  }

  private @Nullable String target(YamlNode node) {
    node.allow(List.of("metric", "period"), problems);
    if (!node.isPresent()) {
      return null;
    }
    node.get("period").oneOf(List.of("DAY"), problems);
    return node.get("metric").requireText("the metric name of target records", problems);
  }

  static BigDecimal positive(YamlNode node, BigDecimal fallback, Problems problems) {
    BigDecimal value = node.decimal(problems).orElse(fallback);
    if (value.signum() < 0) {
      problems.wrong(node, "a number that is not negative");
    }
    return value;
  }

  /** The entities that have a trading day to be counted in. */
  static final class Countable {
    private static final Map<String, Schema> SCHEMAS =
        Map.of(
            "shift", io.mainstem.schemas.canonical.Shift.getClassSchema(),
            "order", io.mainstem.schemas.canonical.Order.getClassSchema(),
            "payment", io.mainstem.schemas.canonical.Payment.getClassSchema());

    static final List<String> NAMES = SCHEMAS.keySet().stream().sorted().toList();

    private Countable() {}

    static Schema schema(String entity) {
      Schema schema = SCHEMAS.get(entity);
      if (schema == null) {
        throw new IllegalArgumentException(
            "entity: " + entity + " (expected: one of " + NAMES + ")");
      }
      return schema;
    }

    /** Fields that refer to a master record. */
    static List<String> references(Schema schema) {
      return schema.getFields().stream()
          .filter(
              field ->
                  field.schema().getType() == Schema.Type.UNION
                      && field.schema().getTypes().contains(Ref.getClassSchema()))
          .map(Schema.Field::name)
          .sorted()
          .toList();
    }
  }
}
