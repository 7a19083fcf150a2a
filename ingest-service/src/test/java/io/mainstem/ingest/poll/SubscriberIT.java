package io.mainstem.ingest.poll;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mainstem.connections.Connection;
import io.mainstem.connections.pull.SubscriptionPlan;
import io.mainstem.connections.tool.Tool;
import io.mainstem.connections.tool.ToolReader;
import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlDocument;
import io.mainstem.ingest.SharedTopics;
import io.mainstem.ingest.TestSerdes;
import io.mainstem.ingest.publish.Publisher;
import io.mainstem.ingest.tool.TokenKeeper;
import io.mainstem.ingest.tool.ToolLine;
import io.mainstem.runtime.config.HostPort;
import io.mainstem.runtime.kafka.KafkaClients;
import io.mainstem.runtime.outbound.OutboundClient;
import io.mainstem.runtime.state.ConnectionStates;
import io.mainstem.runtime.state.StateKey;
import io.mainstem.runtime.state.StateKind;
import io.mainstem.schemas.TopicCatalogue;
import io.mainstem.testkit.TestBackbone;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The life of a webhook at a tool that makes them by calls, each for three hours. */
class SubscriberIT {
  private static final TestBackbone BACKBONE = TestBackbone.shared();
  private static final KafkaClients KAFKA = new KafkaClients(BACKBONE.bootstrapServers());
  private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");
  private static final Duration LIFE = Duration.ofHours(3);

  private final String connection = "hooks" + UUID.randomUUID().toString().substring(0, 8);
  private final List<String> calls = new ArrayList<>();
  private final Map<String, Instant> alive = new TreeMap<>();
  private HttpServer vendor;
  private int status = 200;
  private int made;
  private Instant now = START;
  private final InstantSource clock = () -> now;
  private ConnectionStates states;
  private OutboundClient outbound;
  private Producer<String, SpecificRecord> producer;

  @BeforeEach
  void start() throws Exception {
    SharedTopics.create(BACKBONE, TopicCatalogue.CONNECTION_STATE);
    vendor = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
    vendor.createContext("/hooks", this::answer);
    vendor.start();
    StateKey key = StateKey.of(StateKey.generate());
    states = ConnectionStates.start(KAFKA, TestSerdes.SHARED, key, clock, connection);
    states.awaitCaughtUp(Duration.ofSeconds(30));
    outbound = OutboundClient.start(Set.of(new HostPort("127.0.0.1", port())));
    producer =
        KAFKA.producer(
            connection, TestSerdes.SHARED.serializer(SpecificRecord.class), Publisher.SETTINGS);
  }

  @AfterEach
  void stop() {
    producer.close();
    states.close();
    outbound.close();
    vendor.stop(0);
  }

  @Test
  void shouldMakeAWebhookOnceKeepItsSecretAndRenewItBeforeItEnds() throws Exception {
    String renew = ", renew: {before: 1h, call: {method: PATCH, path: \"/hooks/{id}\", body: {}}}";
    Subscriber subscriber = subscriber(renew, true);
    subscriber.tend();
    subscriber.tend();
    assertThat(calls).containsExactly("POST /hooks for http://127.0.0.1/webhooks/" + connection);
    assertThat(secrets()).containsExactly("secret of h1");

    now = START.plus(LIFE).minus(Duration.ofHours(1)).minusSeconds(1);
    subscriber(renew, true).tend(); // another owner, from what is kept
    assertThat(calls).as("not due").hasSize(1);
    now = now.plusSeconds(1);
    subscriber.tend();
    subscriber.tend();
    assertThat(calls).hasSize(2).last().isEqualTo("PATCH /hooks/h1");
    assertThat(secrets()).containsExactly("secret of h1");
    assertThat(alive).containsEntry("h1", now.plus(LIFE));

    subscriber(renew, false).tend(); // not wanted any more
    assertThat(calls).last().isEqualTo("DELETE /hooks/h1");
    assertThat(secrets()).isEmpty();
    assertThat(states.names(connection, StateKind.SUBSCRIPTION)).isEmpty();
  }

  @Test
  void shouldMakeItAnewBeforeItEndsWhereItCannotBeRenewedAndKeepTheOldUntilThen() throws Exception {
    Subscriber subscriber = subscriber("", true);
    subscriber.tend();
    now = START.plus(LIFE).minus(Duration.ofMinutes(30));
    status = 503;
    subscriber.tend();
    assertThat(alive).containsOnlyKeys("h1");
    assertThat(secrets()).as("not given away for nothing").containsExactly("secret of h1");

    status = 200;
    subscriber.tend();
    assertThat(calls).as("the tool is not pressed").hasSize(2);
    now = now.plus(Duration.ofMinutes(1));
    subscriber.tend();
    assertThat(alive).containsOnlyKeys("h2");
    assertThat(secrets()).containsExactly("secret of h2");
  }

  @Test
  void shouldMakeAnewWhatTheToolHasLost() throws Exception {
    Subscriber subscriber = subscriber(", read: {path: \"/hooks/{id}\"}", true);
    subscriber.tend();
    states.put(connection, StateKind.SECRET, "handshake/1", "posted").get();
    alive.clear();
    now = START.plus(Subscriber.LOOK_EVERY).minusSeconds(1);
    subscriber.tend();
    assertThat(calls).as("not asked yet").hasSize(1);
    now = now.plusSeconds(1);
    subscriber.tend();
    assertThat(calls.subList(1, 3))
        .containsExactly(
            "GET /hooks/h1", "POST /hooks for http://127.0.0.1/webhooks/" + connection);
    // A door that still held the posted secret would refuse the new one.
    assertThat(secrets()).containsExactly("secret of h2");
    assertThat(alive).containsOnlyKeys("h2");
  }

  private List<String> secrets() {
    return states.texts(connection, StateKind.SECRET);
  }

  private int port() {
    return vendor.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String method = exchange.getRequestMethod();
    String path = exchange.getRequestURI().getPath();
    String id = path.replaceFirst("/hooks/?", "");
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String url = body.replaceFirst("^\\{\"url\":\"([^\"]*)\"}$", " for $1");
    calls.add(method + " " + path + (method.equals("POST") ? url : ""));
    int answer = status;
    if (status == 200) {
      switch (method) {
        case "POST" -> {
          id = "h" + ++made;
          alive.put(id, now.plus(LIFE));
        }
        case "DELETE" -> alive.remove(id);
        case "PATCH" -> alive.replace(id, now.plus(LIFE));
        default -> {}
      }
      answer = method.equals("DELETE") || alive.containsKey(id) ? 200 : 404;
    }
    byte[] text =
        "{\"id\":\"%s\",\"secret\":\"secret of %s\",\"until\":\"%s\"}"
            .formatted(id, id, now.plus(LIFE))
            .getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer, text.length);
    exchange.getResponseBody().write(text);
    exchange.close();
  }

  private Subscriber subscriber(String more, boolean wanted) {
    Problems problems = new Problems();
    String base = "http://127.0.0.1:" + port();
    Tool tool =
        new ToolReader(problems)
            .read(
                YamlDocument.parse(
                    "example.yaml",
                    """
                    tool: example
                    webhook:
                      auth: {kind: hmac, alg: sha256, enc: hex, sig: {header: X-Sig}, template: "{body}"}
                      handshake: {kind: echo-header, header: X-Hook-Secret}
                      type: type
                      dedupe: id
                      events: {"item.*": {object: item, ring: id}}
                      subscription: {create: {method: POST, path: /hooks, body: {url: "{url}"}, id: id, secret: secret, expires: until}, delete: {method: DELETE, path: "/hooks/{id}"}%s}
                    api: {base: "%s"}
                    objects:
                      item: {id: id, fetch: {path: "/items/{id}"}, shape: {id: text!}, fragments: []}
                    """
                        .formatted(more, base),
                    problems));
    assertThat(problems.list()).isEmpty();
    Connection account =
        new Connection(
            connection,
            tool,
            URI.create(base),
            URI.create("http://127.0.0.1/webhooks/" + connection),
            List.of(),
            Map.of(),
            Map.of(),
            null,
            null,
            Connection.Options.DEFAULT,
            List.of());
    ToolLine line = ToolLine.of(account, outbound, InstantSource.system());
    TokenKeeper tokens = new TokenKeeper(account, line, states, clock);
    PullSink sink =
        new PullSink(connection, "example", new Publisher(producer), clock, UUID::randomUUID);
    PollParts parts =
        new PollParts(
            connection,
            line,
            tokens,
            states,
            sink,
            clock,
            new Random(1),
            new SimpleMeterRegistry(),
            null);
    return new Subscriber(parts, SubscriptionPlan.of(account, tokens).orElseThrow(), wanted);
  }
}
