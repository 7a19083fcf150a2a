package io.mainstem.ingest.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.backbone.Backbone;
import io.mainstem.backbone.Broker;
import io.mainstem.backbone.Ports;
import io.mainstem.backbone.Programs;
import io.mainstem.ingest.Main;
import io.mainstem.ingest.RestaurantGroup;
import io.mainstem.ingest.spool.SentAndStored.Sent;
import io.mainstem.runtime.avro.AvroSerdes;
import io.mainstem.runtime.avro.RegistryClient;
import io.mainstem.runtime.avro.RegistrySchemaIds;
import io.mainstem.runtime.health.HealthRegistry;
import io.mainstem.runtime.kafka.KafkaClients;
import io.mainstem.runtime.kafka.TopicInstaller;
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
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service as a process of its own, killed while its broker is away. */
class SpoolCrashTest {

  private static final int KEYS = 7;
  private static final int EACH_TIME = 150;
  private static final URI REGISTRY = TestBackbone.shared().registry();

  private final List<Integer> ports = Ports.free(2);
  private final Ports brokerPorts = Ports.free();
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<Sent> acked = new ArrayList<>();
  private int sent;

  @TempDir Path folder;
  private @Nullable Broker broker;
  private @Nullable Process ingest;

  @AfterEach
  void stop() throws InterruptedException {
    if (ingest != null) {
      ingest.destroyForcibly().waitFor();
    }
    if (broker != null) {
      broker.child().kill();
    }
  }

  private Broker broker() {
    return Objects.requireNonNull(broker);
  }

  @Test
  void shouldStoreWhatItAnsweredWithTheBrokerAwayThoughItWasKilled() throws Exception {
    startBroker();
    TopicInstaller.forOneBroker(
            new KafkaClients(broker().bootstrapServers()), new RegistryClient(REGISTRY))
        .install(List.of("pos", "crm", "accounting", "chat", "rota"));
    startIngest();
    deliver(20);
    assertThat(acked).hasSize(20);

    broker().child().kill();
    deliver(EACH_TIME);
    assertThat(acked).hasSize(20 + EACH_TIME);
    Await.until("says so", () -> get("/health/ready").contains("deliveries wait in the spool"));
    assertThat(get("/health/ready")).contains("\"ready\":true", "150 records");
    Objects.requireNonNull(ingest).destroyForcibly().waitFor();

    startIngest();
    deliver(EACH_TIME);
    assertThat(acked).hasSize(20 + 2 * EACH_TIME);
    assertThat(get("/health/ready")).contains("\"ready\":true", "300 records");
    assertThat(get("/metrics"))
        .contains("mainstem_spool_deliveries{service=\"ingest-service\"} 300");

    startBroker();
    Await.until(
        "forwarded",
        () -> get("/metrics").contains("mainstem_spool_deliveries{service=\"ingest-service\"} 0"));
    deliver(10);
    List<SourceEvent> stored = stored();

    assertThat(SentAndStored.faults(acked, stored)).isEmpty();
    assertThat(get("/health/ready")).contains("\"detail\":\"empty\"");
    // The checker itself: one taken out, one taken to another place.
    List<SourceEvent> oneLess = new ArrayList<>(stored);
    oneLess.removeIf(event -> event.getDeliveryId().equals(acked.get(100).receipt()));
    assertThat(SentAndStored.faults(acked, oneLess)).hasSize(1);
    List<SourceEvent> reversed = stored.reversed();
    assertThat(SentAndStored.faults(acked, reversed)).isNotEmpty();
  }

  private void startBroker() {
    broker = Backbone.startBroker(Programs.find(), folder.resolve("broker"), brokerPorts);
  }

  private void startIngest() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName());
    Map<String, String> environment = builder.environment();
    environment.put("MAINSTEM_KAFKA", broker().bootstrapServers());
    environment.put("MAINSTEM_REGISTRY", REGISTRY.toString());
    environment.put("MAINSTEM_STATE", folder.resolve("state").toString());
    environment.put("MAINSTEM_WORKSPACE", RestaurantGroup.folder().toString());
    environment.put("MAINSTEM_PORT", ports.getFirst().toString());
    environment.put("MAINSTEM_ADMIN_PORT", ports.getLast().toString());
    environment.put("MAINSTEM_PUBLIC_URL", "http://127.0.0.1:" + ports.getFirst());
    environment.put("SQUARE_SIGNATURE_KEY", RestaurantGroup.SQUARE_KEY);
    environment.put("SQUARE_ACCESS_TOKEN", "square-token");
    environment.put("SQUARE_API", "http://127.0.0.1:1"); // nobody is asked
    ingest = builder.inheritIO().start();
    Await.until("the door is open", () -> get("/health/ready").contains("\"ready\":true"));
  }

  /** One after the other, so that each key's order is what the sender was told. */
  private void deliver(int count) throws IOException, InterruptedException {
    for (int n = 0; n < count; n++) {
      String payment = "P" + sent % KEYS;
      Instant at = Instant.parse("2026-03-02T12:00:00Z").plusSeconds(sent);
      HttpResponse<String> answer = deliver(sent, payment, at);
      if (answer.statusCode() == 200) {
        String receipt = answer.headers().firstValue("Mainstem-Receipt").orElseThrow();
        acked.add(new Sent(payment, receipt));
      }
      sent++;
    }
  }

  private HttpResponse<String> deliver(int n, String payment, Instant at)
      throws IOException, InterruptedException {
    String body =
        """
        {"merchant_id":"M1","type":"payment.updated","event_id":"spool-%d","created_at":"%s",
        "data":{"type":"payment","id":"%s","object":{"payment":{"id":"%s","updated_at":"%s"}}}}
        """
            .formatted(n, at, payment, payment, at);
    String url = "http://127.0.0.1:" + ports.getFirst() + "/webhooks/pos";
    return http.send(RestaurantGroup.fromSquare(url, body), HttpResponse.BodyHandlers.ofString());
  }

  private String get(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + ports.getLast() + path);
    return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private List<SourceEvent> stored() {
    AvroSerdes serdes =
        new AvroSerdes(
            new RegistrySchemaIds(
                new RegistryClient(REGISTRY),
                folder.resolve("reader"),
                new HealthRegistry(InstantSource.system()).component("registry")));
    HashSet<String> wanted = new HashSet<>(acked.stream().map(Sent::receipt).toList());
    return Topics.readUntil(
            broker().bootstrapServers(),
            "source.pos",
            (List<ConsumerRecord<String, SourceEvent>> all) ->
                wanted.stream()
                    .allMatch(
                        it -> all.stream().anyMatch(one -> one.value().getDeliveryId().equals(it))),
            new StringDeserializer(),
            serdes.deserializer(SourceEvent.class))
        .stream()
        .map(ConsumerRecord::value)
        .toList();
  }
}
