package io.mainstem.connections.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.connections.Connection;
import io.mainstem.connections.Secret;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.tool.Tool;
import io.mainstem.connections.tool.ToolReader;
import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlDocument;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Doors of tools that are made up in a test. */
final class Doors {
  static final Instant NOW = Instant.parse("2026-03-07T12:00:00Z");
  static final String URL = "https://hooks.example.com/webhooks/t";
  static final String SECRET = "a-secret-between-us";

  private static final String OBJECTS =
      """
      objects:
        thing: {id: id, shape: {id: text!}, fragments: []}
      """;
  private static final String EVENTS =
      """
        type: type
        dedupe: key
        events:
          thing.changed: {object: thing, ring: id}
      """;

  private Doors() {}

  /** A tool with these lines in its webhook section, and what is missing of the rest. */
  static Connection connection(String webhook, Map<String, String> settings, String... secrets) {
    Problems problems = new Problems();
    String section = webhook.indent(2) + (webhook.contains("events:") ? "" : EVENTS);
    Tool tool =
        new ToolReader(problems)
            .read(
                YamlDocument.parse("t.yaml", "tool: t\nwebhook:\n" + section + OBJECTS, problems));
    assertThat(problems.list()).isEmpty();
    return new Connection(
        "t",
        tool,
        null,
        URI.create(URL),
        List.of(secrets).stream().map(Secret::new).toList(),
        Map.of(),
        settings,
        null,
        null,
        Connection.Options.DEFAULT,
        List.of());
  }

  static WebhookDoor door(String webhook, String... secrets) {
    return WebhookDoor.of(connection(webhook, Map.of(), secrets));
  }

  static WebhookRequest post(String body, String... headers) {
    return new WebhookRequest("POST", headers(headers), Bytes.utf8(body));
  }

  static WebhookRequest get(String query, String... headers) {
    return new WebhookRequest("GET", headers(headers), query, "", Bytes.EMPTY);
  }

  static String verdict(WebhookDoor door, WebhookRequest request) {
    return verdict(door.admit(request, NOW));
  }

  static String verdict(Admission admission) {
    return switch (admission) {
      case Admission.Handshake(Reply reply) -> "handshake " + reply.body().text();
      case Admission.Learns(Secret secret, var _, var _) -> "learns " + secret.value();
      case Admission.Rejected(Rejection reason, Reply reply) -> reason + " " + reply.status();
      case Admission.Unreadable unreadable -> "unreadable " + unreadable.code();
      case Admission.Accepted(List<Delivery> deliveries, var _) ->
          String.join("; ", deliveries.stream().map(Doors::line).toList());
    };
  }

  private static String line(Delivery delivery) {
    return switch (delivery) {
      case Delivery.Ring ring -> (ring.deleted() ? "gone " : "ring ") + ring.sourceId();
      case Delivery.Snapshot snapshot -> snapshot.operation() + " " + snapshot.sourceId();
      case Delivery.Unplaced unplaced -> unplaced.code() + " " + unplaced.payload().text();
      case Delivery.Ignored ignored -> "ignored " + ignored.why();
    };
  }

  private static Map<String, List<String>> headers(String... pairs) {
    Map<String, List<String>> headers = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      headers.computeIfAbsent(pairs[i], _ -> new ArrayList<>()).add(pairs[i + 1]);
    }
    return headers;
  }
}
