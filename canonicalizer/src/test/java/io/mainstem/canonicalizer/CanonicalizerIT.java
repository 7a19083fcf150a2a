package io.mainstem.canonicalizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.canonicalizer.resolve.SourceRecord;
import io.mainstem.canonicalizer.topology.StoredMasters;
import io.mainstem.runtime.kafka.KafkaClients;
import io.mainstem.runtime.service.Lifecycle;
import io.mainstem.runtime.streams.StreamsApp;
import io.mainstem.schemas.TopicCatalogue;
import io.mainstem.schemas.event.Outcome;
import io.mainstem.schemas.event.SourceEvent;
import io.mainstem.testkit.Await;
import io.mainstem.testkit.TestBackbone;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances on a real broker with three partitions, and the real registry. */
class CanonicalizerIT {
  private static final Toy TOY = new Toy("it-");
  private static final int HISTORIES = 4;

  @TempDir Path state;

  @Test
  void shouldComeToTheOraclesContentWithTwoInstances() {
    List<SourceEvent> events = new ArrayList<>();
    for (long seed = 1; seed <= HISTORIES; seed++) {
      events.addAll(ToyEvents.history(TOY, seed));
    }
    Collections.shuffle(events, new Random(1));
    try (Lifecycle lifecycle = new Lifecycle();
        ToyBroker broker = new ToyBroker(TOY, TestBackbone.shared(), state)) {
      StreamsApp one = start(broker, "one", lifecycle);
      StreamsApp two = start(broker, "two", lifecycle);
      broker.send(events);
      Await.until("both have work", () -> hasTasks(one) && hasTasks(two));

      broker.awaitOutcomes(events.size());
      broker.awaitContent(TOY.oracle().fold(events));
      List<Outcome> outcomes = broker.outcomes(events.size());

      assertThat(
              StoredMasters.read(new KafkaClients(broker.bootstrap()), TOY.application()).records())
          .as("one stored record for each link, and those that never said anything")
          .filteredOn(SourceRecord::everLive)
          .extracting(SourceRecord::key)
          .containsExactlyElementsOf(broker.links().keySet());
      assertThat(Balance.violations(events, outcomes)).isEmpty();

      // What the Streams DSL would drop without a word, at the beginning of time at that.
      String topic = TopicCatalogue.source(events.getFirst().getConnection());
      byte[] bytes = {1, 2, 3};
      broker.sendRaw(topic, null, bytes, Instant.EPOCH);
      broker.sendRaw(topic, bytes, null, Instant.EPOCH);
      broker.sendRaw(topic, null, null, Instant.EPOCH);
      broker.sendRaw(topic, bytes, bytes, Instant.EPOCH);
      Await.asserted(
          "each of them in quarantine",
          () ->
              assertThat(broker.quarantined(topic))
                  .filteredOn(code -> !code.equals("UNKNOWN_VALUE"))
                  .containsExactlyInAnyOrder("NULL_KEY", "NULL_VALUE", "NULL_VALUE", "NOT_FRAMED"));
      assertThat(one.droppedRecords() + two.droppedRecords()).isZero();
    }
  }

  private StreamsApp start(ToyBroker broker, String instance, Lifecycle lifecycle) {
    return ToyService.start(
        TOY, broker.bootstrap(), broker.registry(), state.resolve(instance), instance, lifecycle);
  }

  private static boolean hasTasks(StreamsApp app) {
    return app.client().metadataForLocalThreads().stream()
        .anyMatch(thread -> !thread.activeTasks().isEmpty());
  }
}
