package io.mainstem.local;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "up",
    description = "Start everything on this machine; Ctrl-C stops it, the same --data resumes.",
    mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
  @Mixin private final StartOptions options = new StartOptions();

  @Option(
      names = "--workspace",
      paramLabel = "DIR",
      description = "The business (default: workspaces/restaurant-group).")
  private @Nullable Path workspace;

  @Override
  public Integer call() throws InterruptedException {
    Layout layout = Layout.find();
    Path folder = workspace == null ? layout.workspace("restaurant-group") : workspace;
    return new Session(layout, options, folder.toAbsolutePath().normalize(), false).run();
  }
}
