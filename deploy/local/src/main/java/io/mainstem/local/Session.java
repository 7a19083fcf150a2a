package io.mainstem.local;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From the command to Ctrl-C: start, say where everything is, wait, stop. */
final class Session {
  private final Layout layout;
  private final StartOptions options;
  private final Path workspace;
  private final boolean simulated;
  private final Console console = new Console(System.out);
  private volatile @Nullable Story story;

  Session(Layout layout, StartOptions options, Path workspace, boolean simulated) {
    this.layout = layout;
    this.options = options;
    this.workspace = workspace;
    this.simulated = simulated;
  }

  int run() throws InterruptedException {
    LocalPorts ports = options.ports();
    Path data = options.data(layout);
    Installation installation =
        new Installation(layout, ports, workspace, simulated, Map.of(), console);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(installation), "stop-installation"));
    console.line("Mainstem starts with %s on %s".formatted(workspace, data));
    installation.start(data);
    addresses(installation);
    if (simulated) {
      Story story = Story.of(installation, console);
      this.story = story;
      story.begin();
    }
    installation.awaitEnd();
    return 0;
  }

  private void addresses(Installation installation) {
    Environments environments = installation.environmentsOrFail();
    LocalPorts ports = installation.ports();
    console.line("");
    console.line("  command centre   http://127.0.0.1:" + ports.commandCentre());
    console.line(
        "  webhooks         http://127.0.0.1:" + ports.ingest() + "/webhooks/{connection}");
    console.line("  registry         " + environments.backbone().registry().address());
    if (simulated) {
      console.line("  simulated tools  http://127.0.0.1:" + ports.simulators());
    }
    console.line("  Kafka            " + environments.backbone().broker().bootstrapServers());
    console.line(
        "  PostgreSQL       %s (user mainstem, password in %s)"
            .formatted(
                environments.backbone().postgres().jdbcUrl("mainstem"),
                environments.data().resolve("postgres/password")));
    console.line("  logs             " + environments.data().resolve("logs"));
    console.line("");
    console.line(
        String.format(
            Locale.ROOT,
            "ready after %.1f s, %s; Ctrl-C stops everything",
            console.seconds(),
            Memory.ofEverything()));
  }

  private void stop(Installation installation) {
    if (story != null) {
      story.close();
    }
    if (installation.isRunning()) {
      console.line("stopping …");
      installation.close();
      console.line("stopped; the same --data resumes");
    }
  }
}
