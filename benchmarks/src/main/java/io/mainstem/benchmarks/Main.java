package io.mainstem.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs one measurement; the last line it prints is one JSON object. */
public final class Main {
  private static final String QUICK = "--quick";

  /** Needs no broker and no database. */
  private static final String MAPPING = "mapping";

  private static final String IDENTITY = "identity";
  private static final String DATA = "--data";

  private static final String RECORDS = "--records";
  private static final String ROWS = "--rows";

  private Main() {}

  /** A number that follows a word, both taken out of the arguments. */
  private static long number(List<String> arguments, String word, long otherwise) {
    int at = arguments.indexOf(word);
    if (at < 0 || at + 1 >= arguments.size()) {
      return otherwise;
    }
    long number = Long.parseLong(arguments.get(at + 1));
    arguments.subList(at, at + 2).clear();
    return number;
  }

  /** Takes the name of the measurement, and {@code --quick} to see only that it works. */
  public static void main(String[] args) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(args));
    Effort effort = arguments.remove(QUICK) ? Effort.QUICK : Effort.FULL;
    if (arguments.equals(List.of(MAPPING))) {
      new MappingBench(effort).run().print(System.out);
      return;
    }
    if (arguments.size() == 3
        && arguments.getFirst().equals(IDENTITY)
        && arguments.get(1).equals(DATA)) {
      new IdentityBench().run(Path.of(arguments.getLast()), System.out);
      return;
    }
    long records = number(arguments, RECORDS, effort.records);
    long rows = number(arguments, ROWS, effort.ledgerRows);
    Map<String, Bench> benches =
        Map.of(
            "identity-scale", new IdentityScaleBench(effort, records),
            "trace", new TraceBench(rows),
            "ingest", new IngestBench(effort),
            "spool", new SpoolBench(effort),
            "canonicalizer", new CanonicalizerBench(effort),
            "end-to-end", new EndToEndBench(effort));
    Bench bench = arguments.size() == 1 ? benches.get(arguments.getFirst()) : null;
    if (bench == null) {
      System.err.println(
          "bench: %s (expected: one of %s)"
              .formatted(
                  String.join(" ", args),
                  MAPPING
                      + ", "
                      + IDENTITY
                      + " "
                      + DATA
                      + " DIR, "
                      + String.join(", ", benches.keySet())));
      System.exit(2);
      return;
    }
    try (Ground ground = Ground.start()) {
      bench.run(ground).print(System.out);
    }
    System.exit(0);
  }
}
