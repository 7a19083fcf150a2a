package io.mainstem.ingest.poll;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Figures of one list or feed. */
final class PollMeters {
  private static final double MILLIS = 1_000.0;
  private static final long NEVER = -1;

  private final MeterRegistry registry;
  private final String connection;
  private final String object;
  private final AtomicLong verifiedMillis = new AtomicLong(NEVER);

  PollMeters(MeterRegistry registry, String connection, String object, InstantSource clock) {
    this.registry = registry;
    this.connection = connection;
    this.object = object;
    Gauge.builder(
            "mainstem.ingest.pull.age.seconds",
            verifiedMillis,
            at -> at.get() == NEVER ? Double.NaN : (clock.millis() - at.get()) / MILLIS)
        .description("How long ago everything the tool had was known to be read")
        .tag("connection", connection)
        .tag("object", object)
        .register(registry);
  }

  void page() {
    count("mainstem.ingest.pull.pages", "Pages asked for", 1);
  }

  void records(int records) {
    count("mainstem.ingest.pull.records", "Records read or rung for", records);
  }

  void failure(String code) {
    Counter.builder("mainstem.ingest.pull.failures")
        .description("Pages that did not come, by code")
        .tag("connection", connection)
        .tag("object", object)
        .tag("code", code)
        .register(registry)
        .increment();
  }

  void verified(@Nullable Instant through) {
    verifiedMillis.set(through == null ? NEVER : through.toEpochMilli());
  }

  private void count(String name, String what, int by) {
    Counter.builder(name)
        .description(what)
        .tag("connection", connection)
        .tag("object", object)
        .register(registry)
        .increment(by);
  }
}
