package io.mainstem.ingest.cdc;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** Figures of one database reader. */
final class CdcMeters {

  private final Counter rows;
  private final AtomicLong lagMillis = new AtomicLong();

  CdcMeters(MeterRegistry meters, String connection) {
    rows =
        Counter.builder("mainstem.ingest.cdc.rows")
            .description("Row changes published")
            .tag("connection", connection)
            .register(meters);
    Gauge.builder("mainstem.ingest.cdc.lag", lagMillis, millis -> millis.get() / 1000.0)
        .description("From commit in the database to publication, of the last row")
        .baseUnit("seconds")
        .tag("connection", connection)
        .register(meters);
  }

  void published(int count, Instant lastCommit, Instant now) {
    rows.increment(count);
    lagMillis.set(Math.max(0, Duration.between(lastCommit, now).toMillis()));
  }
}
