package io.mainstem.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mainstem.connections.Connection;
import io.mainstem.connections.Secret;
import io.mainstem.connections.door.Admission;
import io.mainstem.connections.door.Delivery;
import io.mainstem.connections.door.WebhookDoor;
import io.mainstem.connections.door.WebhookRequest;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.tool.Tools;
import io.mainstem.connections.yaml.Problems;
import io.mainstem.simulators.Simulator;
import io.mainstem.simulators.SimulatorOptions;
import io.mainstem.simulators.Simulators;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Two contacts are merged through the vendor's own API; what comes of it at our door. */
final class VendorMergeTest {
  private static final String KEPT = "20000000001";
  private static final String GONE = "20000000002";

  private final BlockingQueue<Delivered> heard = new LinkedBlockingQueue<>();

  private record Delivered(Map<String, List<String>> headers, Bytes body) {}

  @Test
  void shouldTellWhoWasMergedIntoWhomAndFetchWhoIsLeft() throws Exception {
    HttpServer receiver =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    receiver.createContext("/", this::receive);
    receiver.start();
    URI address = URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + "/crm");
    try (Simulator hubspot =
            Simulators.start("hubspot", SimulatorOptions.DEFAULT.withWebhook(address));
        HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create(hubspot.base() + "/crm/v3/objects/contacts/merge"))
                  .header("Authorization", "Bearer " + hubspot.secrets().get("access_token"))
                  .header("Content-Type", "application/json")
                  .POST(
                      HttpRequest.BodyPublishers.ofString(
                          "{\"primaryObjectId\":\"%s\",\"objectIdToMerge\":\"%s\"}"
                              .formatted(KEPT, GONE)))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);

      // The vendor may tell what it did in one request or in several.
      WebhookDoor door = WebhookDoor.of(connection(hubspot, address));
      List<Delivery> deliveries = new ArrayList<>();
      while (deliveries.stream().noneMatch(VendorMergeTest::isOfMerge)) {
        Delivered delivered = Objects.requireNonNull(heard.poll(20, TimeUnit.SECONDS));
        Admission admission =
            door.admit(
                new WebhookRequest("POST", delivered.headers(), delivered.body()), Instant.now());
        deliveries.addAll(((Admission.Accepted) admission).deliveries());
      }

      assertThat(deliveries)
          .first()
          .isInstanceOfSatisfying(
              Delivery.Ring.class,
              ring -> {
                assertThat(ring.sourceId()).isEqualTo(KEPT);
                assertThat(ring.deleted()).isFalse();
              });
      assertThat(deliveries)
          .filteredOn(VendorMergeTest::isOfMerge)
          .singleElement()
          .isInstanceOfSatisfying(
              Delivery.Ring.class,
              ring -> {
                assertThat(ring.sourceId()).isEqualTo(GONE);
                assertThat(ring.deleted()).isTrue();
                assertThat(ring.mergedInto()).isEqualTo(KEPT);
              });
    } finally {
      receiver.stop(0);
    }
  }

  private static boolean isOfMerge(Delivery delivery) {
    return delivery instanceof Delivery.Ring ring && ring.mergedInto() != null;
  }

  private void receive(HttpExchange exchange) throws IOException {
    heard.add(
        new Delivered(
            Map.copyOf(exchange.getRequestHeaders()),
            Bytes.of(exchange.getRequestBody().readAllBytes())));
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  private static Connection connection(Simulator hubspot, URI address) {
    Problems problems = new Problems();
    Connection connection =
        new Connection(
            "crm",
            Tools.builtIn("hubspot", problems),
            hubspot.base(),
            address,
            List.of(new Secret(hubspot.secrets().getOrDefault("webhook_secret", ""))),
            Map.of(),
            Map.of(),
            null,
            null,
            new Connection.Options(true, null, false, null),
            List.of());
    assertThat(problems.isEmpty()).isTrue();
    return connection;
  }
}
