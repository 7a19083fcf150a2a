package io.mainstem.benchmarks;

import io.mainstem.backbone.Child;
import io.mainstem.benchmarks.ClosedLoad.Round;
import io.mainstem.schemas.TopicCatalogue;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The load of {@link IngestBench} with a broker that is stopped: what is accepted into the spool;
 * and, once the broker goes on, how fast that is forwarded.
 */
final class SpoolBench implements Bench {
  private static final int CONNECTIONS = 64;
  private static final int DISTINCT = 20_000;
  private static final Duration FORWARD_WITHIN = Duration.ofMinutes(3);
  private static final long LOOK_MILLIS = 50;

  private final Effort effort;
  private final ClosedLoad load = new ClosedLoad(CONNECTIONS);

  SpoolBench(Effort effort) {
    this.effort = effort;
  }

  @Override
  public Report run(Ground ground) throws Exception {
    SquareWebhooks webhooks = new SquareWebhooks(ground.publicUrl(), Ground.SIGNATURE_KEY);
    List<byte[]> requests = LongStream.range(0, DISTINCT).mapToObj(webhooks::request).toList();
    Child ingest = ground.ingest();
    Report report =
        new Report("spool", List.of("round", "accepted/s", "answered 503", "server CPU µs"));
    System.out.println("Warming up …");
    load.run(ground.ingestPort(), requests, effort.warmUp);
    String topic = TopicCatalogue.source(SquareWebhooks.CONNECTION);
    long before = TopicEnds.records(ground, topic);

    signal(ground.brokerPid(), "STOP");
    long accepted = load.run(ground.ingestPort(), requests, effort.round).answered();
    double[] perSecond = new double[effort.streamRounds];
    for (int round = 0; round < effort.streamRounds; round++) {
      Duration cpu = Cpu.of(ingest.pid());
      Round one = load.run(ground.ingestPort(), requests, effort.round);
      accepted += one.answered();
      perSecond[round] = one.perSecond();
      double micros = Cpu.microsEach(cpu, Cpu.of(ingest.pid()), one.answered());
      report.row(round + 1, one.perSecond(), one.refused(), micros);
    }
    signal(ground.brokerPid(), "CONT");
    long began = System.nanoTime();
    long stored = stored(ground, topic, before, accepted);
    double seconds = (System.nanoTime() - began) / 1e9;

    report.note(
        "%d connections, %d B a request; %d accepted while the broker was stopped, %d records more in the topic %.1f s after it went on."
            .formatted(CONNECTIONS, requests.getFirst().length, accepted, stored, seconds));
    report.figure("accepted_per_s", Samples.median(perSecond));
    report.figure("forwarded_per_s", accepted / seconds);
    return report;
  }

  /** What timed out at first may be there twice, so it may be more. */
  private static long stored(Ground ground, String topic, long before, long accepted)
      throws InterruptedException {
    long end = System.nanoTime() + FORWARD_WITHIN.toNanos();
    long stored = TopicEnds.records(ground, topic) - before;
    while (stored < accepted) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "%d were answered 2xx, and only %d are stored".formatted(accepted, stored));
      }
      Thread.sleep(LOOK_MILLIS);
      stored = TopicEnds.records(ground, topic) - before;
    }
    return stored;
  }

  private static void signal(long pid, String signal) throws IOException, InterruptedException {
    int status = new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start().waitFor();
    if (status != 0) {
      throw new IllegalStateException("kill -" + signal + ": status " + status);
    }
  }
}
