package io.mainstem.simulators;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.simulators.timeline.Expected;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoryTest {
  @TempDir Path folder;

  @Test
  void shouldDeliverADayThroughRefusalsAndAccountForEveryDelivery() throws Exception {
    Expected expected = Expected.after(42, 1);
    try (SimulatorRun run = new SimulatorRun(folder, 1, Map.of())) {
      run.refuseNext.set(25);
      run.wiring.play();
      assertThat(orders(run)).hasSize(Expected.total(expected.orders()));
      JsonNode sent = run.json(run.call("GET", "/_sent", ""));
      assertThat(sent.path("deliveries").asInt()).isEqualTo(sent.path("acknowledged").asInt());
      assertThat(sent.path("deliveries").asInt()).isEqualTo(withoutHandshake(run));
      int retried = 0;
      for (JsonNode entry : sent.path("entries")) {
        assertThat(entry.path("receipt").asText()).startsWith("receipt-");
        retried += entry.path("attempts").asInt() > 1 ? 1 : 0;
      }
      assertThat(retried).isPositive();
      assertThat(run.badlySigned).as("only the handshake's second question").hasValue(1);
      assertThat(run.story).anyMatch(line -> line.startsWith("Mon 2 Mar  Harbour Lane: "));
      assertThat(run.story.getLast()).startsWith("story over: 1 days");
      JsonNode told = run.json(run.call("GET", "/_expected?days=1", ""));
      assertThat(told.path("customers").asInt()).isEqualTo(expected.customers());
    }
  }

  @Test
  void shouldGoOnAfterTheLastFinishedDayWhenStartedAgain() throws Exception {
    try (SimulatorRun first = new SimulatorRun(folder, 1, Map.of())) {
      first.wiring.play();
    }
    try (SimulatorRun second = new SimulatorRun(folder, 2, Map.of())) {
      second.wiring.play();
      assertThat(second.story).noneMatch(line -> line.startsWith("Mon 2 Mar"));
      assertThat(second.story).anyMatch(line -> line.startsWith("Tue 3 Mar  Harbour Lane"));
      Expected tuesday = Expected.after(42, 2);
      Expected monday = Expected.after(42, 1);
      assertThat(orders(second))
          .hasSize(Expected.total(tuesday.orders()) - Expected.total(monday.orders()));
    }
  }

  /** The orders rung for, without the planted odd one. */
  private static Set<String> orders(SimulatorRun run) {
    Set<String> ids = new TreeSet<>();
    for (JsonNode delivery : run.received("pos")) {
      JsonNode json = delivery.path("json");
      if (json.path("type").asText().startsWith("order.")) {
        ids.add(json.at("/data/id").asText());
      }
    }
    return ids;
  }

  private static int withoutHandshake(SimulatorRun run) {
    return (int)
        run.received.stream()
            .filter(r -> !r.path("body").asText().contains("\"events\":[]"))
            .count();
  }
}
