package io.mainstem.local;

import io.mainstem.backbone.BackboneException;
import io.mainstem.backbone.Fault;
import io.mainstem.connections.Connection;
import io.mainstem.connections.Workspace;
import io.mainstem.connections.WorkspaceException;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.map.Explanation;
import io.mainstem.connections.map.MapResult;
import io.mainstem.connections.map.Mapper;
import io.mainstem.connections.tool.Tool;
import io.mainstem.connections.tool.Tools;
import io.mainstem.connections.yaml.Problems;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "try",
    description = "Show what one payload becomes, with the reason for each field.",
    mixinStandardHelpOptions = true)
final class TryCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "TOOL", description = "A tool or connection, e.g. square.")
  private String tool = "";

  @Parameters(index = "1", paramLabel = "OBJECT", description = "An object of it, e.g. payment.")
  private String object = "";

  @Parameters(index = "2", paramLabel = "FILE", description = "The record as JSON.")
  private Path file = Path.of("");

  @Option(names = "--workspace", paramLabel = "DIR", description = "The business it belongs to.")
  private @Nullable Path folder;

  @Override
  public Integer call() throws WorkspaceException, IOException {
    Path place = folder == null ? Layout.find().workspace("restaurant-group") : folder;
    Workspace workspace = Workspace.load(place, System::getenv);
    Connection connection = connection(workspace, place);
    Explanation explanation = Mapper.of(workspace, connection).explain(object, Bytes.of(read()));
    print(explanation, System.out);
    return explanation.result() instanceof MapResult.Unfit ? 1 : 0;
  }

  private byte[] read() throws IOException {
    if (!Files.isReadable(file)) {
      throw new BackboneException(Fault.BAD_INPUT, "%s cannot be read.".formatted(file));
    }
    return Files.readAllBytes(file);
  }

  /** The workspace's connection; else the tool as it is, for a business that has no account yet. */
  private Connection connection(Workspace workspace, Path place) throws WorkspaceException {
    Optional<Connection> found =
        workspace.connections().values().stream()
            .filter(it -> it.name().equals(tool) || it.tool().name().equals(tool))
            .findFirst();
    if (found.isPresent()) {
      return found.get();
    }
    Problems problems = new Problems();
    Tool alone =
        Tools.find(tool, place, problems)
            .orElseThrow(
                () ->
                    new BackboneException(
                        Fault.BAD_INPUT,
                        "TOOL: %s (expected: a connection of %s, one of %s, or a tool, one of %s)"
                            .formatted(
                                tool,
                                workspace.name(),
                                workspace.connections().keySet(),
                                Tools.builtIn())));
    Mapper.check(alone, workspace.business(), problems);
    if (!problems.isEmpty()) {
      throw new WorkspaceException(problems.list());
    }
    return Connection.withoutAccount(alone);
  }

  private static void print(Explanation explanation, PrintStream out) {
    String entity = "";
    for (Explanation.Field field : explanation.fields()) {
      if (!field.entity().equals(entity)) {
        entity = field.entity();
        out.printf("%n%s%n", entity);
      }
      out.printf(
          "  %-22s %-34s %s%n      = %s%n",
          field.field(),
          field.value() == null ? "-" : field.value(),
          field.reason(),
          field.expression());
    }
    out.println();
    switch (explanation.result()) {
      case MapResult.Mapped mapped ->
          mapped
              .fragments()
              .forEach(it -> out.printf("→ %s from %s%n", it.entity().name(), it.linkKey()));
      case MapResult.Filtered filtered -> out.println("→ left out: " + filtered.reason());
      case MapResult.Unfit unfit ->
          out.printf("→ quarantined (%s): %s%n", unfit.code(), unfit.cause());
    }
  }
}
