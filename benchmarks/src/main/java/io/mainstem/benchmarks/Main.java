package io.mainstem.benchmarks;

import java.util.Map;

/** Runs one measurement; the last line it prints is one JSON object. */
public final class Main {
  private static final Map<String, Bench> BENCHES =
      Map.of(
          "ingest", new IngestBench(),
          "canonicalizer", new CanonicalizerBench(),
          "end-to-end", new EndToEndBench());

  private Main() {}

  /** Takes the name of the measurement. */
  public static void main(String[] args) throws Exception {
    Bench bench = args.length == 1 ? BENCHES.get(args[0]) : null;
    if (bench == null) {
      System.err.println(
          "bench: %s (expected: one of %s)"
              .formatted(String.join(" ", args), String.join(", ", BENCHES.keySet())));
      System.exit(2);
      return;
    }
    Report report;
    try (Ground ground = Ground.start()) {
      report = bench.run(ground);
    }
    report.print(System.out);
    System.exit(0);
  }
}
