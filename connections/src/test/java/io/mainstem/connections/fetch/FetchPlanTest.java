package io.mainstem.connections.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.connections.Fixtures;
import io.mainstem.connections.door.Delivery;
import io.mainstem.connections.door.Snapshots;
import io.mainstem.connections.http.HttpAnswer;
import io.mainstem.connections.http.HttpCall;
import io.mainstem.connections.http.Verdict;
import io.mainstem.connections.json.Bytes;
import io.mainstem.schemas.event.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FetchPlanTest {
  private static final Instant ASKED = Instant.parse("2026-03-07T12:00:00Z");

  @Test
  void shouldAskForTheWholeRecordWithCredentialsThatAreNeverPrinted() {
    HttpCall call = FetchPlan.of(Fixtures.connection("crm")).call("contact", "5/0 1");

    assertThat(call.uri().toString())
        .startsWith(
            "https://api.hubapi.com/crm/v3/objects/contacts/5%2F0%201?properties=firstname%2C")
        .endsWith("&associations=companies");
    assertThat(call.headers()).containsEntry("Authorization", "Bearer hubspot-token");
    assertThat(call.toString()).doesNotContain("token");
    assertThat(FetchPlan.of(Fixtures.connection("accounting")).call("invoice", "i").headers())
        .containsEntry("xero-tenant-id", "tenant-1");
  }

  @Test
  void shouldTakeTheRecordOutOfItsWrapping() {
    String record = Fixtures.payload("xero/invoice").text().strip();
    Bytes answer = Bytes.utf8("{\"Id\": \"x\", \"Invoices\": [" + record + "]}");

    Fetched fetched =
        FetchPlan.of(Fixtures.connection("accounting"))
            .snapshot("invoice", "243216c5-369e-4056-ac67-05388f86dc81", answer, ASKED);

    Delivery.Snapshot snapshot = ((Fetched.Found) fetched).snapshot();
    assertThat(snapshot.payload()).isEqualTo(Bytes.utf8(record));
    assertThat(snapshot.version()).isEqualTo(1772877600123000L);
    assertThat(snapshot.operation()).isEqualTo(Operation.UPSERT);
  }

  @Test
  void shouldUseTheTimeOfAskingWhereARecordHasNoVersion() {
    Bytes answer = Bytes.utf8("{\"location\":" + Fixtures.payload("square/location").text() + "}");

    Fetched fetched =
        FetchPlan.of(Fixtures.connection("pos")).snapshot("location", "LKETTLE01", answer, ASKED);

    assertThat(((Fetched.Found) fetched).snapshot().version()).isEqualTo(Snapshots.micros(ASKED));
  }

  @Test
  void shouldTellAnArchivedRecordAnotherRecordAndNoRecord() {
    FetchPlan plan = FetchPlan.of(Fixtures.connection("crm"));
    String contact = Fixtures.payload("hubspot/contact").text();

    assertThat(
            plan.snapshot(
                "contact",
                "501",
                Bytes.utf8(contact.replace("\"archived\":false", "\"archived\":true")),
                ASKED))
        .isInstanceOfSatisfying(
            Fetched.Found.class,
            found -> assertThat(found.snapshot().operation()).isEqualTo(Operation.DELETE));
    assertThat(plan.snapshot("contact", "502", Bytes.utf8(contact), ASKED))
        .isInstanceOf(Fetched.Unfit.class);
    assertThat(plan.snapshot("contact", "501", Bytes.utf8("<html>"), ASKED))
        .isInstanceOf(Fetched.Unfit.class);
  }

  @Test
  void shouldJudgeAnswers() {
    FetchPlan plan = FetchPlan.of(Fixtures.connection("accounting"));

    assertThat(plan.verdict(answer(200, Map.of()))).isEqualTo(new Verdict.Success());
    assertThat(plan.verdict(answer(404, Map.of()))).isEqualTo(new Verdict.Gone(404));
    assertThat(plan.verdict(answer(429, Map.of("Retry-After", List.of("7")))))
        .isEqualTo(new Verdict.Retry("HTTP_429", Duration.ofSeconds(7)));
    assertThat(
            plan.verdict(
                answer(
                    503,
                    Map.of(
                        "date", List.of("Sat, 7 Mar 2026 12:00:00 GMT"),
                        "retry-after", List.of("Sat, 7 Mar 2026 12:02:00 GMT")))))
        .isEqualTo(new Verdict.Retry("HTTP_503", Duration.ofMinutes(2)));
    assertThat(plan.verdict(answer(302, Map.of()))).isInstanceOf(Verdict.Refused.class);
    assertThat(plan.verdict(answer(401, Map.of()))).isInstanceOf(Verdict.Refused.class);
  }

  private static HttpAnswer answer(int status, Map<String, List<String>> headers) {
    return new HttpAnswer(status, headers, Bytes.utf8("{}"));
  }
}
