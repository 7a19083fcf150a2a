package io.mainstem.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.backbone.BackboneException;
import java.io.IOException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Prints what happens in the simulated business as its tools tell it, and, between, what Mainstem
 * makes of it: insights and the writes that followed.
 */
final class Story implements AutoCloseable {
  private static final long LOOK_EVERY_MILLIS = 500;

  private final LogFollower tools;
  private final CentreClient centre;
  private final Console console;
  private final Set<String> told = new HashSet<>();
  private final Thread teller = Thread.ofVirtual().name("story").unstarted(this::tell);

  private Story(LogFollower tools, CentreClient centre, Console console) {
    this.tools = tools;
    this.centre = centre;
    this.console = console;
  }

  static Story of(Installation installation, Console console) {
    return new Story(
        new LogFollower(installation.simulatorsLog(), installation.simulatorsLogBegan()),
        new CentreClient(installation.ports().commandCentre()),
        console);
  }

  void begin() {
    teller.start();
  }

  private void tell() {
    try {
      while (!Thread.interrupted()) {
        tools.newLines().forEach(this::happened);
        insights();
        actions();
        Thread.sleep(LOOK_EVERY_MILLIS);
      }
    } catch (InterruptedException stopped) {
      // Told to end.
    } catch (IOException unreadable) {
      console.line("The story cannot be read any more: " + unreadable.getMessage());
    }
  }

  private void happened(String line) {
    console.line("  " + line);
  }

  private void insights() throws InterruptedException {
    for (JsonNode insight : list("/api/insights", "insights")) {
      String state = insight.path("resolvedAt").isMissingNode() ? "open" : "resolved";
      if (told.add(insight.path("id").asText() + state)) {
        say("insight", state.equals("open"), insight.path("sentence").asText());
      }
    }
  }

  private void say(String kind, boolean open, String sentence) {
    console.step(open ? kind : kind + " over", sentence);
  }

  private void actions() throws InterruptedException {
    for (JsonNode action : list("/api/actions", "actions")) {
      String state = action.path("state").asText().toLowerCase(Locale.ROOT);
      if (told.add(action.path("id").asText() + state)) {
        console.step(
            "action",
            "%s: %s in %s %s"
                .formatted(
                    action.path("flow").asText(),
                    action.path("object").asText(),
                    action.path("connection").asText(),
                    state));
      }
    }
  }

  private Iterable<JsonNode> list(String path, String name) throws InterruptedException {
    try {
      return JsonOutline.read(centre.get(path)).path(name);
    } catch (BackboneException notNow) {
      return Set.of();
    }
  }

  @Override
  public void close() {
    teller.interrupt();
  }
}
