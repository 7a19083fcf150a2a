package io.mainstem.connections.pull;

import static io.mainstem.connections.pull.Script.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.connections.Connection;
import io.mainstem.connections.door.Delivery;
import io.mainstem.connections.fetch.FetchPlan;
import io.mainstem.connections.http.HttpAnswer;
import io.mainstem.connections.http.Verdict;
import io.mainstem.connections.json.Bytes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FeedsTest {
  private static final String EMPLOYEES =
      """
      tool: example
      api: {base: "https://api.example.com"}
      objects:
        employee:
          id: id
          fetch: {path: "/employees/{id}"}
          changes: {path: /employees/changed, records: "employees[]", since: {put: "query:since", overlap: 1m}, id: id, occurredAt: lastChanged, deleted: {path: action, equals: [Deleted]}}
          shape: {id: text!}
          fragments: []
      """;

  private static final String EVENTS =
      """
      tool: example
      api:
        base: https://api.example.com
        changes: {path: /events, records: "data[]", page: {kind: token, next: sync, put: "query:sync", done: end, expired: [412]}, id: gid, object: type, objects: {Task: task, project: project}, deleted: {path: action, equals: [deleted, removed]}}
      objects:
        task: {id: gid, fetch: {path: "/tasks/{id}"}, shape: {gid: text!}, fragments: []}
        project: {id: gid, fetch: {path: "/projects/{id}"}, shape: {gid: text!}, fragments: []}
      """;

  @Test
  void shouldRingWhatAMapOfChangesNames() {
    Script script =
        Script.tool(EMPLOYEES)
            .answer(
                """
                {"employees":{"1":{"id":"1","action":"Updated","lastChanged":"2026-03-02T09:58:00Z"},
                              "2":{"id":"2","action":"Deleted","lastChanged":"2026-03-02T09:59:00Z"}}}
                """);
    PullPlan plan = script.plan("employee.changes");
    List<Delivery> got = new ArrayList<>();

    PullStep step =
        Pull.read(
            plan,
            plan.start(false, new PullMark(NOW.minusSeconds(300), null, null), NOW),
            script,
            NOW,
            got::addAll);

    assertThat(script.addresses()).containsExactly("/employees/changed?since=2026-03-02T09:54:00Z");
    assertThat(got)
        .extracting(delivery -> ((Delivery.Ring) delivery).deleted())
        .containsExactly(false, true);
    assertThat(((Delivery.Ring) got.getFirst()).occurredAt())
        .isEqualTo(Instant.parse("2026-03-02T09:58:00Z"));
    assertThat(((PullStep.Last) step).mark().verifiedThrough()).isEqualTo(NOW);
  }

  @Test
  void shouldKeepTheTokenBetweenReadingsAndServeSeveralObjects() {
    Script script =
        Script.tool(EVENTS)
            .answer(412, "{\"sync\":\"s0\"}", Map.of())
            .answer(
                """
                {"data":[{"gid":"7","type":"task","action":"changed"},{"gid":"8","type":"Project","action":"removed"},
                         {"gid":"9","type":"story","action":"added"}],"sync":"s1","end":true}
                """)
            .answer("{\"data\":[],\"sync\":\"s2\",\"end\":true}");
    PullPlan plan = script.plan("_changes");
    List<Delivery> got = new ArrayList<>();

    PullStep first =
        Pull.read(plan, plan.start(false, PullMark.NONE, NOW), script, NOW, got::addAll);
    PullMark begun = ((PullStep.TooOld) first).mark();
    PullStep second = Pull.read(plan, plan.start(false, begun, NOW), script, NOW, got::addAll);
    PullMark mark = ((PullStep.Last) second).mark();
    PullStep third = Pull.read(plan, plan.start(false, mark, NOW), script, NOW, got::addAll);

    assertThat(script.addresses()).containsExactly("/events", "/events?sync=s0", "/events?sync=s1");
    assertThat(got)
        .extracting(delivery -> ((Delivery.Ring) delivery).object())
        .containsExactly("task", "project");
    assertThat(((PullStep.Last) third).mark().token()).isEqualTo("s2");
  }

  @Test
  void shouldKeepTheLastIdOfAFeedThatKnowsNoTimes() {
    Script script =
        Script.tool(
                """
                tool: example
                api:
                  base: https://api.example.com
                  gone: [{status: 400, path: error.code, equals: "610"}]
                  changes: {path: /events, records: "[]", page: {kind: last-id, put: "query:starting_after", id: uuid}, id: entity, object: type, objects: {employee: employee}}
                objects:
                  employee: {id: id, fetch: {path: "/employees/{id}"}, shape: {id: text!}, fragments: []}
                """)
            .answer("[{\"uuid\":\"u1\",\"type\":\"employee\",\"entity\":\"1\"}]")
            .answer("[]")
            .answer("[]");
    PullPlan plan = script.plan("_changes");
    List<Delivery> got = new ArrayList<>();

    PullStep first =
        Pull.read(plan, plan.start(false, PullMark.NONE, NOW), script, NOW, got::addAll);
    PullMark mark = ((PullStep.Last) first).mark();
    PullStep second = Pull.read(plan, plan.start(false, mark, NOW), script, NOW, got::addAll);

    assertThat(script.addresses())
        .containsExactly("/events", "/events?starting_after=u1", "/events?starting_after=u1");
    assertThat(got).hasSize(1);
    assertThat(((PullStep.Last) second).mark().token()).isEqualTo("u1");
  }

  @Test
  void shouldTakeTheToolsOwnWordForARecordThatIsGone() {
    Connection connection =
        Script.connection(
            """
            tool: example
            api: {base: "https://api.example.com", gone: [{status: 400, path: error.code, equals: "610"}, {status: 403}]}
            objects:
              invoice: {id: id, fetch: {path: "/invoices/{id}"}, shape: {id: text!}, fragments: []}
            """);
    FetchPlan plan = FetchPlan.of(connection);

    assertThat(plan.verdict(said(400, "{\"error\":{\"code\":\"610\"}}")))
        .isEqualTo(new Verdict.Gone(400));
    assertThat(plan.verdict(said(400, "{\"error\":{\"code\":\"611\"}}")))
        .isInstanceOf(Verdict.Refused.class);
    assertThat(plan.verdict(said(403, ""))).isEqualTo(new Verdict.Gone(403));
  }

  private static HttpAnswer said(int status, String body) {
    return new HttpAnswer(status, Map.of(), Bytes.utf8(body));
  }

  @Test
  void shouldKeepMarksAndStatesAsText() {
    Script script =
        Script.list(
                "{path: \"/a/{account.id}/c\", records: \"rows[]\", each: account, since: {put:"
                    + " \"query:s\", until: \"query:u\", window: 1d}}")
            .answer("{\"accounts\":[{\"id\":\"1\"},{\"id\":\"2\"}],\"next\":\"n\"}");
    PullPlan plan = script.plan("contact");
    PullState start = plan.start(false, new PullMark(NOW.minusSeconds(90_000), NOW, "t"), NOW);
    PullStep.Page page = (PullStep.Page) plan.step(start, script.send(plan.call(start)), NOW);

    PullJson.Kept kept = new PullJson.Kept(new PullMark(NOW, null, "t"), page.next());

    assertThat(PullJson.read(PullJson.write(kept))).isEqualTo(kept);
    assertThat(PullJson.read(PullJson.write(PullJson.Kept.NOTHING)))
        .isEqualTo(PullJson.Kept.NOTHING);
  }
}
