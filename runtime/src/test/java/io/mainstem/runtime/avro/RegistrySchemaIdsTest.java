package io.mainstem.runtime.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.mainstem.runtime.health.Health;
import io.mainstem.runtime.health.HealthRegistry;
import io.mainstem.schemas.canonical.Money;
import io.mainstem.schemas.event.Doorbell;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistrySchemaIdsTest {
  private static final String SUBJECT = "doorbells-value";

  @TempDir Path state;
  private final HealthRegistry health = new HealthRegistry(() -> Instant.EPOCH);
  private HttpServer registry;

  @BeforeEach
  void start() throws IOException {
    registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    registry.createContext(
        "/apis/ccompat/v7/subjects/doorbells-value",
        exchange -> {
          byte[] body = "{\"id\":7}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    registry.start();
  }

  @AfterEach
  void stop() {
    registry.stop(0);
  }

  @Test
  void shouldStartOnYesterdaysIdsWhileTheRegistryIsAway() {
    assertThat(ids().idOf(SUBJECT, Doorbell.getClassSchema())).isEqualTo(7);
    assertThat(state()).isEqualTo(Health.State.UP);
    registry.stop(0);

    RegistrySchemaIds restarted = ids();

    assertThat(restarted.idOf(SUBJECT, Doorbell.getClassSchema())).isEqualTo(7);
    assertThat(restarted.schemaOf(7)).isEqualTo(Doorbell.getClassSchema());
    assertThat(state()).isEqualTo(Health.State.DEGRADED);
  }

  @Test
  void shouldWaitForAnIdItNeverSawAndSaySo() {
    registry.stop(0);

    assertThatThrownBy(() -> ids().idOf(SUBJECT, Doorbell.getClassSchema()))
        .isInstanceOf(RegistryUnavailableException.class);
    assertThat(state()).isEqualTo(Health.State.DOWN);
  }

  @Test
  void shouldRefuseASchemaTheRegistryDoesNotKnow() {
    assertThatThrownBy(() -> ids().idOf("other-value", Money.getClassSchema()))
        .isInstanceOfSatisfying(
            UnreadableRecordException.class,
            e -> assertThat(e.code()).isEqualTo(UnreadableRecordException.Code.UNKNOWN_SCHEMA));
  }

  @Test
  void shouldSurviveATornCacheFile() throws IOException {
    Files.writeString(state.resolve("schema-ids.json"), "[{\"id\":7,\"sub");

    assertThat(ids().idOf(SUBJECT, Doorbell.getClassSchema())).isEqualTo(7);
  }

  private RegistrySchemaIds ids() {
    URI uri = URI.create("http://127.0.0.1:" + registry.getAddress().getPort());
    return new RegistrySchemaIds(
        new RegistryClient(uri), state, health.component("registry"), Duration.ofMillis(500));
  }

  private Health.State state() {
    return health.of("registry").orElseThrow().state();
  }
}
