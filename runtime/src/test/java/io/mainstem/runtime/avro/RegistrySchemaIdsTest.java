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
    startOn(0);
  }

  private void startOn(int port) throws IOException {
    registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    answer("/apis/ccompat/v7/subjects/doorbells-value", "{\"id\":7}");
    answer("/apis/ccompat/v7/schemas/types", "[\"AVRO\"]");
    registry.start();
  }

  private void answer(String path, String json) {
    registry.createContext(
        path,
        exchange -> {
          byte[] body = json.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
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
  void shouldSayWhenTheRegistryGoesAndWhenItIsBack() throws IOException {
    RegistrySchemaIds ids = ids();
    ids.look();
    assertThat(state()).isEqualTo(Health.State.UP);
    int port = registry.getAddress().getPort();

    registry.stop(0);
    ids.look();
    assertThat(state()).isEqualTo(Health.State.DEGRADED);

    startOn(port);
    ids.look();
    assertThat(state()).isEqualTo(Health.State.UP);
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
