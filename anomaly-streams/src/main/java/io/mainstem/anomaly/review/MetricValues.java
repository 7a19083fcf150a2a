package io.mainstem.anomaly.review;

import io.mainstem.anomaly.metric.Measures;
import io.mainstem.anomaly.metric.ScopeWeek;
import io.mainstem.anomaly.metric.TradingCalendar;
import io.mainstem.anomaly.metric.TradingWeek;
import io.mainstem.connections.metrics.Metric;
import io.mainstem.schemas.event.MetricValue;
import java.time.Instant;
import java.time.LocalDate;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A scope's week as values of its metric: one per trading day and one for the week so far. */
final class MetricValues {
  static final String DAY = "DAY";
  static final String WEEK = "WEEK";

  private final Metric metric;

  MetricValues(Metric metric) {
    this.metric = metric;
  }

  /** By key on the metrics topic. The week's target covers the days that can be compared. */
  NavigableMap<String, MetricValue> of(
      ScopeWeek scopeWeek, TradingWeek week, TradingCalendar calendar, Instant eventTime) {
    NavigableMap<String, MetricValue> values = new TreeMap<>();
    scopeWeek
        .days()
        .forEach(
            (day, measures) ->
                values.put(
                    key(scopeWeek, DAY, day),
                    value(
                        scopeWeek,
                        DAY,
                        calendar.startOf(day),
                        calendar.endOf(day),
                        measures,
                        measures.targets() > 0 ? measures.target().doubleValue() : null,
                        eventTime)));
    NavigableSet<LocalDate> compared =
        scopeWeek.comparableDays(day -> !eventTime.isBefore(calendar.endOf(day)));
    values.put(
        key(scopeWeek, WEEK, week.monday()),
        value(
            scopeWeek,
            WEEK,
            calendar.startOf(week),
            calendar.endOf(week),
            scopeWeek.total(),
            compared.isEmpty() ? null : scopeWeek.total(compared::contains).target().doubleValue(),
            eventTime));
    return values;
  }

  private String key(ScopeWeek week, String grain, LocalDate start) {
    return metric.name() + "|" + week.scope().key() + "|" + grain + "|" + start;
  }

  private MetricValue value(
      ScopeWeek week,
      String grain,
      Instant start,
      Instant end,
      Measures measures,
      @Nullable Double target,
      Instant eventTime) {
    return MetricValue.newBuilder()
        .setMetric(metric.name())
        .setScope(week.scope().ids())
        .setGrain(grain)
        .setWindowStart(start)
        .setWindowEnd(end)
        .setValue(
            switch (metric.aggregation()) {
              case SUM -> measures.sum().doubleValue();
              case COUNT -> measures.count();
              case RATIO -> measures.count() == 0 ? 0 : (double) measures.hits() / measures.count();
            })
        .setTarget(target)
        .setUnit(
            switch (metric.aggregation()) {
              case SUM -> week.scope().unit();
              case COUNT -> "H87";
              case RATIO -> "P1";
            })
        .setUpdatedAt(eventTime)
        .build();
  }
}
