package io.mainstem.local;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "status",
    description = "Lag, balance and freshness of what runs.",
    mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
  @Mixin private final CentreOptions options = new CentreOptions();

  @Override
  public Integer call() throws InterruptedException {
    System.out.print(JsonOutline.of(options.centre().get("/api/status")));
    return 0;
  }
}
