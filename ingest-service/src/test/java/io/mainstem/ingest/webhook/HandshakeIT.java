package io.mainstem.ingest.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.mainstem.connections.Connection;
import io.mainstem.connections.Secret;
import io.mainstem.connections.http.AccessToken;
import io.mainstem.connections.tool.Tool;
import io.mainstem.connections.tool.Tools;
import io.mainstem.connections.yaml.Problems;
import io.mainstem.ingest.SharedTopics;
import io.mainstem.ingest.TestSerdes;
import io.mainstem.runtime.config.HostPort;
import io.mainstem.runtime.health.Health;
import io.mainstem.runtime.health.HealthRegistry;
import io.mainstem.runtime.kafka.KafkaClients;
import io.mainstem.runtime.outbound.OutboundClient;
import io.mainstem.runtime.state.ConnectionStates;
import io.mainstem.runtime.state.StateKey;
import io.mainstem.runtime.state.StateKind;
import io.mainstem.schemas.TopicCatalogue;
import io.mainstem.schemas.event.SourceEvent;
import io.mainstem.testkit.Await;
import io.mainstem.testkit.TestBackbone;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets that tools bring themselves, kept on a broker. */
class HandshakeIT {
  private static final TestBackbone BACKBONE = TestBackbone.shared();
  private static final KafkaClients KAFKA = new KafkaClients(BACKBONE.bootstrapServers());
  private static final InstantSource CLOCK = InstantSource.system();

  private final String account = UUID.randomUUID().toString().substring(0, 8);
  private final StateKey key = StateKey.of(StateKey.generate());
  private final HealthRegistry health = new HealthRegistry(CLOCK);
  @TempDir private Path folder;
  private ConnectionStates states;
  private ConnectionStates others;

  @BeforeEach
  void start() {
    SharedTopics.create(BACKBONE, TopicCatalogue.CONNECTION_STATE, TopicCatalogue.DOORBELLS);
    states = ConnectionStates.start(KAFKA, TestSerdes.SHARED, key, CLOCK, "one");
    others = ConnectionStates.start(KAFKA, TestSerdes.SHARED, key, CLOCK, "other");
  }

  @AfterEach
  void stop() {
    states.close();
    others.close();
  }

  @Test
  void shouldSendAsanasSecretBackAndThenLetInWhatItSignsAtEveryInstance() {
    Connection asana = connection("asana", "http://127.0.0.1:1");
    String body =
        """
        {"events":[{"action":"added","created_at":"2026-03-02T09:00:00.000Z",\
        "resource":{"gid":"9001","resource_type":"story"}}]}\
        """;
    try (DoorRig door = door(asana, states);
        DoorRig other = door(asana, others)) {
      assertThat(asana(door, asana, body, "s3cret").statusCode()).isEqualTo(401);
      HttpResponse<String> answer =
          door.deliver(
              door.request(asana.name(), BodyPublishers.ofString("{}"))
                  .header("X-Hook-Secret", "s3cret"));
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("X-Hook-Secret")).contains("s3cret");
      HttpResponse<String> stranger =
          door.deliver(
              door.request(asana.name(), BodyPublishers.ofString("{}"))
                  .header("X-Hook-Secret", "another"));
      assertThat(stranger.statusCode()).isEqualTo(401);

      assertThat(asana(door, asana, body, "s3cret").statusCode()).isEqualTo(200);
      Await.asserted(
          "the other instance knows it",
          () -> assertThat(asana(other, asana, body, "s3cret").statusCode()).isEqualTo(200));

      // What nobody wants is accounted for: the canonicalizer files it as filtered.
      ConsumerRecord<String, SourceEvent> kept =
          door.stored(asana.name(), all -> !all.isEmpty()).getFirst();
      assertThat(kept.value().getObject()).isEqualTo("_ignored");
    }
  }

  @Test
  void shouldLetInWhatASubscriptionsSecretSignsBesideTheConfiguredOne() throws Exception {
    Connection stripe = connection("stripe", "http://127.0.0.1:1", "whsec_of_the_file");
    states.put(stripe.name(), StateKind.SECRET, "subscription/we_1", "whsec_of_the_answer").get();
    try (DoorRig door = door(stripe, states)) {
      for (String secret : List.of("whsec_of_the_file", "whsec_of_the_answer")) {
        assertThat(stripe(door, stripe, secret).statusCode()).as(secret).isEqualTo(200);
      }
      assertThat(stripe(door, stripe, "whsec_of_nobody").statusCode()).isEqualTo(400);
      states.remove(stripe.name(), StateKind.SECRET, "subscription/we_1").get();
      assertThat(stripe(door, stripe, "whsec_of_the_answer").statusCode()).isEqualTo(400);
    }
  }

  @Test
  void shouldLeaveNotionsTokenForAPersonUntilNotionSignsWithIt() throws Exception {
    Connection notion = connection("notion", "http://127.0.0.1:1");
    String token = "secret_invented_token";
    Path file = folder.resolve(notion.name());
    String component = "handshake of " + notion.name();
    try (DoorRig door = door(notion, states)) {
      assertThat(token(door, notion, token)).isEqualTo(200);
      Await.until("left for a person", () -> Files.exists(file));
      assertThat(Files.readString(file)).isEqualTo(token + "\n");
      assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
      Health waits = health.of(component).orElseThrow();
      assertThat(waits.state()).isEqualTo(Health.State.DEGRADED);
      assertThat(waits.detail()).contains("Notion", file.toString()).doesNotContain(token);

      Files.delete(file);
      assertThat(token(door, notion, token)).as("sent again").isEqualTo(200);
      Await.until("left again", () -> Files.exists(file));
      assertThat(token(door, notion, "secret_of_a_stranger")).isEqualTo(401);

      String body = "{\"id\":\"e1\",\"type\":\"comment.created\",\"entity\":{\"id\":\"c1\"}}";
      String signature = "sha256=" + hmac(token, body);
      HttpResponse<String> answer =
          door.deliver(
              door.request(notion.name(), BodyPublishers.ofString(body))
                  .header("X-Notion-Signature", signature));
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(file).doesNotExist();
      assertThat(health.of(component).orElseThrow().state()).isEqualTo(Health.State.UP);
    }
  }

  @Test
  void shouldConfirmGustosTokenByACallOnceItIsKept() throws Exception {
    List<String> calls = new CopyOnWriteArrayList<>();
    HttpServer api =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
    api.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          calls.add(
              "%s %s %s %s"
                  .formatted(
                      exchange.getRequestMethod(),
                      exchange.getRequestURI(),
                      exchange.getRequestHeaders().getFirst("Authorization"),
                      body));
          // At first it is not there yet.
          exchange.sendResponseHeaders(calls.size() == 1 ? 503 : 200, -1);
          exchange.close();
        });
    api.start();
    Connection gusto = connection("gusto", "http://127.0.0.1:" + api.getAddress().getPort());
    try (DoorRig door = door(gusto, states)) {
      String body = "{\"verification_token\":\"tok\",\"webhook_subscription_uuid\":\"w-1\"}";
      assertThat(door.deliver(gusto.name(), body).statusCode()).isEqualTo(200);
      assertThat(states.texts(gusto.name(), StateKind.SECRET)).containsExactly("tok");
      Await.until("confirmed", () -> calls.size() == 2);
      assertThat(calls)
          .containsOnly(
              "PUT /v1/webhook_subscriptions/w-1/verify Bearer system"
                  + " {\"verification_token\":\"tok\"}");
    } finally {
      api.stop(0);
    }
  }

  private static HttpResponse<String> asana(
      DoorRig door, Connection asana, String body, String secret) {
    return door.deliver(
        door.request(asana.name(), BodyPublishers.ofString(body))
            .header("X-Hook-Signature", hmac(secret, body)));
  }

  private static HttpResponse<String> stripe(DoorRig door, Connection stripe, String secret) {
    String body =
        """
        {"id":"evt_%s","type":"product.deleted","created":1772442000,\
        "data":{"object":{"id":"prod_1"}}}\
        """
            .formatted(secret);
    long at = Instant.now().getEpochSecond();
    return door.deliver(
        door.request(stripe.name(), BodyPublishers.ofString(body))
            .header("Stripe-Signature", "t=" + at + ",v1=" + hmac(secret, at + "." + body)));
  }

  private static int token(DoorRig door, Connection notion, String token) {
    return door.deliver(notion.name(), "{\"verification_token\":\"" + token + "\"}").statusCode();
  }

  private DoorRig door(Connection connection, ConnectionStates known) {
    try {
      known.awaitCaughtUp(Duration.ofSeconds(30));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    URI api = connection.apiAddress().orElseThrow();
    OutboundClient outbound =
        OutboundClient.start(Set.of(new HostPort(api.getHost(), api.getPort())));
    return new DoorRig(
        BACKBONE.bootstrapServers(),
        Gate.of(
            connection,
            new StateSecrets(known),
            new Confirmations(connection, outbound, () -> AccessToken.NONE),
            new PublishedKeys(outbound, CLOCK),
            Handover.of(connection, folder, health, CLOCK)));
  }

  private Connection connection(String tool, String api, String... webhookSecrets) {
    String name = tool + account;
    Problems problems = new Problems();
    Tool known = Tools.builtIn(tool, problems);
    assertThat(problems.list()).isEmpty();
    SharedTopics.create(BACKBONE, TopicCatalogue.source(name));
    return new Connection(
        name,
        known,
        URI.create(api),
        URI.create("http://127.0.0.1:8081/webhooks/" + name),
        List.of(webhookSecrets).stream().map(Secret::new).toList(),
        Map.of("system_token", new Secret("system"), "access_token", new Secret("token")),
        Map.of(),
        null,
        null,
        Connection.Options.DEFAULT,
        List.of());
  }

  private static String hmac(String secret, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
