package io.mainstem.connections.pull;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.connections.Connection;
import io.mainstem.connections.Secret;
import io.mainstem.connections.door.Delivery;
import io.mainstem.connections.http.AccessToken;
import io.mainstem.connections.http.HttpAnswer;
import io.mainstem.connections.http.HttpCall;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.tool.Tool;
import io.mainstem.connections.tool.ToolReader;
import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlDocument;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** A tool that gives one answer after the other, and remembers what it was asked. */
final class Script implements Exchange {
  static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");

  final List<HttpCall> asked = new ArrayList<>();
  final List<Delivery> got = new ArrayList<>();
  private final Deque<HttpAnswer> answers = new ArrayDeque<>();
  private final Connection connection;

  private Script(Connection connection) {
    this.connection = connection;
  }

  /** With a list of contacts as said, and more of the tool file. */
  static Script list(String list) {
    return tool(
        """
        tool: example
        api: {base: "https://api.example.com/v1", auth: {kind: header, values: {X-Key: "{secret.key}"}}}
        objects:
          contact:
            id: id
            version: {at: updated, as: time}
            deleted: gone
            fetch: {path: "/contacts/{id}"}
            list: %s
            shape: {id: text!}
            fragments: []
          account:
            id: id
            list: {path: /accounts, records: "accounts[]", page: {kind: cursor, next: next, put: "query:after"}}
            shape: {id: text!}
            fragments: []
        """
            .formatted(list));
  }

  static Script tool(String text) {
    return new Script(connection(text));
  }

  static Connection connection(String text) {
    Problems problems = new Problems();
    Tool tool = new ToolReader(problems).read(YamlDocument.parse("example.yaml", text, problems));
    assertThat(problems.list()).isEmpty();
    return new Connection(
        "crm",
        tool,
        tool.api() == null || tool.api().base().contains("{")
            ? null
            : URI.create(tool.api().base()),
        URI.create("https://example.com/webhooks/crm"),
        List.of(),
        Map.of(
            "key", new Secret("secret-key"),
            "client_id", new Secret("our-id"),
            "client_secret", new Secret("our-secret"),
            "refresh_token", new Secret("first")),
        Map.of("realm", "r1"),
        null,
        null,
        Connection.Options.DEFAULT,
        List.of());
  }

  Script answer(String body) {
    return answer(200, body, Map.of());
  }

  Script answer(int status, String body, Map<String, List<String>> headers) {
    answers.add(new HttpAnswer(status, headers, Bytes.utf8(body)));
    return this;
  }

  PullPlan plan(String name) {
    return PullPlan.of(connection, () -> AccessToken.NONE).stream()
        .filter(plan -> plan.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  PullStep full() {
    return read(true, PullMark.NONE);
  }

  PullStep read(boolean full, PullMark mark) {
    PullPlan plan = plan("contact");
    return Pull.read(plan, plan.start(full, mark, NOW), this, NOW, got::addAll);
  }

  @Override
  public HttpAnswer send(HttpCall call) {
    asked.add(call);
    return answers.removeFirst();
  }

  /** Paths and queries asked, without the host. */
  List<String> addresses() {
    return asked.stream()
        .map(
            call ->
                call.uri().getPath()
                    + (call.uri().getRawQuery() == null
                        ? ""
                        : "?"
                            + URLDecoder.decode(call.uri().getRawQuery(), StandardCharsets.UTF_8)))
        .toList();
  }

  List<String> bodies() {
    return asked.stream().map(call -> call.body().text()).toList();
  }

  List<String> ids() {
    return got.stream()
        .map(
            delivery ->
                switch (delivery) {
                  case Delivery.Snapshot snapshot -> snapshot.sourceId();
                  case Delivery.Ring ring -> "ring " + ring.sourceId();
                  case Delivery.Unplaced unplaced -> unplaced.code();
                  case Delivery.Ignored ignored -> "ignored: " + ignored.why();
                })
        .toList();
  }

  static String row(String id) {
    return "{\"id\":\"" + id + "\",\"updated\":\"2026-03-02T09:00:00Z\"}";
  }
}
