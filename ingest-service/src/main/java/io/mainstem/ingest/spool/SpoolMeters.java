package io.mainstem.ingest.spool;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Figures of the spool. */
public final class SpoolMeters {

  private static final double MILLIS = 1_000;

  private final MeterRegistry meters;

  public SpoolMeters(MeterRegistry meters, Spool spool, InstantSource clock) {
    this.meters = meters;
    gauge("deliveries", "Records that wait for the broker", spool, it -> it.look().entries());
    gauge("bytes", "Bytes of them", spool, it -> it.look().bytes());
    gauge("limit.bytes", "Bytes that may wait", spool, it -> it.settings().maxBytes());
    gauge("usable", "1 where the spool can be written", spool, it -> it.isUsable() ? 1 : 0);
    gauge(
        "aside",
        "Records the broker refused",
        spool,
        it -> it.look().aside().values().stream().mapToInt(Integer::intValue).sum());
    gauge(
        "oldest.seconds",
        "How long the first has waited",
        spool,
        it -> {
          var oldest = it.look().oldest();
          return oldest == null ? 0 : Duration.between(oldest, clock.instant()).toMillis() / MILLIS;
        });
  }

  private void gauge(String name, String what, Spool spool, ToDoubleFunction<Spool> figure) {
    Gauge.builder("mainstem.spool." + name, spool, figure).description(what).register(meters);
  }

  void accepted(int records) {
    Counter.builder("mainstem.spool.accepted")
        .description("Records accepted into the spool")
        .register(meters)
        .increment(records);
  }

  void refused(SpoolException.Reason reason) {
    Counter.builder("mainstem.spool.refused")
        .description("Requests the spool did not take, answered 503")
        .tag("reason", reason.name().toLowerCase(Locale.ROOT))
        .register(meters)
        .increment();
  }

  void forwarded(int records) {
    Counter.builder("mainstem.spool.forwarded")
        .description("Records of the spool that the broker has")
        .register(meters)
        .increment(records);
  }
}
