package io.mainstem.connections.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.connections.expression.Business;
import io.mainstem.connections.expression.Expressions;
import io.mainstem.connections.yaml.Problem;
import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlDocument;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private static final String GOOD =
      """
      metrics:
        labour_cost:
          title: Labour costs
          entity: shift
          record: {one: shift, many: shifts}
          filter: shift.status == 'COMPLETED'
          value: shift.actualCost
          label: shift.role
          aggregation: sum
          unit: money
          dimensions: [site]
          target: {metric: LABOUR_COST, period: DAY}
      detectors:
        labour_above_target:
          kind: target
          metric: labour_cost
          opens: {deviation: 0.10, money: 250, days: 2}
          resolves: {deviation: 0.05}
          sentences:
            open: "{metric} at {site} are {deviation} target {week}."
            eased: "{metric} at {site} are back within {limit} of target."
            closed: "{metric} at {site} were {deviation} target {week}."
      """;

  private final Problems problems = new Problems();

  @Test
  void shouldReadMetricsAndDetectors() {
    Metrics metrics = read(GOOD);

    assertThat(problems.list()).isEmpty();
    assertThat(metrics.metrics()).extracting(Metric::name).containsExactly("labour_cost");
    assertThat(metrics.detectors(metrics.metrics().getFirst()))
        .singleElement()
        .isInstanceOf(TargetDetector.class);
  }

  @Test
  void shouldTellEveryMistakeAtOnceWithTheNearestSpelling() {
    read(
        GOOD.replace("shift.actualCost", "shift.actualCosts")
            .replace("dimensions: [site]", "dimensions: [sites]")
            .replace("kind: target", "kind: targets")
            .replace("unit: money", "unit: share"));

    assertThat(problems.list())
        .extracting(Problem::path)
        .containsExactly(
            "metrics.labour_cost.value",
            "metrics.labour_cost.unit",
            "metrics.labour_cost.dimensions[0]",
            "detectors.labour_above_target.kind");
    assertThat(problems.list()).extracting(Problem::nearest).contains("site", "target");
  }

  @Test
  void shouldRefuseAPlaceholderThatNothingFills() {
    read(GOOD.replace("{deviation} target {week}", "{devation} target {week}"));

    assertThat(problems.list())
        .extracting(Problem::nearest)
        .containsExactly("deviation", "deviation");
  }

  @Test
  void shouldRefuseAnEpisodeThatResolvesWhereItOpens() {
    read(GOOD.replace("resolves: {deviation: 0.05}", "resolves: {deviation: 0.10}"));

    assertThat(problems.list()).hasSize(1);
    assertThat(problems.list().getFirst().expected()).contains("below opens.deviation");
  }

  @Test
  void shouldCountAnewOnlyWhenCountingRulesChange() {
    String before = read(GOOD).fingerprint();

    assertThat(read(GOOD.replace("Labour costs", "Wages").replace("250", "300")).fingerprint())
        .isEqualTo(before);
    assertThat(read(GOOD.replace("'COMPLETED'", "'APPROVED'")).fingerprint()).isNotEqualTo(before);
  }

  private Metrics read(String yaml) {
    Expressions expressions =
        Expressions.of(new Business("GBP", "GB", ZoneId.of("Europe/London"), LocalTime.of(4, 0)));
    return Metrics.read(YamlDocument.parse("metrics.yaml", yaml, problems), expressions, problems);
  }
}
