package io.mainstem.local;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "trace",
    description = "Did it sync? The journey of one record through every stage to every target.",
    mixinStandardHelpOptions = true)
final class TraceCommand implements Callable<Integer> {
  @Mixin private final CentreOptions options = new CentreOptions();

  @Parameters(
      paramLabel = "KEY",
      description = "An email, order or invoice number, canonical id or delivery id.")
  private String key = "";

  @Override
  public Integer call() throws InterruptedException {
    String query = URLEncoder.encode(key, StandardCharsets.UTF_8);
    System.out.print(JsonOutline.of(options.centre().get("/api/trace?key=" + query)));
    return 0;
  }
}
