package io.mainstem.anomaly.stream;

import io.mainstem.anomaly.metric.Delta;
import io.mainstem.anomaly.metric.TradingCalendar;
import io.mainstem.anomaly.metric.TradingWeek;
import io.mainstem.anomaly.review.Places;
import io.mainstem.anomaly.review.WeekReview;
import io.mainstem.connections.metrics.Metric;
import io.mainstem.connections.metrics.Metrics;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Adds deltas up and, a moment later, reviews every week they touched. One task sees all scopes of
 * a metric, since peers are judged together and time goes on for all of them at once. Reviews are
 * repeated for all weeks at longer intervals: names and links arrive by themselves and must show.
 */
final class WatchProcessor implements Processor<String, Delta, String, SpecificRecord> {
  /** Wall-clock time between reviews: changes within it go out as one. */
  static final Duration REVIEW_EVERY = Duration.ofMillis(500);

  /** Wall-clock time between reviews of everything. */
  static final Duration REVIEW_ALL_EVERY = Duration.ofSeconds(30);

  /** Time zones and cut-offs may put a week's end this much later than in UTC. */
  private static final int SPARE_DAYS = 2;

  private static final int DAYS_OF_WEEK = 7;

  private final Metrics metrics;
  private final TradingCalendar usual;
  private final Function<ProcessorContext<?, ?>, Places> placesOf;
  private final Map<String, NavigableSet<TradingWeek>> known = new TreeMap<>();
  private final Map<String, NavigableSet<TradingWeek>> touched = new TreeMap<>();
  private @Nullable ProcessorContext<String, SpecificRecord> contextOrNull;
  private @Nullable WatchStores storesOrNull;
  private @Nullable Places placesOrNull;

  WatchProcessor(
      Metrics metrics, TradingCalendar usual, Function<ProcessorContext<?, ?>, Places> placesOf) {
    this.metrics = metrics;
    this.usual = usual;
    this.placesOf = placesOf;
  }

  /** After a restart every known week is reviewed once: what was touched is not remembered. */
  @Override
  public void init(ProcessorContext<String, SpecificRecord> context) {
    contextOrNull = context;
    storesOrNull = new WatchStores(context);
    placesOrNull = placesOf.apply(context);
    metrics.metrics().forEach(metric -> known.put(metric.name(), stores().weeks(metric.name())));
    touchAll();
    context.schedule(REVIEW_EVERY, PunctuationType.WALL_CLOCK_TIME, this::reviewTouched);
    context.schedule(REVIEW_ALL_EVERY, PunctuationType.WALL_CLOCK_TIME, _ -> touchAll());
  }

  @Override
  public void process(Record<String, Delta> record) {
    Delta delta = record.value();
    advanceClock(delta);
    if (delta.scope() != null && delta.day() != null) {
      stores().add(delta, delta.scope(), delta.day());
      TradingWeek week = TradingWeek.of(delta.day());
      weeksOf(known, delta.metric()).add(week);
      weeksOf(touched, delta.metric()).add(week);
    }
  }

  /** Weeks that were still running may have ended, or one of their days. */
  private void advanceClock(Delta delta) {
    Instant before = stores().clock(delta.metric());
    Instant now = eventTime(delta);
    if (now.isAfter(before)) {
      stores().setClock(delta.metric(), now);
      LocalDate firstRunning =
          before.atZone(ZoneOffset.UTC).toLocalDate().minusDays(DAYS_OF_WEEK + SPARE_DAYS);
      for (TradingWeek week : weeksOf(known, delta.metric())) {
        if (week.monday().isAfter(firstRunning)) {
          weeksOf(touched, delta.metric()).add(week);
        }
      }
    }
  }

  /** A record that happened shows that its day has begun, even if it does not say when. */
  private Instant eventTime(Delta delta) {
    if (delta.eventTime() != null) {
      return delta.eventTime();
    }
    return delta.day() != null && delta.change().count() > 0
        ? usual.startOf(delta.day())
        : Instant.EPOCH;
  }

  private void touchAll() {
    known.forEach((metric, weeks) -> weeksOf(touched, metric).addAll(weeks));
  }

  private void reviewTouched(long wallClockMillis) {
    for (Metric metric : metrics.metrics()) {
      NavigableSet<TradingWeek> weeks = weeksOf(touched, metric.name());
      weeks.forEach(week -> review(metric, week, wallClockMillis));
      weeks.clear();
    }
  }

  private void review(Metric metric, TradingWeek week, long wallClockMillis) {
    WatchStores stores = stores();
    WeekReview.Result result =
        new WeekReview(metric, metrics.detectors(metric), Objects.requireNonNull(placesOrNull))
            .review(
                week,
                stores.week(metric.name(), week),
                scope -> stores.items(metric.name(), week, scope),
                stores::episodes,
                stores.clock(metric.name()));
    stores
        .changed(metric.name(), week, result.values())
        .forEach((key, value) -> send(AnomalyTopology.WRITE_METRICS, key, value, wallClockMillis));
    result
        .insights()
        .forEach(
            (key, insight) -> {
              stores.keepEpisode(key, insight);
              send(AnomalyTopology.WRITE_INSIGHTS, insight.getId(), insight, wallClockMillis);
            });
  }

  /** Stamped with the present: event times may lie beyond what the topics keep or accept. */
  private void send(String child, String key, SpecificRecord value, long wallClockMillis) {
    Objects.requireNonNull(contextOrNull).forward(new Record<>(key, value, wallClockMillis), child);
  }

  private WatchStores stores() {
    return Objects.requireNonNull(storesOrNull);
  }

  private static NavigableSet<TradingWeek> weeksOf(
      Map<String, NavigableSet<TradingWeek>> weeksByMetric, String metric) {
    return weeksByMetric.computeIfAbsent(metric, _ -> new TreeSet<>());
  }
}
