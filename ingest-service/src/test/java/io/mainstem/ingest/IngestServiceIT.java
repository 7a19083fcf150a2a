package io.mainstem.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.backbone.Ports;
import io.mainstem.runtime.avro.AvroSerdes;
import io.mainstem.runtime.avro.RegistryClient;
import io.mainstem.runtime.avro.RegistrySchemaIds;
import io.mainstem.runtime.config.Settings;
import io.mainstem.runtime.health.HealthRegistry;
import io.mainstem.runtime.kafka.KafkaClients;
import io.mainstem.runtime.kafka.TopicInstaller;
import io.mainstem.runtime.service.Lifecycle;
import io.mainstem.schemas.event.SourceEvent;
import io.mainstem.testkit.Await;
import io.mainstem.testkit.TestBackbone;
import io.mainstem.testkit.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service as its main starts it, on a real broker and registry. */
class IngestServiceIT {

  private static final TestBackbone BACKBONE = TestBackbone.shared();

  private final List<Integer> ports = Ports.free(2);
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void shouldStopWithoutTakingBackWhatItAnswered(@TempDir Path state) throws Exception {
    Map<String, String> environment = environment(state);
    RegistryClient registry = new RegistryClient(BACKBONE.registry());
    TopicInstaller.forOneBroker(new KafkaClients(BACKBONE.bootstrapServers()), registry)
        .install(List.of("pos", "crm", "accounting", "chat", "rota"));
    Lifecycle lifecycle = new Lifecycle();
    new Wiring(environment::get).start(Settings.of(environment), lifecycle);
    Set<String> promised = ConcurrentHashMap.newKeySet();

    assertThat(get("/health/ready"))
        .contains("\"ready\":true", "connection rota", "not configured", "ROTA_JDBC_URL");
    Thread sender = Thread.ofVirtual().start(() -> deliverUntilRefused(promised));
    Await.until("deliveries flow", () -> promised.size() > 50);
    lifecycle.close();
    sender.join();

    AvroSerdes serdes =
        new AvroSerdes(
            new RegistrySchemaIds(
                registry,
                state.resolve("reader"),
                new HealthRegistry(InstantSource.system()).component("registry")));
    List<String> stored =
        Topics.readAtLeast(
                BACKBONE.bootstrapServers(),
                "source.pos",
                promised.size(),
                new StringDeserializer(),
                serdes.deserializer(SourceEvent.class))
            .stream()
            .map(message -> message.value().getDeliveryId())
            .toList();
    assertThat(stored).containsAll(promised);
  }

  private void deliverUntilRefused(Set<String> promised) {
    for (int n = 0; ; n++) {
      try {
        HttpResponse<String> answer = deliver(n);
        if (answer.statusCode() != 200) {
          return;
        }
        promised.add(answer.headers().firstValue("Mainstem-Receipt").orElseThrow());
      } catch (IOException refused) {
        return;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private HttpResponse<String> deliver(int n) throws IOException, InterruptedException {
    String body =
        "{\"merchant_id\":\"M1\",\"type\":\"payment.created\",\"event_id\":\"stop-"
            + n
            + "\",\"created_at\":\"2026-03-02T12:00:00Z\",\"data\":{\"type\":\"payment\",\"id\":\"P"
            + n
            + "\",\"object\":{\"payment\":{\"id\":\"P"
            + n
            + "\",\"updated_at\":\"2026-03-02T12:00:00Z\"}}}}";
    String url = "http://127.0.0.1:" + ports.getFirst() + "/webhooks/pos";
    return http.send(RestaurantGroup.fromSquare(url, body), HttpResponse.BodyHandlers.ofString());
  }

  private String get(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + ports.getLast() + path);
    return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private Map<String, String> environment(Path state) {
    Map<String, String> environment = new HashMap<>();
    environment.put("MAINSTEM_KAFKA", BACKBONE.bootstrapServers());
    environment.put("MAINSTEM_REGISTRY", BACKBONE.registry().toString());
    environment.put("MAINSTEM_STATE", state.toString());
    environment.put("MAINSTEM_WORKSPACE", RestaurantGroup.folder().toString());
    environment.put("MAINSTEM_PORT", ports.getFirst().toString());
    environment.put("MAINSTEM_ADMIN_PORT", ports.getLast().toString());
    environment.put("MAINSTEM_PUBLIC_URL", "http://127.0.0.1:" + ports.getFirst());
    environment.put("SQUARE_SIGNATURE_KEY", RestaurantGroup.SQUARE_KEY);
    environment.put("SQUARE_ACCESS_TOKEN", "square-token");
    return environment;
  }
}
