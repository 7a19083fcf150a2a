package io.mainstem.ingest.fetch;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/** Figures of one connection's fetches. */
final class FetchMeters {

  private final MeterRegistry meters;
  private final String connection;
  private final AtomicInteger waiting = new AtomicInteger();

  FetchMeters(MeterRegistry meters, String connection) {
    this.meters = meters;
    this.connection = connection;
    Gauge.builder("mainstem.ingest.fetch.waiting", waiting, AtomicInteger::get)
        .description("Doorbells read and not yet answered")
        .tag("connection", connection)
        .register(meters);
  }

  void attempt(String outcome) {
    Counter.builder("mainstem.ingest.fetches")
        .description("Attempts to fetch a record, by outcome")
        .tag("connection", connection)
        .tag("outcome", outcome)
        .register(meters)
        .increment();
  }

  void waiting(int doorbells) {
    waiting.set(doorbells);
  }
}
