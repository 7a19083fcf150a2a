package io.mainstem.local;

import io.mainstem.backbone.BackboneException;
import io.mainstem.backbone.Fault;
import io.mainstem.conformance.Report;
import io.mainstem.conformance.Suite;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "conformance",
    description = "Run every check a tool file must pass; the last line is one JSON object.",
    mixinStandardHelpOptions = true)
final class ConformanceCommand implements Callable<Integer> {
  @Parameters(arity = "0..1", paramLabel = "TOOL", description = "One tool; by default all.")
  private @Nullable String tool;

  @Override
  public Integer call() throws IOException {
    if (tool != null && !Suite.tools().contains(tool)) {
      throw new BackboneException(
          Fault.BAD_INPUT, "TOOL: %s (expected: one of %s)".formatted(tool, Suite.tools()));
    }
    Suite suite =
        new Suite(
            Layout.find().root().resolve("../shared/reference").normalize(),
            InstantSource.system());
    Report report = new Report();
    for (String name : tool == null ? Suite.tools() : List.of(tool)) {
      report.add(suite.run(name));
    }
    report.print(System.out);
    return report.failed() ? 1 : 0;
  }
}
