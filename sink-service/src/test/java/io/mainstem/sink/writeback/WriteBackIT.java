package io.mainstem.sink.writeback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.connections.Workspace;
import io.mainstem.runtime.config.HostPort;
import io.mainstem.runtime.outbound.OutboundClient;
import io.mainstem.schemas.AliasId;
import io.mainstem.schemas.TopicCatalogue;
import io.mainstem.schemas.event.ActionDecision;
import io.mainstem.schemas.event.ActionVerdict;
import io.mainstem.schemas.event.InsightState;
import io.mainstem.schemas.event.Link;
import io.mainstem.sink.Business;
import io.mainstem.sink.reporting.Bench;
import io.mainstem.sink.reporting.Reporting;
import io.mainstem.testkit.Await;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class WriteBackIT {
  private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
  private static final String TRACE = "00-" + TRACE_ID + "-b7ad6b7169203331-01";
  private static final String[] CONNECTIONS = {"accounting", "chat", "crm", "pos", "rota"};

  private final Business business = new Business(UUID.randomUUID().toString().substring(0, 8));
  private Bench bench;
  private FakeTools tools;
  private OutboundClient http;
  private @Nullable WriteBack writeBack;

  @BeforeEach
  void open() throws Exception {
    bench = new Bench(CONNECTIONS);
    tools = new FakeTools();
    http = OutboundClient.start(Set.of(new HostPort("127.0.0.1", tools.port())));
  }

  @AfterEach
  void close() {
    // The broker serves all tests of the JVM: what is left open would go on in the next one.
    Await.until(
        "everything to be finished and published",
        () ->
            bench
                .database()
                .query(
                    "select 1 from ops.outbox union all select 1 from ops.action where state in"
                        + " ('APPROVED', 'SENT', 'PROPOSED')")
                .isEmpty());
    if (writeBack != null) {
      writeBack.close();
    }
    bench.close();
    http.close();
    tools.close();
  }

  @Test
  void shouldWriteOneInvoiceThoughTheAnswerIsLostAndTheChangeIsRepeated() throws Exception {
    start(Map.of());
    tools.faults.add(FakeTools.Fault.APPLIED_WITHOUT_ANSWER);
    winTheDeal();
    awaitState("VERIFIED");

    assertThat(ours()).hasSize(1);
    var invoice = ours().getFirst();
    assertThat(invoice.path("Status").asText()).isEqualTo("DRAFT");
    assertThat(invoice.path("Type").asText()).isEqualTo("ACCREC");
    assertThat(tools.contacts).hasSize(1);
    assertThat(invoice.at("/Contact/ContactID"))
        .isEqualTo(tools.contacts.getFirst().get("ContactID"));
    assertThat(action("detail")).isEqualTo("done and read back");

    String resultId = action("result_id");
    Await.asserted(
        "the link, and the invoice joined to its deal",
        () ->
            assertThat(
                    bench
                        .database()
                        .value(
                            "select canonical_id from ops.link where source_id = '"
                                + resultId
                                + "'"))
                .isEqualTo(AliasId.of("invoice", "accounting", "invoice", resultId)));
    Await.until(
        "the audit",
        () ->
            bench
                .database()
                .query(
                    "select verb from ops.audit where subject = '"
                        + business.dealId()
                        + "' order by at")
                .stream()
                .anyMatch(row -> List.of("create draft invoice: verified").equals(row)));

    assertThat(tools.traceParents)
        .as("each call of the tool is a span of the change's trace")
        .isNotEmpty()
        .allSatisfy(
            told ->
                assertThat(told).startsWith("00-" + TRACE_ID).endsWith("-01").isNotEqualTo(TRACE));
    assertThat(bench.spans())
        .as("what the tool was told is what a collector is told")
        .extracting(span -> "00-" + span.traceId() + "-" + span.id() + "-01")
        .containsAll(tools.traceParents);
    assertThat(
            bench
                .database()
                .query(
                    "select holds::jsonb ->> 'InvoiceID', differs from"
                        + " ops.action_read_back where action_id = '"
                        + action("id")
                        + "'"))
        .containsExactly(List.of(resultId, "{}"));

    // Told again, and another round of everything: no second invoice.
    bench.send("changes.deal.v1", business.dealId(), business.won());
    Business last = new Business(business.run() + "-last");
    send(last);
    Await.until(
        "the later deal",
        () -> tools.invoices.stream().anyMatch(i -> i.toString().contains(marker(last))));
    assertThat(ours()).hasSize(1);
  }

  @Test
  void shouldLookUpAfterAServerErrorAndWaitWhereTheToolAsksForIt() throws Exception {
    start(Map.of());
    tools.faults.add(FakeTools.Fault.TOO_MANY);
    tools.faults.add(FakeTools.Fault.APPLIED_BUT_500);
    winTheDeal();
    awaitState("VERIFIED");
    assertThat(ours()).hasSize(1);
    assertThat(action("attempts")).isEqualTo("2");
  }

  @Test
  void shouldUseTheContactItKnowsByItsLink() throws Exception {
    start(Map.of());
    String contact = UUID.randomUUID().toString();
    bench.send(
        TopicCatalogue.LINKS,
        "company|accounting|contact|" + contact,
        Link.newBuilder()
            .setEntity("company")
            .setConnection("accounting")
            .setObject("contact")
            .setSourceId(contact)
            .setAlias(AliasId.of("company", "accounting", "contact", contact))
            .setCanonicalId(business.companyId())
            .setRule("email")
            .setReason("same email")
            .setAt(Business.WON_AT)
            .build());
    bench.flush();
    Await.until(
        "the link",
        () ->
            !bench
                .database()
                .query("select 1 from ops.link where source_id = '" + contact + "'")
                .isEmpty());
    winTheDeal();
    awaitState("VERIFIED");
    assertThat(ours().getFirst().at("/Contact/ContactID").asText()).isEqualTo(contact);
    assertThat(tools.calls).doesNotContain("GET /xero/api.xro/2.0/Contacts");
  }

  @Test
  void shouldFailWhereTheToolRefusesAndTryAgainWhenAPersonSaysSo() throws Exception {
    start(Map.of());
    tools.faults.add(FakeTools.Fault.REFUSED);
    winTheDeal();
    awaitState("FAILED");
    assertThat(ours()).isEmpty();
    Await.until(
        "quarantine",
        () ->
            !bench
                .database()
                .query(
                    "select 1 from ops.quarantine where stage = 'WRITE' and source_id = '"
                        + action("id")
                        + "'")
                .isEmpty());

    decide(ActionVerdict.APPROVE);
    awaitState("VERIFIED");
    assertThat(ours()).hasSize(1);
  }

  @Test
  void shouldProposeAndNotWriteWhereTheConnectionIsNotConfigured() throws Exception {
    Map<String, String> without = new HashMap<>();
    without.put("XERO_ACCESS_TOKEN", "");
    start(without);
    winTheDeal();
    awaitState("PROPOSED");
    assertThat(action("code")).isEqualTo("NOT_CONFIGURED");
    assertThat(action("detail")).contains("XERO_ACCESS_TOKEN");
    assertThat(tools.calls).noneMatch(call -> call.contains("/xero/"));

    decide(ActionVerdict.REJECT);
    awaitState("REJECTED");
  }

  @Test
  void shouldTellEachInsightOnceAndOnceWhenItIsOver() throws Exception {
    start(Map.of());
    String id = "ins_" + business.run();
    for (long version = 1; version <= 3; version++) {
      bench.send(TopicCatalogue.INSIGHTS, id, business.insight(InsightState.OPEN, version));
    }
    bench.flush();
    Await.until("the message", () -> told().size() == 1);
    // The second message waits first, and then is told without our hearing of it.
    tools.faults.add(FakeTools.Fault.TOO_MANY);
    tools.faults.add(FakeTools.Fault.APPLIED_WITHOUT_ANSWER);
    bench.send(TopicCatalogue.INSIGHTS, id, business.insight(InsightState.RESOLVED, 4));
    bench.send(TopicCatalogue.INSIGHTS, id, business.insight(InsightState.RESOLVED, 5));
    bench.flush();
    Await.until("the second message", () -> told().size() == 2);
    Await.until(
        "the message found again by its mark",
        () ->
            bench
                    .database()
                    .query(
                        "select 1 from ops.action where canonical_id = '"
                            + id
                            + "' and state = 'VERIFIED' and result_id is not null")
                    .size()
                == 2);
    assertThat(told()).hasSize(2);
    assertThat(tools.calls).contains("GET /slack/api/conversations.history");
    assertThat(told().getFirst()).startsWith("Labour costs at Site B");
    assertThat(told().getLast()).startsWith("Resolved: Labour costs");
    assertThat(tools.messages)
        .allMatch(message -> message.at("/metadata/event_payload/key").asText().startsWith("MS-"))
        .allMatch(message -> message.path("channel").asText().equals("C0INVENTED"));
  }

  private void start(Map<String, String> environment) throws Exception {
    Map<String, String> all = new HashMap<>(tools.environment());
    all.putAll(environment);
    Workspace workspace = Business.workspace(all);
    Reporting reporting = bench.start(bench.database().jdbcUrl(), CONNECTIONS);
    writeBack =
        WriteBack.start(
            bench.parts(bench.database().jdbcUrl()),
            workspace,
            AccessTokens.NONE,
            http,
            new Random(1),
            reporting::actionsCaughtUp,
            failure -> {
              throw new AssertionError(failure);
            });
  }

  private void decide(ActionVerdict verdict) {
    String id = action("id");
    bench.send(
        TopicCatalogue.ACTION_DECISIONS,
        id,
        new ActionDecision(id, verdict, "ada", "mended in Xero", Instant.now()));
    bench.flush();
  }

  private void winTheDeal() {
    send(business);
  }

  /** The event first: the records it speaks of may come later. */
  private void send(Business which) {
    bench.send("changes.deal.v1", which.dealId(), which.won(), TRACE);
    bench.flush();
    bench.send("canonical.deal.v1", which.dealId(), which.deal());
    bench.send("canonical.person.v1", which.personId(), which.person());
    bench.send("canonical.company.v1", which.companyId(), which.company());
    bench.flush();
  }

  private void awaitState(String state) {
    Await.asserted("the action", () -> assertThat(action("state")).isEqualTo(state));
  }

  private String action(String column) {
    return String.valueOf(
        bench
            .database()
            .value(
                "select "
                    + column
                    + " from ops.action where canonical_id = '"
                    + business.dealId()
                    + "'"));
  }

  private List<JsonNode> ours() {
    return tools.invoices.stream()
        .filter(invoice -> invoice.path("Reference").asText().contains(marker(business)))
        .toList();
  }

  private String marker(Business which) {
    return bench
        .database()
        .query(
            "select payload->'input'->>'reference' from ops.action where canonical_id = '"
                + which.dealId()
                + "'")
        .stream()
        .map(row -> String.valueOf(row.getFirst()))
        .findFirst()
        .orElse("not planned yet");
  }

  private List<String> told() {
    return tools.messages.stream()
        .map(message -> message.path("text").asText())
        .filter(text -> text.contains(business.run()))
        .toList();
  }
}
