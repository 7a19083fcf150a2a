package io.mainstem.local;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "demo",
    description = "Start everything with an example business and its simulated tools.",
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  @Mixin private final StartOptions options = new StartOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      defaultValue = "restaurant-group",
      description = "A folder under workspaces/ (default: ${DEFAULT-VALUE}).")
  private String name = "restaurant-group";

  @Override
  public Integer call() throws InterruptedException {
    Layout layout = Layout.find();
    return new Session(layout, options, layout.workspace(name), true).run();
  }
}
