package io.mainstem.connections.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.connections.json.JsonPath;
import io.mainstem.connections.yaml.Problem;
import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlDocument;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ApiReaderTest {
  private static final String HEAD = "tool: example\n";
  private static final String CONTACT =
      """
        contact:
          id: id
          shape: {id: text!}
          fragments: []
      """;

  @Test
  void shouldReadEverythingThatAskingNeeds() {
    Tool tool =
        read(
            """
            api:
              sure: documentation
              base: "{token.instance_url}/v1"
              auth: {kind: oauth2-code, token: https://id.example.com/token, client: basic, keep: [instance_url], rotates: true, life: 30m, refreshLife: 60d}
              headers: {X-Account: "{setting.account}"}
              rate: {windows: [{calls: 10, seconds: 1}], daily: 5000, concurrency: 3, points: {capacity: 1000, restore: 50, cost: 10}}
              signals: {retry: [403], remaining: x-left, reset: {header: x-reset, as: epoch}}
              failure: {path: ok, equals: "false", code: error, retry: [busy]}
              changes: {path: /events, records: "events[]", page: {kind: token, next: sync, put: "query:sync", expired: 412}, id: gid, object: type, objects: {Person: contact}, deleted: {path: action, equals: [deleted]}}
            objects:
              contact:
                id: id
                deleted: {path: status, equals: [gone]}
                fetch: {path: "/contacts/{id}"}
                list:
                  path: /contacts
                  query: {limit: "100"}
                  records: results[]
                  page: {kind: cursor, next: paging.next.after, put: "query:after", cap: 10000}
                  since: {put: "query:updated_after", as: millis, overlap: 5m, window: 30d, order: ascending}
                  deleted: {archived: "true"}
                  every: {incremental: 5m, full: never}
                shape: {id: text!}
                fragments: []
            """);

    ApiSpec api = Objects.requireNonNull(tool.api());
    assertThat(api.sure()).isEqualTo(Sure.DOCUMENTATION);
    assertThat(api.auth())
        .isEqualTo(
            new ApiAuth.Token(
                new ApiAuth.RefreshToken(
                    "https://id.example.com/token",
                    ApiAuth.ClientProof.BASIC,
                    null,
                    Map.of(),
                    true,
                    Duration.ofDays(60)),
                Map.of("Authorization", "Bearer {token}"),
                List.of("instance_url"),
                Duration.ofMinutes(30)));
    assertThat(api.rate().windows()).hasSize(2);
    assertThat(api.changes().getFirst().objects()).isEqualTo(Map.of("person", "contact"));
    ListSpec list = Objects.requireNonNull(tool.find("contact").orElseThrow().list());
    assertThat(list.page())
        .isEqualTo(
            new PageSpec.Cursor(
                JsonPath.of("paging.next.after"), new Put(Put.Where.QUERY, "after"), null));
    assertThat(list.cap()).isEqualTo(10_000);
    assertThat(list.every()).isEqualTo(new ListSpec.Every(Duration.ofMinutes(5), null));
    assertThat(Objects.requireNonNull(list.since()).ascending()).isTrue();
    assertThat(Objects.requireNonNull(tool.find("contact").orElseThrow().deleted()).equalTo())
        .isEqualTo(Set.of("gone"));
  }

  @Test
  void shouldTellEveryMistakeAtOnce() {
    Problems problems = new Problems();
    new ToolReader(problems)
        .read(
            YamlDocument.parse(
                "example.yaml",
                HEAD
                    + """
                    api:
                      base: https://api.example.com
                      auth: {kind: oauth-code, token: https://id.example.com/token}
                      rate: {windows: [{calls: 10}]}
                      failure: {path: ok}
                    objects:
                      contact:
                        id: id
                        fetch: {path: /contacts}
                        list:
                          path: "/contacts/{page}/{settings.x}"
                          records: results[]
                          page: {kind: number, put: "url:page", size: 0}
                          since: {put: "query:since", as: "not a pattern b", overlap: soon}
                          each: contract
                        changes: {path: /changes, records: "rows[]", id: id}
                        shape: {id: text!}
                        fragments: []
                    """,
                problems));

    assertThat(problems.list().stream().map(Problem::path))
        .contains(
            "api.auth.kind",
            "api.rate.windows[0].seconds",
            "api.failure",
            "objects.contact.fetch",
            "objects.contact.list.path",
            "objects.contact.list.page.put",
            "objects.contact.list.page.size",
            "objects.contact.list.since.as",
            "objects.contact.list.since.overlap",
            "objects.contact.list.each",
            "objects.contact.changes");
    assertThat(problems.list().stream().map(Problem::toString))
        .anyMatch(text -> text.contains("oauth2-code"));
  }

  @Test
  void shouldReadASubscription() {
    Tool tool =
        read(
            """
            api: {base: "https://api.example.com", auth: {kind: header, values: {X-Key: "{secret.key}"}}}
            webhook:
              auth: {kind: hmac, alg: sha256, enc: hex, sig: {header: X-Signature}, template: "{body}"}
              type: type
              dedupe: id
              events: {contact.changed: {object: contact, ring: id}}
              subscription:
                create: {path: /hooks, body: {url: "{url}", secret: "{secret}"}, id: data.id, expires: data.until}
                delete: {method: DELETE, path: "/hooks/{id}"}
                renew: {before: 2h, call: {method: PATCH, path: "/hooks/{id}", body: {until: "{expires}"}}}
            objects:
            """
                + CONTACT);

    SubscriptionSpec subscription = Objects.requireNonNull(tool.subscription());
    assertThat(subscription.renewBefore()).isEqualTo(Duration.ofHours(2));
    assertThat(subscription.create().method()).isEqualTo("POST");
    assertThat(Objects.requireNonNull(subscription.renew()).method()).isEqualTo("PATCH");
  }

  private static Tool read(String text) {
    Problems problems = new Problems();
    Tool tool =
        new ToolReader(problems).read(YamlDocument.parse("example.yaml", HEAD + text, problems));
    assertThat(problems.list()).isEmpty();
    return tool;
  }
}
