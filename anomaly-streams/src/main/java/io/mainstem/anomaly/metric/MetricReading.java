package io.mainstem.anomaly.metric;

import io.mainstem.connections.expression.Expression;
import io.mainstem.connections.expression.ExpressionFailure;
import io.mainstem.connections.metrics.Aggregation;
import io.mainstem.connections.metrics.Metric;
import io.mainstem.schemas.canonical.Money;
import io.mainstem.schemas.canonical.Ref;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** Reads canonical records of one metric's entity as that metric sees them. */
public final class MetricReading {
  private final Metric metric;
  private final String currency;

  /**
   * A reader for one metric.
   *
   * @param currency of the business, for records that carry no amount of their own
   */
  public MetricReading(Metric metric, String currency) {
    this.metric = metric;
    this.currency = currency;
  }

  public Metric metric() {
    return metric;
  }

  public Reading read(IndexedRecord record) {
    if (CanonicalFields.gone(record)) {
      return new Reading.Nothing(Reading.Reason.GONE);
    }
    try {
      return readPresent(record);
    } catch (ExpressionFailure failure) {
      return new Reading.Nothing(Reading.Reason.FAILED);
    }
  }

  private Reading readPresent(IndexedRecord record) {
    Map<String, IndexedRecord> variables = Map.of(metric.entity(), record);
    boolean counted = metric.filter() == null || metric.filter().test(variables);
    boolean awaited = !counted && metric.pending() != null && metric.pending().test(variables);
    if (!counted && !awaited) {
      return new Reading.Nothing(Reading.Reason.LEFT_OUT);
    }
    LocalDate day = CanonicalFields.get(record, "businessDate", LocalDate.class);
    if (day == null) {
      return new Reading.Nothing(Reading.Reason.NO_DAY);
    }
    Money value = money(metric.value(), variables);
    Optional<Scope> scope = scope(record, value);
    if (scope.isEmpty()) {
      return new Reading.Nothing(Reading.Reason.NO_SCOPE);
    }
    if (awaited) {
      return new Reading.Counts(
          new Contribution(metric.name(), scope.get(), day, Measures.awaited(), null));
    }
    if (value == null && metric.aggregation() == Aggregation.SUM) {
      return new Reading.Nothing(Reading.Reason.NO_VALUE);
    }
    BigDecimal amount = value == null ? BigDecimal.ZERO : value.getAmount();
    boolean hit = metric.hit() != null && metric.hit().test(variables);
    boolean evidence = metric.aggregation() != Aggregation.RATIO || hit;
    Item item = evidence ? item(record, variables, day, amount) : null;
    return new Reading.Counts(
        new Contribution(metric.name(), scope.get(), day, Measures.counted(amount, hit), item));
  }

  private Optional<Scope> scope(IndexedRecord record, @Nullable Money value) {
    TreeMap<String, String> ids = new TreeMap<>();
    for (String dimension : metric.dimensions()) {
      Ref ref = CanonicalFields.get(record, dimension, Ref.class);
      if (ref == null) {
        return Optional.empty();
      }
      ids.put(dimension, ref.getAlias());
    }
    return Optional.of(new Scope(ids, value == null ? currency : value.getCurrency()));
  }

  private Item item(
      IndexedRecord record,
      Map<String, IndexedRecord> variables,
      LocalDate day,
      BigDecimal amount) {
    Money plan = money(metric.plan(), variables);
    Object label = metric.label().eval(variables);
    return new Item(
        metric.entity(),
        CanonicalFields.id(record),
        day,
        label == null || label.toString().isBlank() ? metric.recordOne() : label.toString(),
        amount,
        plan == null ? null : plan.getAmount());
  }

  private static @Nullable Money money(
      @Nullable Expression expression, Map<String, IndexedRecord> variables) {
    return expression == null ? null : (Money) expression.eval(variables);
  }
}
