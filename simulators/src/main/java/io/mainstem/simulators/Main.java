package io.mainstem.simulators;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;

/** Runs the simulated tools: prints the story, then serves their APIs until it is told to stop. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws Exception {
    System.getProperties().putIfAbsent("logback.configurationFile", "logback-simulators.xml");
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    SimulatorConfig config;
    try {
      config = SimulatorConfig.of(System.getenv());
    } catch (IllegalArgumentException wrong) {
      out.println(wrong.getMessage());
      System.exit(2);
      return;
    }
    Wiring wiring = Wiring.open(config, InstantSource.system(), out::println);
    Runtime.getRuntime().addShutdownHook(new Thread(wiring::close, "stop"));
    out.println("simulators on http://127.0.0.1:" + wiring.port());
    wiring.awaitReceiver();
    wiring.play();
    Thread.currentThread().join();
  }
}
