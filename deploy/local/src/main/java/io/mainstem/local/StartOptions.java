package io.mainstem.local;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What can be chosen about a start. */
final class StartOptions {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where everything is kept (default: .mainstem/data in the repository).")
  private @Nullable Path data;

  @Option(
      names = "--ports",
      paramLabel = "BASE",
      defaultValue = "8080",
      description = "The command centre's port; all others follow (default: ${DEFAULT-VALUE}).")
  private int base = LocalPorts.USUAL_BASE;

  Path data(Layout layout) {
    return data == null ? layout.usualData() : data.toAbsolutePath().normalize();
  }

  LocalPorts ports() {
    return new LocalPorts(base);
  }
}
