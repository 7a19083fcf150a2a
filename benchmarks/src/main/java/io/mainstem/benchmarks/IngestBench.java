package io.mainstem.benchmarks;

import io.mainstem.backbone.Child;
import io.mainstem.benchmarks.ClosedLoad.Round;
import io.mainstem.schemas.TopicCatalogue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;

/**
 * Signed Square webhooks against our door, acknowledged by the broker before each 2xx, and against
 * the same HTTP server answering nothing. Rounds alternate; medians are compared.
 */
final class IngestBench implements Bench {
  private static final int CONNECTIONS = 64;
  private static final int DISTINCT = 20_000;
  private static final long LOOK_MILLIS = 50;

  private final Effort effort;
  private final ClosedLoad load = new ClosedLoad(CONNECTIONS);

  IngestBench(Effort effort) {
    this.effort = effort;
  }

  private record Measured(
      double perSecond, double serverMicros, double brokerMicros, double load) {}

  @Override
  public Report run(Ground ground) throws Exception {
    SquareWebhooks webhooks = new SquareWebhooks(ground.publicUrl(), Ground.SIGNATURE_KEY);
    List<byte[]> requests = LongStream.range(0, DISTINCT).mapToObj(webhooks::request).toList();
    Child ceiling = ground.ceiling();
    Child ingest = ground.ingest();
    Report report =
        new Report(
            "ingest",
            List.of(
                "round", "server", "requests/s", "server CPU µs", "broker CPU µs", "load CPU µs"));
    System.out.println("Warming up …");
    load.run(ground.ceilingPort(), requests, effort.round);
    load.run(ground.ingestPort(), requests, effort.warmUp);
    String topic = TopicCatalogue.source(SquareWebhooks.CONNECTION);
    long storedBefore = TopicEnds.records(ground, topic);
    long answered = 0;
    long refused = 0;
    List<Measured> ours = new ArrayList<>();
    List<Measured> theirs = new ArrayList<>();
    for (int round = 1; round <= effort.httpRounds; round++) {
      Counted empty = measure(ground, ceiling.pid(), ground.ceilingPort(), requests);
      theirs.add(empty.measured());
      row(report, round, "answering nothing", empty.measured());
      Counted full = measure(ground, ingest.pid(), ground.ingestPort(), requests);
      ours.add(full.measured());
      answered += full.answered();
      refused += full.refused();
      row(report, round, "ingest-service", full.measured());
    }
    // What did not reach the broker in time went to the spool, and may reach it twice.
    while (ground.ingestFigure("mainstem_spool_deliveries") > 0) {
      Thread.sleep(LOOK_MILLIS);
    }
    long spooled = (long) ground.ingestFigure("mainstem_spool_accepted_total");
    long stored = TopicEnds.records(ground, topic) - storedBefore;
    if (stored < answered || stored > answered + refused + spooled) {
      throw new IllegalStateException(
          "%d requests were answered 2xx, %d were answered 503, %d spooled, and %d records stored"
              .formatted(answered, refused, spooled, stored));
    }
    double perSecond = median(ours, Measured::perSecond);
    double ceilingPerSecond = median(theirs, Measured::perSecond);
    report.note(
        "%d connections, %d B a request; all %d requests answered 2xx are stored, %d were answered 503, %d went by the spool."
            .formatted(CONNECTIONS, requests.getFirst().length, answered, refused, spooled));
    report.note(
        "Medians of %d rounds of %d s.".formatted(effort.httpRounds, effort.round.toSeconds()));
    report.figure("requests_per_s", perSecond);
    report.figure("ratio_to_http_ceiling", perSecond / ceilingPerSecond);
    report.figure("cpu_us_per_request", median(ours, Measured::serverMicros));
    report.figure("ceiling_requests_per_s", ceilingPerSecond);
    report.figure("ceiling_cpu_us_per_request", median(theirs, Measured::serverMicros));
    return report;
  }

  private record Counted(long answered, long refused, Measured measured) {}

  private Counted measure(Ground ground, long serverPid, int port, List<byte[]> requests)
      throws Exception {
    long self = ProcessHandle.current().pid();
    Duration server = Cpu.of(serverPid);
    Duration broker = Cpu.of(ground.brokerPid());
    Duration generator = Cpu.of(self);
    Round round = load.run(port, requests, effort.round);
    return new Counted(
        round.answered(),
        round.refused(),
        new Measured(
            round.perSecond(),
            Cpu.microsEach(server, Cpu.of(serverPid), round.answered()),
            Cpu.microsEach(broker, Cpu.of(ground.brokerPid()), round.answered()),
            Cpu.microsEach(generator, Cpu.of(self), round.answered())));
  }

  private static double median(List<Measured> rounds, ToDoubleFunction<Measured> of) {
    return Samples.median(rounds.stream().mapToDouble(of).toArray());
  }

  private static void row(Report report, int round, String server, Measured measured) {
    report.row(
        round,
        server,
        measured.perSecond(),
        measured.serverMicros(),
        measured.brokerMicros(),
        measured.load());
  }
}
