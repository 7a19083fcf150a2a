package io.mainstem.simulators;

import io.mainstem.simulators.story.Stories;
import io.mainstem.simulators.story.StoryRun;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;

/** Runs the simulated tools: prints the story, then serves their APIs until it is told to stop. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws Exception {
    System.getProperties().putIfAbsent("logback.configurationFile", "logback-simulators.xml");
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Settings settings = new Settings(System.getenv());
    if (Stories.names().contains(settings.text("SIM_WORKSPACE", ""))) {
      tellStory(settings, out);
      return;
    }
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

  private static void tellStory(Settings settings, PrintStream out) throws Exception {
    StoryRun run;
    try {
      run = StoryWiring.open(settings, out::println);
    } catch (IllegalArgumentException wrong) {
      out.println(wrong.getMessage());
      System.exit(2);
      return;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(run::close, "stop"));
    out.println("simulators on http://127.0.0.1:" + run.port());
    run.awaitReceiver();
    run.play();
    Thread.currentThread().join();
  }
}
