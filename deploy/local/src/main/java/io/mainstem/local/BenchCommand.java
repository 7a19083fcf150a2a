package io.mainstem.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "bench",
    description = "Measure; the last line is one JSON object.",
    mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
  private static final String MAIN = "io.mainstem.benchmarks.Main";

  @Parameters(
      arity = "1..*",
      paramLabel = "NAME",
      description =
          "ingest, canonicalizer, end-to-end, mapping, trace, identity or identity-scale, and what"
              + " it takes.")
  private List<String> arguments = List.of();

  /** In a JVM of its own with the optimizing compiler, which the command line does without. */
  @Override
  public Integer call() throws IOException, InterruptedException {
    Layout layout = Layout.find();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx1g",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dmainstem.root=" + layout.root(),
            "-cp",
            layout.classPath(),
            MAIN));
    command.addAll(arguments);
    Process bench = new ProcessBuilder(command).inheritIO().start();
    return bench.waitFor();
  }
}
