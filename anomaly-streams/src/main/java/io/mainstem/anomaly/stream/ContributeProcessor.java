package io.mainstem.anomaly.stream;

import io.mainstem.anomaly.metric.CanonicalFields;
import io.mainstem.anomaly.metric.Contribution;
import io.mainstem.anomaly.metric.Delta;
import io.mainstem.anomaly.metric.Deltas;
import io.mainstem.anomaly.metric.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Turns each new version of a canonical record into what its metrics must change by, remembering
 * what it said before. Also tells every metric how time goes on, at most once in {@link #TICK}.
 */
final class ContributeProcessor<V extends SpecificRecord>
    implements Processor<String, V, String, Delta> {
  /** Event time between two ticks of one task. */
  static final Duration TICK = Duration.ofMinutes(15);

  private final String entity;
  private final Map<String, Function<V, Reading>> readings;
  private final List<String> ticked;
  private final Doubts doubts;
  private @Nullable ProcessorContext<String, Delta> context;
  private @Nullable KeyValueStore<String, List<Contribution>> last;
  private Instant lastTick = Instant.EPOCH;

  /**
   * A processor for the records of one entity.
   *
   * @param readings by metric name
   * @param ticked metrics that want to know how time goes on
   */
  ContributeProcessor(
      String entity,
      Map<String, Function<V, Reading>> readings,
      List<String> ticked,
      Doubts doubts) {
    this.entity = entity;
    this.readings = readings;
    this.ticked = ticked;
    this.doubts = doubts;
  }

  @Override
  public void init(ProcessorContext<String, Delta> newContext) {
    context = newContext;
    last = newContext.getStateStore(Stores.last(entity));
  }

  @Override
  public void process(Record<String, V> record) {
    KeyValueStore<String, List<Contribution>> store = Objects.requireNonNull(last);
    if (record.key() == null) {
      doubts.count(entity, "NO_KEY");
      return;
    }
    List<Contribution> before = Objects.requireNonNullElse(store.get(record.key()), List.of());
    List<Contribution> after = contributions(record.value());
    Instant eventTime = record.value() == null ? null : CanonicalFields.occurredAt(record.value());
    for (Delta delta : Deltas.between(entity + "/" + record.key(), before, after, eventTime)) {
      forward(record, delta);
    }
    if (!after.equals(before)) {
      store.put(record.key(), after.isEmpty() ? null : after);
    }
    if (eventTime != null && eventTime.isAfter(lastTick.plus(TICK))) {
      lastTick = eventTime;
      ticked.forEach(metric -> forward(record, Delta.tick(metric, eventTime)));
    }
  }

  private List<Contribution> contributions(@Nullable V value) {
    List<Contribution> contributions = new ArrayList<>();
    if (value != null) {
      readings.forEach(
          (metric, reading) -> {
            switch (reading.apply(value)) {
              case Reading.Counts counts -> contributions.add(counts.contribution());
              case Reading.Nothing nothing -> {
                if (nothing.reason().doubtful()) {
                  doubts.count(metric, nothing.reason().name());
                }
              }
            }
          });
    }
    return contributions;
  }

  private void forward(Record<String, V> record, Delta delta) {
    Objects.requireNonNull(context)
        .forward(new Record<>(delta.metric(), delta, record.timestamp()));
  }
}
