package io.mainstem.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether resolution stays affordable: what a record costs once so many are known, and how many
 * masters a second the whole canonicalizer takes with the broker beside it.
 */
final class IdentityScaleBench implements Bench {
  static final int STORE_MEGABYTES = 96;

  private static final long MEGABYTE = 1 << 20;
  private static final long FROM = 10_000;
  private static final int FILLS = 3;
  private static final int WINDOW_PART = 10;
  private static final int MAX_WINDOW = 20_000;
  private static final long SEED = 20_260_302;

  private final Effort effort;
  private final long from;
  private final long to;

  /** From ten thousand, or a hundredth, to so many. */
  IdentityScaleBench(Effort effort, long to) {
    this.effort = effort;
    this.from = to > FROM ? FROM : Math.max(1, to / 100);
    this.to = to;
  }

  @Override
  public Report run(Ground ground) throws Exception {
    Report report = cost();
    Report speed =
        new Report(
            "identity-scale",
            List.of("round", "topology", "records/s", "CPU µs a record", "broker CPU µs"));
    StreamRounds.Medians medians =
        new StreamRounds(ground, effort, new SquareCustomers(SEED)::event).run(speed);
    speed.table(System.out);
    report.note(
        "%d customers of about 0.5 kB a round, exactly once, one stream thread, broker and readers on the same cores; medians of %d rounds."
            .formatted(effort.events, effort.streamRounds));
    report.note(
        "%.0f records/s through the canonicalizer, %.2f of a topology that only passes them through; %.0f µs CPU a record in it and %.0f in the broker, its start included."
            .formatted(
                medians.perSecond(),
                medians.ratioToPassThrough(),
                medians.micros(),
                medians.brokerMicros()));
    report.figure("records_per_s", medians.perSecond());
    report.figure("ratio_to_pass_through", medians.ratioToPassThrough());
    report.figure("cpu_us_per_record", medians.micros());
    report.figure("broker_cpu_us_per_record", medians.brokerMicros());
    return report;
  }

  /** The part that needs no broker. */
  Report cost() throws Exception {
    Report report =
        new Report(
            "identity-scale",
            List.of(
                "known",
                "CPU µs a record",
                "ratio",
                "log ratio",
                "resident MB",
                "caches, buffers MB",
                "on disk MB"));
    IdentityCost cost = new IdentityCost();
    List<Double> first = new ArrayList<>();
    for (int fill = 0; fill < FILLS; fill++) {
      System.out.println("Fill " + (fill + 1) + " of " + FILLS + " …");
      try (RocksStores stores = RocksStores.open(STORE_MEGABYTES)) {
        first.add(window(cost.new Run(stores, SEED + fill), from));
      }
    }
    // The first fill is where the JVM finds its feet.
    double least = Samples.median(first.stream().skip(1).mapToDouble(d -> d).toArray());
    double last = least;
    report.row(from, least, 1.0, 1.0, "", "", "");
    try (RocksStores stores = RocksStores.open(STORE_MEGABYTES)) {
      IdentityCost.Run run = cost.new Run(stores, SEED);
      for (long known = Math.min(10 * from, to); ; known = Math.min(10 * known, to)) {
        System.out.println("Filling to " + known + " …");
        last = window(run, known);
        report.row(
            known,
            last,
            last / least,
            Math.log((double) known) / Math.log((double) from),
            residentBytes() / MEGABYTE,
            RocksStores.usedBytes() / MEGABYTE,
            stores.bytesOnDisk() / MEGABYTE);
        if (known == to) {
          break;
        }
      }
    }
    report.note(
        "Invented people, seed %d: of ten cards seven of somebody new, two of somebody known to another tool, one changed. No broker, no changelog."
            .formatted(SEED));
    report.figure("cost_ratio", last / least);
    report.figure("from", (double) from);
    report.figure("to", (double) to);
    return report;
  }

  /** CPU a record in a window that ends where so many are known. */
  private static double window(IdentityCost.Run run, long known) {
    run.until(known - Math.max(1, Math.min(MAX_WINDOW, known / WINDOW_PART)));
    return run.until(known);
  }

  private static long residentBytes() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .sum();
  }
}
