package io.mainstem.benchmarks;

import io.mainstem.backbone.Child;
import io.mainstem.schemas.TopicCatalogue;
import io.mainstem.schemas.event.Outcome;
import io.mainstem.schemas.event.OutcomeKind;
import io.mainstem.schemas.event.SourceEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Events waiting in the source topic, worked off by the real canonicalizer and by a topology that
 * only passes them through, with the same serdes, guarantee and settings. Each round both start
 * afresh on the same new events; the first quarter, in which a JVM finds its feet, does not count.
 */
final class StreamRounds {
  private static final double NOT_COUNTED = 0.25;

  private final Ground ground;
  private final Effort effort;
  private final LongFunction<SourceEvent> events;

  StreamRounds(Ground ground, Effort effort, LongFunction<SourceEvent> events) {
    this.ground = ground;
    this.effort = effort;
    this.events = events;
  }

  /** What the canonicalizer came to, and how near it came to passing through. */
  record Medians(double perSecond, double ratioToPassThrough, double micros, double brokerMicros) {}

  private record Measured(double perSecond, double micros, double brokerMicros) {}

  private interface Check {
    void of(List<byte[]> values);
  }

  /** Adds a row for each run: round, topology, records a second, CPU of it and of the broker. */
  Medians run(Report report) throws Exception {
    try (Admin admin = ground.kafka().admin("bench-topics")) {
      NewTopic out = new NewTopic(PassThrough.OUT, TopicCatalogue.PARTITIONS, (short) 1);
      admin.createTopics(List.of(out)).all().get();
    }
    ground.registerPassThrough();
    List<Measured> ours = new ArrayList<>();
    List<Measured> theirs = new ArrayList<>();
    for (int round = 1; round <= effort.streamRounds; round++) {
      System.out.println("Round " + round + " of " + effort.streamRounds + " …");
      SourceEvents.write(ground, events, (long) round * effort.events, effort.events);
      Measured passed = passThrough();
      theirs.add(passed);
      row(report, round, "pass-through", passed);
      Measured merged = canonicalizer();
      ours.add(merged);
      row(report, round, "canonicalizer", merged);
    }
    double perSecond = median(ours, Measured::perSecond);
    return new Medians(
        perSecond,
        perSecond / median(theirs, Measured::perSecond),
        median(ours, Measured::micros),
        median(ours, Measured::brokerMicros));
  }

  private static void row(Report report, int round, String topology, Measured measured) {
    report.row(round, topology, measured.perSecond(), measured.micros(), measured.brokerMicros());
  }

  private Measured passThrough() {
    return measure(PassThrough.OUT, ground::passThrough, _ -> {});
  }

  private Measured canonicalizer() {
    Deserializer<Outcome> outcomes = ground.serdes().deserializer(Outcome.class);
    return measure(
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

  private Measured measure(String topic, Supplier<Child> start, Check check) {
    try (CommittedCount committed = new CommittedCount(ground, topic)) {
      Duration broker = Cpu.of(ground.brokerPid());
      Child child = start.get();
      committed.await(effort.events);
      Duration cpu = Cpu.of(child.pid());
      double ofBroker = Cpu.microsEach(broker, Cpu.of(ground.brokerPid()), effort.events);
      ground.stop(child);
      check.of(committed.values());
      return new Measured(
          committed.perSecondAfter(NOT_COUNTED),
          Cpu.microsEach(Duration.ZERO, cpu, effort.events),
          ofBroker);
    }
  }

  private static double median(List<Measured> rounds, ToDoubleFunction<Measured> of) {
    return Samples.median(rounds.stream().mapToDouble(of).toArray());
  }
}
