package io.mainstem.benchmarks;

import io.mainstem.backbone.Child;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * Webhooks at a fixed rate through ingest, canonicalizer and sink. Each latency runs from the
 * moment the request was meant to be sent, so that a stall anywhere counts against every request
 * behind it.
 */
final class EndToEndBench implements Bench {
  private static final int RATE_PER_SECOND = 200;
  private static final int CONNECTIONS = 32;
  private static final double NANOS_PER_MILLI = 1e6;

  private final Effort effort;

  EndToEndBench(Effort effort) {
    this.effort = effort;
  }

  @Override
  public Report run(Ground ground) throws Exception {
    SquareWebhooks webhooks = new SquareWebhooks(ground.publicUrl(), Ground.SIGNATURE_KEY);
    Child sink = ground.sink();
    Child canonicalizer = ground.canonicalizer();
    Child ingest = ground.ingest();
    int total = (effort.openWarmUpSeconds + effort.openMeasuredSeconds) * RATE_PER_SECOND;
    System.out.printf(
        "%d requests at %d/s, the first %d s to warm up …%n",
        total, RATE_PER_SECOND, effort.openWarmUpSeconds);
    // A cold door answers its first requests too late: 503, as it should.
    new ClosedLoad(CONNECTIONS)
        .run(ground.ingestPort(), List.of(webhooks.request(total)), Duration.ofSeconds(3));
    OpenLoad load = new OpenLoad(webhooks, total, RATE_PER_SECOND);
    try (Arrivals arrivals = new Arrivals(ground, total)) {
      load.run(ground.ingestPort(), CONNECTIONS);
      arrivals.awaitAll();
      int from = effort.openWarmUpSeconds * RATE_PER_SECOND;
      double[] answered = latencies(load.answeredNanos(), load, from);
      double[] canonical = latencies(arrivals.canonicalNanos(), load, from);
      double[] postgres = latencies(arrivals.postgresNanos(), load, from);
      Report report = new Report("end-to-end", List.of("until", "p50 ms", "p90 ms", "p99 ms"));
      row(report, "answered 2xx", answered);
      row(report, "on canonical.payment.v1", canonical);
      row(report, "in reporting.payment", postgres);
      report.note(
          "%d requests measured at %d/s, open loop, from each one's intended send time; none missing."
              .formatted(total - from, RATE_PER_SECOND));
      for (Child child : List.of(ingest, canonicalizer, sink)) {
        report.note(
            "%s: %s CPU µs a request, start included"
                .formatted(
                    child.name(), Report.number(Cpu.of(child.pid()).toNanos() / 1_000.0 / total)));
      }
      report.figure("rate_per_s", RATE_PER_SECOND);
      report.figure("canonical_p50_ms", Samples.percentile(canonical, 50));
      report.figure("canonical_p99_ms", Samples.percentile(canonical, 99));
      report.figure("postgres_p50_ms", Samples.percentile(postgres, 50));
      report.figure("postgres_p99_ms", Samples.percentile(postgres, 99));
      return report;
    }
  }

  private static double[] latencies(long[] seenNanos, OpenLoad load, int from) {
    double[] millis = new double[seenNanos.length];
    for (int i = 0; i < seenNanos.length; i++) {
      millis[i] = (seenNanos[i] - load.intendedNanos(i)) / NANOS_PER_MILLI;
    }
    return Arrays.copyOfRange(millis, from, millis.length);
  }

  private static void row(Report report, String until, double[] millis) {
    report.row(
        until,
        Samples.percentile(millis, 50),
        Samples.percentile(millis, 90),
        Samples.percentile(millis, 99));
  }
}
