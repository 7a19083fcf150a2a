package io.mainstem.benchmarks;

import io.mainstem.backbone.Child;
import io.mainstem.schemas.TopicCatalogue;
import io.mainstem.schemas.event.Outcome;
import io.mainstem.schemas.event.OutcomeKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Payments waiting in the source topic, worked off by the real canonicalizer and by a topology that
 * only passes them through, with the same serdes, guarantee and settings. Each round both start
 * afresh on the same new events; the first quarter, in which a JVM finds its feet, does not count.
 */
final class CanonicalizerBench implements Bench {
  private static final double NOT_COUNTED = 0.25;

  private final Effort effort;

  CanonicalizerBench(Effort effort) {
    this.effort = effort;
  }

  private record Measured(double perSecond, double micros) {}

  @Override
  public Report run(Ground ground) throws Exception {
    try (Admin admin = ground.kafka().admin("bench-topics")) {
      NewTopic out = new NewTopic(PassThrough.OUT, TopicCatalogue.PARTITIONS, (short) 1);
      admin.createTopics(List.of(out)).all().get();
    }
    ground.registerPassThrough();
    Report report =
        new Report("canonicalizer", List.of("round", "topology", "events/s", "CPU µs an event"));
    List<Measured> ours = new ArrayList<>();
    List<Measured> theirs = new ArrayList<>();
    for (int round = 1; round <= effort.streamRounds; round++) {
      System.out.println("Round " + round + " of " + effort.streamRounds + " …");
      SourceEvents.write(ground, (long) round * effort.events, effort.events);
      Measured passed = passThrough(ground);
      theirs.add(passed);
      report.row(round, "pass-through", passed.perSecond(), passed.micros());
      Measured merged = canonicalizer(ground);
      ours.add(merged);
      report.row(round, "canonicalizer", merged.perSecond(), merged.micros());
    }
    double perSecond = median(ours);
    report.note(
        "%d payments of about 1 kB a round, exactly once, one stream thread; every outcome APPLIED."
            .formatted(effort.events));
    report.note("Medians of %d rounds.".formatted(effort.streamRounds));
    report.figure("events_per_s", perSecond);
    report.figure("ratio_to_pass_through", perSecond / median(theirs));
    report.figure(
        "cpu_us_per_event", Samples.median(ours.stream().mapToDouble(Measured::micros).toArray()));
    return report;
  }

  private Measured passThrough(Ground ground) {
    return measure(ground, PassThrough.OUT, ground::passThrough, _ -> {});
  }

  private Measured canonicalizer(Ground ground) {
    Deserializer<Outcome> outcomes = ground.serdes().deserializer(Outcome.class);
    return measure(
        ground,
        TopicCatalogue.LEDGER,
        ground::canonicalizer,
        values -> {
          for (byte[] value : values) {
            Outcome outcome = outcomes.deserialize(TopicCatalogue.LEDGER, value);
            if (outcome.getKind() != OutcomeKind.APPLIED) {
              throw new IllegalStateException("an event ended as " + outcome.getKind());
            }
          }
        });
  }

  private interface Check {
    void of(List<byte[]> values);
  }

  private Measured measure(Ground ground, String topic, Supplier<Child> start, Check check) {
    try (CommittedCount committed = new CommittedCount(ground, topic)) {
      Child child = start.get();
      committed.await(effort.events);
      Duration cpu = Cpu.of(child.pid());
      ground.stop(child);
      check.of(committed.values());
      return new Measured(
          committed.perSecondAfter(NOT_COUNTED), Cpu.microsEach(Duration.ZERO, cpu, effort.events));
    }
  }

  private static double median(List<Measured> rounds) {
    return Samples.median(rounds.stream().mapToDouble(Measured::perSecond).toArray());
  }
}
