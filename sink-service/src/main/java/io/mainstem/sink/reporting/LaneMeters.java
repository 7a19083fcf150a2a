package io.mainstem.sink.reporting;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.concurrent.atomic.AtomicLong;

/** What one lane counts. */
final class LaneMeters {
  private final Counter rows;
  private final Counter quarantined;
  private final AtomicLong lag = new AtomicLong();

  LaneMeters(MeterRegistry registry, String lane) {
    rows = registry.counter("mainstem.sink.records", "lane", lane);
    quarantined = registry.counter("mainstem.sink.quarantined", "lane", lane);
    registry.gauge("mainstem.sink.lag.records", Tags.of("lane", lane), lag);
  }

  void written(ReportingStore.Written written) {
    rows.increment(written.rows());
    quarantined.increment(written.quarantined());
  }

  void lag(long records) {
    lag.set(records);
  }
}
