package io.mainstem.connections.pull;

import static io.mainstem.connections.pull.Script.NOW;
import static io.mainstem.connections.pull.Script.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.connections.door.Delivery;
import io.mainstem.connections.json.Bytes;
import io.mainstem.schemas.event.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class PullPlanTest {
  private static final String A = row("a");
  private static final String B = row("b");

  /** List, answers, addresses asked, ids got. */
  static Stream<Arguments> paginations() {
    return Stream.of(
        of("none", "{path: /c, records: \"rows[]\"}", List.of(rows(A, B, "")), List.of("/v1/c")),
        of(
            "number until a short page",
            "{path: /c, records: \"rows[]\", page: {kind: number, put: \"query:page\", size: 1}}",
            List.of(rows(A, ""), rows(B, ""), rows("", "")),
            List.of("/v1/c?page=1", "/v1/c?page=2", "/v1/c?page=3")),
        of(
            "number in the path",
            "{path: \"/c/{page}\", records: \"rows[]\", page: {kind: number, put: \"path:page\","
                + " from: 0, size: 2}}",
            List.of(rows(A, B, ""), rows("", "")),
            List.of("/v1/c/0", "/v1/c/1")),
        of(
            "offset, short page",
            "{path: /c, records: \"rows[]\", page: {kind: offset, put: \"query:offset\", size: 2}}",
            List.of(rows(A, B, ""), rows("", "")),
            List.of("/v1/c?offset=0", "/v1/c?offset=2")),
        of(
            "offset inside a query text",
            "{path: /q, query: {query: \"select * from C STARTPOSITION {start} MAXRESULTS 1\"},"
                + " records: \"rows[]\", page: {kind: offset, put: \"text:start\", from: 1, size:"
                + " 1}}",
            List.of(rows(A, ""), rows(B, ""), rows("", "")),
            List.of(
                "/v1/q?query=select * from C STARTPOSITION 1 MAXRESULTS 1",
                "/v1/q?query=select * from C STARTPOSITION 2 MAXRESULTS 1",
                "/v1/q?query=select * from C STARTPOSITION 3 MAXRESULTS 1")),
        of(
            "cursor until there is none",
            "{path: /c, records: \"rows[]\", page: {kind: cursor, next: paging.next, put:"
                + " \"query:after\"}}",
            List.of(
                rows(A, ",\"paging\":{\"next\":\"{key}&1\"}"),
                rows(B, ",\"paging\":{\"next\":null}")),
            List.of("/v1/c", "/v1/c?after={key}&1")),
        of(
            "cursor until an empty page",
            "{path: /c, records: \"rows[]\", page: {kind: cursor, next: next, put:"
                + " \"query:after\"}}",
            List.of(rows(A, B, ",\"next\":\"x\""), rows("", ",\"next\":\"y\"")),
            List.of("/v1/c", "/v1/c?after=x")),
        of(
            "cursor while more is true, over an empty page",
            "{path: /c, records: \"rows[]\", page: {kind: cursor, next: next, put: \"query:after\","
                + " more: more}}",
            List.of(
                rows(A, ",\"next\":\"x\",\"more\":true"),
                rows("", ",\"next\":\"y\",\"more\":true"),
                rows(B, ",\"next\":\"z\",\"more\":false")),
            List.of("/v1/c", "/v1/c?after=x", "/v1/c?after=y")),
        of(
            "last id",
            "{path: /c, records: \"rows[]\", page: {kind: last-id, put: \"query:starting_after\","
                + " id: id, more: more}}",
            List.of(rows(A, ",\"more\":true"), rows(B, ",\"more\":false")),
            List.of("/v1/c", "/v1/c?starting_after=a")),
        of(
            "address in the body",
            "{path: /c, records: \"rows[]\", page: {kind: url, next: next}}",
            List.of(rows(A, ",\"next\":\"https://api.example.com/v1/c?p=2\""), rows(B, "")),
            List.of("/v1/c", "/v1/c?p=2")),
        of(
            "path in the body, below the base",
            "{path: /c, records: \"rows[]\", page: {kind: url, next: next}}",
            List.of(
                rows(A, ",\"next\":\"/c?p=2\""), rows(B, ",\"next\":\"/v1/c?p=3\""), rows("", "")),
            List.of("/v1/c", "/v1/c?p=2", "/v1/c?p=3")),
        of(
            "token until done",
            "{path: /c, records: \"rows[]\", page: {kind: token, next: sync, put: \"query:sync\","
                + " done: end}}",
            List.of(
                rows(A, ",\"sync\":\"1\",\"end\":false"), rows(B, ",\"sync\":\"2\",\"end\":true")),
            List.of("/v1/c", "/v1/c?sync=1")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("paginations")
  void shouldReadEveryPageAndStop(
      String name, String list, List<String> answers, List<String> addresses) {
    Script script = Script.list(list);
    answers.forEach(script::answer);

    assertThat(script.full()).isInstanceOf(PullStep.Last.class);
    assertThat(script.addresses()).isEqualTo(addresses);
    assertThat(script.ids()).containsExactly("a", "b");
    assertThat(script.asked)
        .allSatisfy(call -> assertThat(call.headers()).containsEntry("X-Key", "secret-key"));
  }

  @Test
  void shouldFollowTheLinkHeader() {
    Script script = Script.list("{path: /c, records: \"[]\", page: {kind: link}}");
    script.answer(
        200,
        "[" + A + "]",
        Map.of(
            "Link",
            List.of(
                "<https://api.example.com/v1/c?p=0>; rel=\"prev\","
                    + " <https://api.example.com/v1/c?p=2>; rel=\"next\"")));
    script.answer("[" + B + "]");

    script.full();

    assertThat(script.addresses()).containsExactly("/v1/c", "/v1/c?p=2");
  }

  @ParameterizedTest
  @MethodSource("elsewhere")
  void shouldNotFollowAnAddressToAnotherHost(String next) {
    Script script = Script.list("{path: /c, records: \"rows[]\", page: {kind: url, next: next}}");
    script.answer(rows(A, ",\"next\":\"" + next + "\""));

    assertThat(script.full())
        .isInstanceOfSatisfying(
            PullStep.Refused.class, step -> assertThat(step.code()).isEqualTo("FOREIGN_ADDRESS"));
    assertThat(script.asked).hasSize(1);
  }

  static Stream<String> elsewhere() {
    return Stream.of(
        "https://evil.example.com/v1/c?p=2",
        "http://api.example.com/v1/c?p=2",
        "https://api.example.com:8443/c",
        "//evil.example.com/c",
        "https://user@api.example.com/c",
        "file:///etc/passwd",
        "not an address");
  }

  @Test
  void shouldPutPagesAndTimesIntoBodiesAndVariablesAsWhatTheyAre() {
    Script script =
        Script.list(
            """
            {path: /c/search, body: {limit: 2, after: 0, filters: [{field: updated, value: "?"}]}, records: "rows[]",
             page: {kind: offset, put: "body:after", size: 1}, since: {put: "body:filters[0].value", as: millis, overlap: 1m}}
            """);
    script.answer(rows(A, "")).answer(rows("", "")).answer(rows("", ""));

    script.full();
    script.read(false, new PullMark(NOW.minusSeconds(600), NOW, null));

    assertThat(script.bodies())
        .containsExactly(
            "{\"limit\":2,\"after\":0,\"filters\":[{\"field\":\"updated\",\"value\":0}]}",
            "{\"limit\":2,\"after\":1,\"filters\":[{\"field\":\"updated\",\"value\":0}]}",
            "{\"limit\":2,\"after\":0,\"filters\":[{\"field\":\"updated\",\"value\":"
                + NOW.minusSeconds(660).toEpochMilli()
                + "}]}");
  }

  @Test
  void shouldReadAListByGraphqlAndRefuseItsErrors() {
    String tool =
        """
        tool: example
        api: {base: "https://api.example.com", format: graphql}
        objects:
          contact:
            id: id
            list:
              path: /graphql
              body: {query: "query($after: String){contacts(query: \\"updated:>{since}\\"){nodes{id}}}", variables: {first: 50}}
              records: data.nodes[]
              page: {kind: cursor, next: data.end, put: "variable:after", more: data.more}
              since: {put: "text:since"}
            shape: {id: text!}
            fragments: []
        """;
    Script script =
        Script.tool(tool)
            .answer("{\"data\":{\"nodes\":[" + A + "],\"end\":\"e1\",\"more\":true}}")
            .answer("{\"data\":{\"nodes\":[" + B + "],\"end\":\"e2\",\"more\":false}}")
            .answer("{\"errors\":[{\"extensions\":{\"code\":\"THROTTLED\"}}]}")
            .answer("{\"errors\":[{\"extensions\":{\"code\":\"BAD\"}}]}");

    assertThat(script.full()).isInstanceOf(PullStep.Last.class);
    assertThat(script.bodies().getLast())
        .contains("contacts(query: \\\"updated:>1970-01-01T00:00:00Z\\\"){nodes{id}}")
        .contains("\"variables\":{\"first\":50,\"after\":\"e1\"}");
    assertThat(script.full()).isEqualTo(new PullStep.Again("THROTTLED", null));
    assertThat(script.full()).isInstanceOf(PullStep.Refused.class);
  }

  @ParameterizedTest
  @MethodSource("formats")
  void shouldWriteTheTimeAsTheToolReadsIt(String since, String expected) {
    Script script = Script.list("{path: /c, records: \"rows[]\", since: " + since + "}");
    script.answer(rows("", "")).answer(rows("", ""));

    script.read(false, new PullMark(NOW, NOW, null));
    script.full();

    assertThat(script.addresses()).containsExactly("/v1/c?since=" + expected, "/v1/c");
  }

  static Stream<Arguments> formats() {
    return Stream.of(
        Arguments.of("{put: \"query:since\", overlap: 1m}", "2026-03-02T09:59:00Z"),
        Arguments.of("{put: \"query:since\", as: seconds, overlap: 0s}", "1772445600"),
        Arguments.of("{put: \"query:since\", as: millis, overlap: 0s}", "1772445600000"),
        Arguments.of(
            "{put: \"query:since\", as: rfc1123, overlap: 0s}", "Mon, 2 Mar 2026 10:00:00 GMT"),
        Arguments.of(
            "{put: \"query:since\", as: \"yyyy/MM/dd HH:mm\", overlap: 0s}", "2026/03/02 10:00"));
  }

  @Test
  void shouldSendTheTimeAsAHeader() {
    Script script =
        Script.list(
            "{path: /c, records: \"rows[]\", since: {put: \"header:If-Modified-Since\", as:"
                + " rfc1123, overlap: 0s}, empty: [304]}");
    script.answer(304, "", Map.of());

    assertThat(script.read(false, new PullMark(NOW, NOW, null))).isInstanceOf(PullStep.Last.class);
    assertThat(script.asked.getFirst().headers())
        .containsEntry("If-Modified-Since", "Mon, 2 Mar 2026 10:00:00 GMT");
  }

  @Test
  void shouldReadWindowAfterWindowWhereTheEndMustBeSaid() {
    Script script =
        Script.list(
            "{path: /c, records: \"rows[]\", since: {put: \"query:from\", until: \"query:to\", as:"
                + " \"yyyy-MM-dd\", overlap: 0s, window: 30d, start: 70d}}");
    script.answer(rows(A, "")).answer(rows("", "")).answer(rows(B, ""));

    script.full();

    assertThat(script.addresses())
        .containsExactly(
            "/v1/c?from=2025-12-22&to=2026-01-21",
            "/v1/c?from=2026-01-21&to=2026-02-20",
            "/v1/c?from=2026-02-20&to=2026-03-02");
    assertThat(script.ids()).containsExactly("a", "b");
  }

  @Test
  void shouldReadEverythingWhereTheToolNoLongerTellsWhatChanged() {
    PullPlan plan =
        Script.list("{path: /c, records: \"rows[]\", since: {put: \"query:since\", window: 30d}}")
            .plan("contact");

    assertThat(plan.isTooOld(new PullMark(NOW.minus(Duration.ofDays(30)), NOW, null), NOW))
        .isFalse();
    assertThat(plan.isTooOld(new PullMark(NOW.minus(Duration.ofDays(31)), NOW, null), NOW))
        .isTrue();
  }

  @Test
  void shouldReadDeletedRecordsBesideTheOthersAsDeletions() {
    Script script =
        Script.list(
            "{path: /c, query: {archived: \"false\"}, records: \"rows[]\", page: {kind: cursor,"
                + " next: next, put: \"query:after\"}, deleted: {archived: \"true\"}}");
    script.answer(rows(A, "")).answer(rows(B, ",\"next\":\"x\"")).answer(rows("", ""));

    script.full();

    assertThat(script.addresses())
        .containsExactly(
            "/v1/c?archived=false", "/v1/c?archived=true", "/v1/c?archived=true&after=x");
    assertThat(script.got)
        .extracting(delivery -> ((Delivery.Snapshot) delivery).operation())
        .containsExactly(Operation.UPSERT, Operation.DELETE);
    Delivery.Snapshot gone = (Delivery.Snapshot) script.got.getLast();
    assertThat(gone.payload()).isEqualTo(Bytes.EMPTY);
    assertThat(gone.version()).isEqualTo(((Delivery.Snapshot) script.got.getFirst()).version() + 1);
  }

  @Test
  void shouldKeepTheExactBytesOfEachRow() {
    String odd = "{ \"id\":\"a\",  \"updated\":\"2026-03-02T09:00:00Z\", \"n\":1.50 }";
    Script script = Script.list("{path: /c, records: \"rows[]\"}");
    script.answer(rows(odd, ""));

    script.full();

    assertThat(((Delivery.Snapshot) script.got.getFirst()).payload()).isEqualTo(Bytes.utf8(odd));
  }

  @Test
  void shouldRingWhereRowsOnlyNameRecords() {
    Script script = Script.list("{path: /c, records: \"rows[]\", ids: true}");
    script.answer(rows("{\"id\":\"a\"}", "{\"id\":\"b\",\"gone\":true}", "{\"no\":1}", ""));

    script.full();

    assertThat(script.ids()).containsExactly("ring a", "ring b", "ROW_SHAPE");
    assertThat(((Delivery.Ring) script.got.get(1)).deleted()).isTrue();
  }

  @Test
  void shouldReadTheListOfEveryRecordOfAnotherObject() {
    Script script =
        Script.list(
            "{path: \"/accounts/{account.id}/c\", query: {kind: \"{account.kind}\"}, records:"
                + " \"rows[]\", each: account, page: {kind: number, put: \"query:page\", size:"
                + " 1}}");
    script
        .answer("{\"accounts\":[{\"id\":\"1\",\"kind\":\"x\"},{\"id\":\"2\"}],\"next\":\"n\"}")
        .answer(rows(A, ""))
        .answer(rows("", ""))
        .answer("{\"accounts\":[{\"id\":\"a/3\",\"kind\":\"y\"}],\"next\":null}")
        .answer(rows(B, ""))
        .answer(rows("", ""));

    assertThat(script.full()).isInstanceOf(PullStep.Last.class);
    assertThat(script.addresses())
        .containsExactly(
            "/v1/accounts",
            "/v1/accounts/1/c?kind=x&page=1",
            "/v1/accounts/1/c?kind=x&page=2",
            "/v1/accounts?after=n",
            "/v1/accounts/a/3/c?kind=y&page=1",
            "/v1/accounts/a/3/c?kind=y&page=2");
    assertThat(script.asked.get(4).uri().getRawPath()).isEqualTo("/v1/accounts/a%2F3/c");
    assertThat(script.ids()).containsExactly("a", "b");
  }

  @Test
  void shouldReadOnFromTheNewestTimeWhereTheToolEndsAListTooEarly() {
    Script script =
        Script.list(
            "{path: /c, records: \"rows[]\", page: {kind: cursor, next: next, put: \"query:after\","
                + " cap: 2}, since: {put: \"query:since\", order: ascending, overlap: 0s}}");
    script
        .answer(rows(at("a", "2026-01-01T00:00:00Z"), ",\"next\":\"1\""))
        .answer(rows(at("b", "2026-01-02T00:00:00Z"), ",\"next\":\"2\""))
        .answer(
            rows(
                at("b", "2026-01-02T00:00:00Z"),
                at("c", "2026-01-03T00:00:00Z"),
                ",\"next\":\"3\""))
        .answer(rows(at("c", "2026-01-03T00:00:00Z"), ""));

    assertThat(script.full()).isInstanceOf(PullStep.Last.class);
    assertThat(script.addresses())
        .containsExactly(
            "/v1/c",
            "/v1/c?after=1",
            "/v1/c?since=2026-01-02T00:00:00Z",
            "/v1/c?since=2026-01-03T00:00:00Z");
    assertThat(script.ids()).containsExactly("a", "b", "b", "c", "c");
  }

  @Test
  void shouldSayWhatEachKindOfBadAnswerMeans() {
    Script script =
        Script.list(
            "{path: /c, records: \"rows[]\", page: {kind: cursor, next: n, put: \"query:c\"}}");
    script
        .answer(401, "{}", Map.of())
        .answer(429, "{}", Map.of("Retry-After", List.of("7")))
        .answer(503, "", Map.of())
        .answer(403, "{}", Map.of())
        .answer(404, "{}", Map.of())
        .answer(200, "<html>", Map.of())
        .answer("{\"rows\":[" + "1,".repeat(100_000) + "1]}")
        .answer(rows(A, ",\"n\":\"x\""))
        .answer(rows(A, ",\"n\":\"x\""))
        .answer(rows(A, ",\"n\":\"" + "x".repeat(PullPlan.MAX_PAGE_CHARS + 1) + "\""));

    assertThat(script.full()).isEqualTo(new PullStep.Unauthorized(401));
    assertThat(script.full()).isEqualTo(new PullStep.Again("HTTP_429", Duration.ofSeconds(7)));
    assertThat(script.full()).isEqualTo(new PullStep.Again("HTTP_503", null));
    assertThat(code(script.full())).isEqualTo("HTTP_403");
    assertThat(code(script.full())).isEqualTo("HTTP_404");
    assertThat(script.full()).isEqualTo(new PullStep.Again("UNREADABLE_ANSWER", null));
    assertThat(code(script.full())).isEqualTo("PAGE_TOO_MANY_TOKENS");
    assertThat(code(script.full())).isEqualTo("PAGE_AGAIN");
    assertThat(code(script.full())).isEqualTo("PAGE_TOO_LONG");
  }

  @Test
  void shouldVerifyOnlyThroughTheToolsOwnClockWhereItIsBehindOurs() {
    Script script = Script.list("{path: /c, records: \"rows[]\", since: {put: \"query:s\"}}");
    script.answer(200, rows(A, ""), Map.of("Date", List.of("Mon, 2 Mar 2026 09:50:00 GMT")));

    assertThat(script.full())
        .isInstanceOfSatisfying(
            PullStep.Last.class,
            last ->
                assertThat(last.mark().verifiedThrough())
                    .isEqualTo(Instant.parse("2026-03-02T09:50:00Z")));
  }

  private static String code(PullStep step) {
    return ((PullStep.Refused) step).code();
  }

  private static String at(String id, String time) {
    return "{\"id\":\"" + id + "\",\"updated\":\"" + time + "\"}";
  }

  /** Rows, then more of the body. */
  private static String rows(String... parts) {
    List<String> rows =
        List.of(parts).subList(0, parts.length - 1).stream().filter(row -> !row.isEmpty()).toList();
    return "{\"rows\":[" + String.join(",", rows) + "]" + parts[parts.length - 1] + "}";
  }

  private static Arguments of(
      String name, String list, List<String> answers, List<String> addresses) {
    return Arguments.of(name, list, answers, addresses);
  }
}
