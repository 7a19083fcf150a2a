package io.mainstem.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "what-if",
    description =
        "List exactly which records another authority.yaml or identity.yaml would change, of a"
            + " running installation; nothing is written. The last line is one JSON object. Exit"
            + " code 0: it would take effect; 1: the file has mistakes, or nothing could be asked;"
            + " 3: it would be braked (mergeAtMost).",
    mixinStandardHelpOptions = true)
final class WhatIfCommand implements Callable<Integer> {
  static final int BRAKED = 3;

  @ArgGroup(multiplicity = "1")
  private Files files = new Files();

  @Option(names = "--entity", paramLabel = "ENTITY", description = "Only this one, e.g. person.")
  private @Nullable String entity;

  @Option(
      names = "--workspace",
      paramLabel = "DIR",
      description = "The business that runs (default: the example).")
  private @Nullable Path workspace;

  @Option(names = "--json", description = "Everything as one JSON object.")
  private boolean json;

  @Option(
      names = "--ports",
      paramLabel = "BASE",
      defaultValue = "8080",
      description = "The installation's command centre's port (default: ${DEFAULT-VALUE}).")
  private int base = LocalPorts.USUAL_BASE;

  /** One or both of the files may be other ones. */
  static final class Files {
    @Option(names = "--authority", paramLabel = "FILE", description = "In place of its own.")
    private @Nullable Path authority;

    @Option(names = "--identity", paramLabel = "FILE", description = "In place of its own.")
    private @Nullable Path identity;
  }

  /** In a JVM of its own: all source records are held in memory, and compared. */
  @Override
  public Integer call() throws IOException, InterruptedException {
    Layout layout = Layout.find();
    Path folder = workspace == null ? layout.workspace("restaurant-group") : workspace;
    return Apart.run(
        layout,
        WhatIfRun.class,
        List.of(
            new LocalPorts(base).bootstrap(),
            folder.toString(),
            files.authority == null ? "" : files.authority.toString(),
            files.identity == null ? "" : files.identity.toString(),
            entity == null ? "" : entity,
            Boolean.toString(json)));
  }
}
