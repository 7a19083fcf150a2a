package io.mainstem.runtime.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstem.runtime.avro.AvroSerdes;
import io.mainstem.runtime.avro.InMemorySchemaIds;
import io.mainstem.runtime.kafka.KafkaClients;
import io.mainstem.schemas.TopicCatalogue;
import io.mainstem.schemas.event.ConnectionState;
import io.mainstem.testkit.Await;
import io.mainstem.testkit.TestBackbone;
import io.mainstem.testkit.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ConnectionStatesIT {
  private static final TestBackbone BACKBONE = TestBackbone.shared();
  private static final KafkaClients KAFKA = new KafkaClients(BACKBONE.bootstrapServers());
  private static final AvroSerdes SERDES = serdes();
  private static final StateKey KEY = StateKey.of(StateKey.generate());

  @BeforeAll
  static void createTopic() {
    BACKBONE.createTopics(TopicCatalogue.CONNECTION_STATE);
  }

  @Test
  void shouldShowEverybodyTheLatestAndKeepSecretsSealed() throws Exception {
    try (ConnectionStates one = states(KEY);
        ConnectionStates other = states(KEY)) {
      one.put("crm", StateKind.CURSOR, "contact", "page 1").join();
      one.put("crm", StateKind.CURSOR, "contact", "page 2").join();
      one.put("crm", StateKind.TOKEN, "refresh", "plain-secret").join();
      assertThat(one.text("crm", StateKind.CURSOR, "contact")).contains("page 2");
      Await.until(
          "the other sees it",
          () -> other.text("crm", StateKind.TOKEN, "refresh").equals(Optional.of("plain-secret")));
      other.remove("crm", StateKind.CURSOR, "contact").join();
      Await.until("gone", () -> one.text("crm", StateKind.CURSOR, "contact").isEmpty());
    }
    assertThat(
            Topics.readAtLeast(
                BACKBONE.bootstrapServers(),
                TopicCatalogue.CONNECTION_STATE,
                4,
                new StringDeserializer(),
                new ByteArrayDeserializer()))
        .filteredOn(record -> record.value() != null)
        .allSatisfy(
            record ->
                assertThat(new String(record.value(), StandardCharsets.ISO_8859_1))
                    .doesNotContain("plain-secret"));
    try (ConnectionStates later = states(KEY)) {
      later.awaitLatest(Duration.ofSeconds(30));
      assertThat(later.text("crm", StateKind.TOKEN, "refresh")).contains("plain-secret");
    }
  }

  @Test
  void shouldRefuseOnlyWhatNeedsSealingWhereThereIsNoKey() {
    try (ConnectionStates keyless = states(null)) {
      keyless.put("pos", StateKind.CURSOR, "order", "x").join();

      assertThat(keyless.text("pos", StateKind.CURSOR, "order")).contains("x");
      assertThatThrownBy(() -> keyless.put("pos", StateKind.SECRET, "hook", "y"))
          .isInstanceOf(StateSealedException.class)
          .hasMessage(
              "pos|secret|hook: must be kept sealed, and there is no key (expected:"
                  + " MAINSTEM_STATE_KEY or MAINSTEM_STATE_KEY_FILE)");
    }
  }

  private static ConnectionStates states(@Nullable StateKey key) {
    return ConnectionStates.start(KAFKA, SERDES, key, InstantSource.system(), "test");
  }

  private static AvroSerdes serdes() {
    InMemorySchemaIds ids = new InMemorySchemaIds();
    ids.idOf("", ConnectionState.getClassSchema());
    return new AvroSerdes(ids);
  }
}
