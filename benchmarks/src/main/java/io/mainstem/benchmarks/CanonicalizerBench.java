package io.mainstem.benchmarks;

import java.util.List;

/** Payments through the canonicalizer, beside a topology that only passes them through. */
final class CanonicalizerBench implements Bench {
  private final Effort effort;

  CanonicalizerBench(Effort effort) {
    this.effort = effort;
  }

  @Override
  public Report run(Ground ground) throws Exception {
    Report report =
        new Report(
            "canonicalizer",
            List.of("round", "topology", "events/s", "CPU µs an event", "broker CPU µs"));
    StreamRounds.Medians medians =
        new StreamRounds(ground, effort, SourceEvents::payment).run(report);
    report.note(
        "%d payments of about 1 kB a round, exactly once, one stream thread; every outcome APPLIED."
            .formatted(effort.events));
    report.note("Medians of %d rounds.".formatted(effort.streamRounds));
    report.figure("events_per_s", medians.perSecond());
    report.figure("ratio_to_pass_through", medians.ratioToPassThrough());
    report.figure("cpu_us_per_event", medians.micros());
    return report;
  }
}
