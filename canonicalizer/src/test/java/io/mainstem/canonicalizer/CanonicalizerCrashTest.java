package io.mainstem.canonicalizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.schemas.event.Change;
import io.mainstem.schemas.event.Outcome;
import io.mainstem.schemas.event.SourceEvent;
import io.mainstem.testkit.TestBackbone;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 in the middle of the work, again and again. */
class CanonicalizerCrashTest {
  private static final Toy TOY = new Toy("crash-");
  private static final int HISTORIES = 10;
  private static final int KILLS = 3;
  private static final long SEED = 20_260_302;

  @TempDir Path state;

  @Test
  void shouldAccountForEveryEventAndComeToTheUndisturbedContentAfterKills()
      throws IOException, InterruptedException {
    List<SourceEvent> events = new ArrayList<>();
    for (long seed = 1; seed <= HISTORIES; seed++) {
      events.addAll(ToyEvents.history(TOY, SEED + seed));
    }
    Collections.shuffle(events, new Random(SEED));
    List<Process> children = new ArrayList<>();
    try (ToyBroker broker = new ToyBroker(TOY, TestBackbone.shared(), state)) {
      broker.send(events);
      int share = events.size() / (KILLS + 1);
      for (int kill = 1; kill <= KILLS; kill++) {
        Process child = start(broker, children);
        int done = broker.awaitOutcomes(kill * share);
        child.destroyForcibly().waitFor();
        assertThat(done).as("killed in the middle of the work").isLessThan(events.size());
      }
      start(broker, children);

      broker.awaitOutcomes(events.size());
      broker.awaitContent(TOY.oracle().fold(events));
      List<Outcome> outcomes = broker.outcomes(events.size());

      assertThat(Balance.violations(events, outcomes)).as("seed %d", SEED).isEmpty();
      assertThat(versionFaults(broker.changes())).as("seed %d", SEED).isEmpty();
    } finally {
      children.forEach(Process::destroyForcibly);
    }
  }

  /** Versions of one id rise by one (I5): none is lost, none is given twice. */
  private static List<String> versionFaults(List<Change> changes) {
    Map<String, Long> versions = new HashMap<>();
    List<String> faults = new ArrayList<>();
    for (Change change : changes) {
      long before = versions.getOrDefault(change.getId(), 0L);
      if (change.getVersion() != before + 1) {
        faults.add(change.getId() + ": " + change.getVersion() + " after " + before);
      }
      versions.put(change.getId(), change.getVersion());
    }
    return faults;
  }

  private Process start(ToyBroker broker, List<Process> children) throws IOException {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx300m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                ToyService.class.getName(),
                TOY.prefix(),
                broker.bootstrap(),
                broker.registry(),
                state.resolve("child").toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(state.resolve("child.log").toFile()))
            .start();
    children.add(child);
    return child;
  }
}
