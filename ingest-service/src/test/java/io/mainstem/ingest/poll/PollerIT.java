package io.mainstem.ingest.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.ingest.SharedTopics;
import io.mainstem.runtime.kafka.KafkaClients;
import io.mainstem.runtime.state.ConnectionStates;
import io.mainstem.runtime.state.StateKey;
import io.mainstem.runtime.state.StateKind;
import io.mainstem.schemas.TopicCatalogue;
import io.mainstem.schemas.event.SourceEvent;
import io.mainstem.schemas.event.Via;
import io.mainstem.testkit.Await;
import io.mainstem.testkit.TestBackbone;
import io.mainstem.testkit.Topics;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PollerIT {
  private static final TestBackbone BACKBONE = TestBackbone.shared();
  private static final KafkaClients KAFKA = new KafkaClients(BACKBONE.bootstrapServers());

  /** Each test is its own connection, and its own group of instances. */
  private final String connection = "erp" + UUID.randomUUID().toString().substring(0, 8);

  private final ListServer tool = new ListServer();
  private final StateKey key = StateKey.of(StateKey.generate());

  @BeforeEach
  void createTopics() {
    SharedTopics.create(
        BACKBONE, TopicCatalogue.CONNECTION_STATE, TopicCatalogue.source(connection));
  }

  @AfterEach
  void close() {
    tool.close();
  }

  @Test
  void shouldGoOnFromTheCursorAfterARestartInTheMiddle() {
    tool.answersUntilOffset = 10;
    try (Instance first = instance()) {
      Await.until("says it does not get on", () -> first.status().isFailing());
      assertThat(first.status().text()).contains("item", "HTTP_503");
    }
    assertThat(tool.pages).containsExactly(0, 2, 4, 6, 8);
    tool.pages.clear();
    tool.answersUntilOffset = Integer.MAX_VALUE;

    try (Instance second = instance()) {
      Await.until("done", () -> second.status().text().contains("through"));

      assertThat(tool.pages).containsExactly(10, 12, 14, 16, 18, 20);
      List<SourceEvent> events = published(tool.records);
      assertThat(events)
          .extracting(SourceEvent::getSourceId)
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(0, tool.records).mapToObj(Integer::toString).toList());
      assertThat(events).extracting(SourceEvent::getVia).containsOnly(Via.PULL);
    }
    tool.pages.clear();
    try (Instance third = instance()) {
      Await.until("loaded", () -> third.status().text().contains("through"));
      assertThat(tool.pages).as("a schedule survives a restart").isEmpty();
    }
  }

  @Test
  void shouldStoreARotatedRefreshTokenBeforeTheAccessTokenIsUsed() {
    tool.wantsToken = true;
    List<String> keptWhenUsed = new CopyOnWriteArrayList<>();
    // Looks on only: a second reader of its own would leave a cursor for the first one to find.
    try (ConnectionStates watcher =
        ConnectionStates.start(KAFKA, Instance.SERDES, key, InstantSource.system(), "watcher")) {
      tool.whenUsed =
          () ->
              keptWhenUsed.add(
                  watcher.text(connection, StateKind.TOKEN, "refresh").orElse("nothing"));
      try (Instance first = instance()) {
        Await.until("read", () -> first.status().text().contains("through"));
      }
      assertThat(keptWhenUsed)
          .isNotEmpty()
          .allSatisfy(kept -> assertThat(kept).endsWith("refresh1"));
      // As if killed after the refresh token was stored and before the access token was.
      watcher.remove(connection, StateKind.TOKEN, "access").join();
      watcher.remove(connection, StateKind.CURSOR, "item").join();
      tool.access = "lost";
      try (Instance second = instance()) {
        Await.until("read again", () -> second.status().text().contains("through"));
      }
    }
    assertThat(tool.refreshes).containsExactly("first", "refresh1");
  }

  @Test
  void shouldHaveAnotherTokenAndGoOnWhereOneIsRefusedInTheMiddle() {
    tool.wantsToken = true;
    tool.answersUntilOffset = 10;
    try (Instance instance = instance()) {
      Await.until("half way", () -> tool.pages.contains(8));
      tool.access = "revoked by the tool";
      tool.answersUntilOffset = Integer.MAX_VALUE;
      Await.until("done", () -> instance.status().text().contains("through"));
    }
    assertThat(tool.refreshes).containsExactly("first", "refresh1");
    assertThat(published(tool.records)).hasSize(tool.records);
  }

  @Test
  void shouldBeReadByOneInstanceAndTakenOverWhenItStops() {
    Instance first = instance();
    Await.until("owns", first::isOwner);
    try (Instance second = instance()) {
      Await.until("one of them owns", () -> first.isOwner() != second.isOwner());
      Await.until(
          "read by one",
          () ->
              Stream.of(first, second)
                      .filter(instance -> instance.status().text().contains("through"))
                      .count()
                  == 1);
      assertThat(tool.pages).hasSizeLessThanOrEqualTo(2 * (tool.records / ListServer.PAGE + 1));
      first.close();
      Await.until("the other owns", second::isOwner);
      Await.until("reads on", () -> second.status().text().contains("through"));
    }
  }

  private Instance instance() {
    return new Instance(KAFKA, connection, connection, tool, key);
  }

  private List<SourceEvent> published(int count) {
    return Topics.readUntil(
            BACKBONE.bootstrapServers(),
            TopicCatalogue.source(connection),
            all -> all.size() >= count,
            new StringDeserializer(),
            Instance.SERDES.deserializer(SourceEvent.class))
        .stream()
        .map(ConsumerRecord::value)
        .toList();
  }
}
