package io.mainstem.local;

import io.mainstem.connections.Workspace;
import io.mainstem.connections.WorkspaceException;
import io.mainstem.connections.WorkspaceMap;
import io.mainstem.connections.WorkspaceReport;
import io.mainstem.connections.yaml.Problem;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "check",
    description = "Validate a workspace: every mistake at once, or what flows where.",
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
  @Parameters(arity = "0..1", paramLabel = "DIR", description = "The workspace's folder.")
  private @Nullable Path folder;

  @Option(
      names = "--map",
      paramLabel = "FILE",
      description = "Also draw what flows where, as SVG, into this file.")
  private @Nullable Path map;

  @Override
  public Integer call() throws WorkspaceException, IOException {
    PrintStream out = System.out;
    Path workspace = folder == null ? Layout.find().workspace("restaurant-group") : folder;
    List<Problem> problems = Workspace.check(workspace, System::getenv);
    if (problems.isEmpty()) {
      Workspace loaded = Workspace.load(workspace, System::getenv);
      out.println(WorkspaceReport.of(loaded));
      if (map != null) {
        Files.writeString(map, WorkspaceMap.of(loaded));
        out.println("Drawn in " + map);
      }
      return 0;
    }
    problems.forEach(out::println);
    out.printf("%d %s%n", problems.size(), problems.size() == 1 ? "problem" : "problems");
    return 1;
  }
}
