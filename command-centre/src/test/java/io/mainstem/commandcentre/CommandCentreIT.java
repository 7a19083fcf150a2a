package io.mainstem.commandcentre;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mainstem.schemas.AliasId;
import io.mainstem.schemas.Entities;
import io.mainstem.schemas.SourceKey;
import io.mainstem.testkit.TestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandCentreIT {
  private static final String PERSON = "cus_11111111-1111-5111-8111-111111111111";
  private static final TestDatabase STORE = SeededStore.create();
  private static final RunningCentre CENTRE = RunningCentre.over(STORE);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @BeforeAll
  static void reachable() throws Exception {
    assertThat(get("/health/ready").statusCode()).isIn(200, 503);
  }

  @AfterAll
  static void stop() {
    CENTRE.close();
  }

  @Test
  void shouldBalanceEverySourceToTheRecord() throws Exception {
    JsonNode status = json("/api/status");

    assertThat(status.path("balanced").asBoolean()).isTrue();
    JsonNode pos = source(status, "pos");
    assertThat(pos.path("received").asLong()).isEqualTo(900);
    assertThat(pos.path("quarantined").asLong()).isEqualTo(10);
    assertThat(pos.path("inFlight").asLong()).isEqualTo(4);
    assertThat(source(status, "crm").path("received").asLong()).isEqualTo(43);
    assertThat(source(status, "crm").path("duplicate").asLong()).isEqualTo(3);
    assertThat(status.path("quarantineOpen").asLong()).isEqualTo(10);
    assertThat(status.path("insightsOpen").asLong()).isEqualTo(2);
    JsonNode contacts = json("/api/status?connection=crm").path("hours");
    assertThat(contacts).allMatch(hour -> hour.path("connection").asText().equals("crm"));
    assertThat(contacts.findValues("received").stream().mapToLong(JsonNode::asLong).sum())
        .isEqualTo(43);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          Odalys@Fennimore-Catering.example            ; person  ; an email address
          +44 20 7946 0018                             ; person  ; a phone number
          020 7946 0018                                ; person  ; a phone number
          cus_88888888-8888-5888-8888-888888888888     ; person  ; an id of ours
          cus_11111111-1111-5111-8111-111111111111     ; person  ; an id of ours
          SQCUST1                                      ; person  ; a tool's own id
          accounting|contact|XR1                       ; person  ; a source record
          rcp-crm-1                                    ; person  ; a delivery receipt
          odalys fenn                                  ; person  ; words
          A-1042                                       ; order   ; a number
          INV-0107                                     ; invoice ; a number
          Spring conference                            ; deal    ; words
          """)
  void shouldFollowAnythingAPersonCanPaste(String key, String entity, String understood)
      throws Exception {
    JsonNode trace = json("/api/trace?key=" + encode(key));

    assertThat(trace.path("understoodAs").asText()).isEqualTo(understood);
    assertThat(trace.path("matches")).isNotEmpty();
    assertThat(trace.path("matches").findValuesAsText("entity")).contains(entity);
    assertThat(trace.path("journey").path("id").asText()).isNotEmpty();
  }

  @Test
  void shouldShowTheWholeJourneyOfARecord() throws Exception {
    JsonNode journey = json("/api/entities/person/" + PERSON);

    assertThat(journey.path("links").findValuesAsText("connection"))
        .containsExactly("crm", "accounting", "pos");
    assertThat(journey.path("deliveries").findValuesAsText("eventId"))
        .contains("evt-crm-1", "evt-acc-1");
    assertThat(journey.path("changes").findValuesAsText("kind"))
        .containsExactly("UPDATED", "MERGED", "CREATED");
    assertThat(journey.path("fields").findValuesAsText("rule"))
        .contains("authority: crm before accounting");
    assertThat(journey.path("related").findValuesAsText("label"))
        .contains("Order A-1042", "Spring conference catering");
    assertThat(journey.path("fields").findValues("values").toString())
        .contains("Fennimore Catering");
    assertThat(journey.path("actions").findValuesAsText("id")).contains("act-1");
  }

  @Test
  void shouldPageThroughConflictsWithoutLosingOrRepeatingOne() throws Exception {
    JsonNode first = json("/api/conflicts");
    JsonNode second = json("/api/conflicts?after=" + first.path("next").asText());

    assertThat(first.path("conflicts")).hasSize(50);
    assertThat(second.path("conflicts")).hasSize(11);
    assertThat(second.has("next")).isFalse();
    List<String> ids = new ArrayList<>(first.path("conflicts").findValuesAsText("id"));
    ids.addAll(second.path("conflicts").findValuesAsText("id"));
    assertThat(ids).hasSize(61).doesNotHaveDuplicates();
    assertThat(first.path("totals").path(0).path("conflicts").asLong()).isEqualTo(60);
    JsonNode one = json("/api/conflicts?entity=person&field=name&connection=accounting");
    assertThat(one.path("conflicts"))
        .singleElement()
        .satisfies(
            conflict -> {
              assertThat(conflict.path("label").asText()).isEqualTo("Odalys Fennimore");
              assertThat(conflict.path("value").asText()).isEqualTo("Olga Fennimore");
            });
    assertThat(get("/conflicts").body())
        .contains("Olga Fennimore", "Next page", "authority: crm before accounting");
    assertThat(get("/api/conflicts?entity=persn").body()).contains("did you mean 'person'?");
    assertThat(get("/api/conflicts?after=x").statusCode()).isEqualTo(400);
  }

  @Test
  void shouldExplainWhoseValueStandsAndWhyItsRecordsAreOne() throws Exception {
    JsonNode why = json("/api/why/person/" + PERSON);

    JsonNode name = why.path("fields").path(0);
    assertThat(name.path("field").asText()).isEqualTo("name");
    assertThat(name.path("record").asText()).isEqualTo("crm contact 1001");
    assertThat(name.path("because").asText())
        .matches("authority.yaml puts crm before accounting \\(line [0-9]+\\)\\.");
    assertThat(lineOfAuthority(name.path("line").asInt())).contains("default: [crm, accounting");
    assertThat(name.path("losers").path(0).path("because").asText())
        .isEqualTo("a conflict: accounting comes after crm");
    assertThat(why.path("sources").findValuesAsText("rule"))
        .containsExactly("founder", "email", "email");
    JsonNode phones = json("/api/why/person/" + PERSON + "?field=phones").path("fields");
    assertThat(phones).hasSize(1);
    assertThat(phones.path(0).path("elements").path(0).path("agree").toString())
        .isEqualTo("[\"pos customer SQCUST1\"]");
    assertThat(phones.path(0).path("because").asText()).startsWith("Every source's elements");
    assertThat(why.has("redirect")).isFalse();
  }

  @Test
  void shouldFollowAnAliasAndASourceRecordToWhatTheyArePartOf() throws Exception {
    JsonNode alias = json("/api/why?key=cus_88888888-8888-5888-8888-888888888888&field=jobTitle");
    JsonNode record = json("/api/why?key=" + encode("accounting/contact/XR1"));

    assertThat(alias.path("why").path(0).path("redirect").asText())
        .contains("accounting contact XR1 alone", "part of " + PERSON);
    assertThat(alias.path("why").path(0).path("fields").path(0).path("heldSince").asText())
        .isNotEmpty();
    assertThat(record.path("why").findValuesAsText("entity")).containsExactly("company", "person");
    STORE.execute(
        "insert into reporting.task (id,"
            + " version, updated_at, missing, deleted, extensions, document) values ('"
            + AliasId.of(Entities.TASK, new SourceKey("projects", "task", "9"))
            + "', 1, now(), '{}', false, '{}', '{}')");
    assertThat(json("/api/why?key=projects/task/9").path("why").findValuesAsText("entity"))
        .as("a fact, which has no link")
        .containsExactly("task");
    assertThat(get("/api/why?key=nobody").statusCode()).isEqualTo(404);
    assertThat(get("/api/why/person/" + PERSON + "?field=jobtitel").body())
        .contains("did you mean 'jobTitle'?");
    assertThat(json("/api/why/person/" + PERSON + "?field=loyaltyId").toString())
        .contains("No source says anything.");
    assertThat(get("/entities/person/" + PERSON).body())
        .contains("a conflict: accounting comes after crm");
  }

  private static String lineOfAuthority(int line) throws IOException {
    return Files.readAllLines(
            SeededStore.root().resolve("workspaces/restaurant-group/authority.yaml"))
        .get(line - 1);
  }

  @Test
  void shouldShowWhatWasWrittenToTheTarget() throws Exception {
    JsonNode deal = json("/api/entities/deal/dea_55555555-5555-5555-8555-555555555555");
    JsonNode invoice = json("/api/entities/invoice/inv_66666666-6666-5666-8666-666666666666");

    assertThat(deal.path("actions").findValuesAsText("state")).contains("VERIFIED", "FAILED");
    assertThat(invoice.path("actions").findValuesAsText("id")).containsExactly("act-1");
  }

  @Test
  void shouldTellTheJourneyInOrderFromTheBellToWhatTheTargetHoldsNow() throws Exception {
    JsonNode trace = json("/api/trace?key=rcp-crm-25");

    assertThat(trace.path("journey").path("id").asText())
        .isEqualTo("dea_55555555-5555-5555-8555-555555555555");
    assertThat(trace.path("targets").path(0).path("holds").asText()).contains("INV-0107");
    assertThat(trace.path("deliveries").path(0).path("traceId").asText())
        .isEqualTo("0af7651916cd43dd8448eb211c80319c");
    List<String> steps = trace.path("steps").findValuesAsText("what");
    assertThat(steps)
        .contains(
            "told of, receipt rcp-crm-25",
            "fetched version 25",
            "create invoice: sent: created",
            "read back: holds what was written");
    assertThat(trace.path("steps").findValuesAsText("at").stream().map(Instant::parse))
        .isSorted()
        .hasSameSizeAs(steps);
    assertThat(trace.path("steps").findValuesAsText("process"))
        .contains("ingest-service", "canonicalizer", "sink-service");

    JsonNode waiting = json("/api/trace?key=rcp-crm-waits");
    assertThat(waiting.path("waiting").path(0).path("sourceId").asText()).isEqualTo("1099");
    assertThat(json("/api/trace?key=crm%7Cdeal%7C1099").path("steps").findValuesAsText("what"))
        .containsExactly("told of, not fetched yet, receipt rcp-crm-waits");
  }

  @Test
  void shouldHaveAnIndexForWhateverRefersToARecord() {
    assertThat(
            STORE.query(
                """
                select c.table_name, c.column_name from information_schema.columns c
                join information_schema.columns d on d.table_schema = c.table_schema
                  and d.table_name = c.table_name and d.column_name = 'document'
                join information_schema.tables t on t.table_schema = c.table_schema
                  and t.table_name = c.table_name and t.table_type = 'BASE TABLE'
                where c.table_schema = 'reporting' and c.column_name like '%\\_alias'
                  and c.table_name not like '%\\_history'
                  and not exists (select from pg_indexes i where i.schemaname = 'reporting'
                    and i.tablename = c.table_name
                    and i.indexdef like '%(' || c.column_name || ', updated_at DESC)%')
                """))
        .isEmpty();
  }

  @Test
  void shouldTraceAQuarantinedRecordToItsCause() throws Exception {
    JsonNode trace = json("/api/trace?key=rcp-pos-90");

    assertThat(trace.path("quarantined").findValuesAsText("code")).containsExactly("BAD_MONEY");
    assertThat(trace.path("deliveries").findValuesAsText("outcome")).containsExactly("QUARANTINED");
    assertThat(get("/quarantine/q-90").body())
        .contains("&lt;b&gt;12,50")
        .doesNotContain("<b>12,50");
  }

  @Test
  void shouldSayWhatItTookAnUnknownKeyFor() throws Exception {
    HttpResponse<String> page = get("/trace?key=" + encode("<script>alert(1)</script>"));

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("Nothing here knows").doesNotContain("<script>alert");
  }

  @Test
  void shouldLinkEveryFigureToAPageThatAnswers() throws Exception {
    Matcher links = Pattern.compile("href=\"(/[^\"]*)\"").matcher(get("/").body());
    List<String> broken = new ArrayList<>();
    int count = 0;
    while (links.find()) {
      String path = links.group(1).replace("&amp;", "&");
      if (get(path).statusCode() != 200) {
        broken.add(path);
      }
      count++;
    }

    assertThat(broken).isEmpty();
    assertThat(count).isGreaterThan(40);
  }

  @Test
  void shouldListAsManyRecordsAsTheFigureSays() throws Exception {
    assertThat(json("/api/events?connection=pos&outcome=QUARANTINED").path("events")).hasSize(10);
    assertThat(json("/api/events?connection=pos&outcome=IN_FLIGHT").path("events")).hasSize(4);
    assertThat(json("/api/events?connection=crm&outcome=DUPLICATE").path("events")).hasSize(3);
  }

  @Test
  void shouldServeOnlyListedAssetsUnderAStrictPolicy() throws Exception {
    assertThat(get("/assets/htmx.min.js").statusCode()).isEqualTo(200);
    assertThat(get("/assets/..%2f..%2flogback.xml").statusCode()).isIn(400, 404);
    assertThat(get("/assets/htmx.js").statusCode()).isEqualTo(404);
    assertThat(get("/").headers().firstValue("content-security-policy"))
        .hasValueSatisfying(
            policy -> assertThat(policy).contains("default-src 'none'").doesNotContain("unsafe"));
    assertThat(get("/").body()).doesNotContain("style=").doesNotContain("onclick");
  }

  @Test
  void shouldReadAndNeverWrite() throws Exception {
    HttpRequest post =
        HttpRequest.newBuilder(CENTRE.uri("/api/status"))
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();

    assertThat(HTTP.send(post, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(405);
  }

  @Test
  void shouldTellOpenPagesWhenSomethingChanged() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(CENTRE.uri("/live")).timeout(Duration.ofSeconds(30)).build();
    try (InputStream stream = HTTP.send(request, HttpResponse.BodyHandlers.ofInputStream()).body();
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      STORE.execute("update ops.action set updated_at = now() where id = 'act-1'");

      assertThat(lines.lines().anyMatch("event: pulse"::equals)).isTrue();
    }
  }

  @Test
  void shouldSaySoWhileTheStoreIsAwayAndNeverAnswer500() throws Exception {
    try (RunningCentre alone = RunningCentre.withoutStore()) {
      HttpResponse<String> page = get(alone.uri("/"));
      HttpResponse<String> trace = get(alone.uri("/trace?key=A-1042"));
      HttpResponse<String> api = get(alone.uri("/api/status"));

      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.body()).contains("The reporting store does not answer.");
      assertThat(trace.statusCode()).isEqualTo(503);
      assertThat(trace.body()).contains("Nothing is lost");
      assertThat(api.statusCode()).isEqualTo(503);
      assertThat(api.body()).contains("\"error\":\"The reporting store does not answer.");
      assertThat(get(alone.uri("/health/ready")).body()).contains("degraded");
    }
  }

  @Test
  void shouldSayWhenTheStoreHasNoTablesYet() throws Exception {
    TestDatabase empty = io.mainstem.testkit.TestBackbone.shared().newDatabase();
    try (RunningCentre early = RunningCentre.over(empty)) {
      assertThat(get(early.uri("/")).body()).contains("not set up yet");
    }
  }

  private static JsonNode source(JsonNode status, String connection) {
    for (JsonNode source : status.path("sources")) {
      if (source.path("connection").asText().equals(connection)) {
        return source;
      }
    }
    throw new AssertionError("no source " + connection + " in " + status);
  }

  private static JsonNode json(String path) throws Exception {
    HttpResponse<String> answer = get(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new ObjectMapper().readTree(answer.body());
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return get(CENTRE.uri(path));
  }

  private static HttpResponse<String> get(URI uri) throws Exception {
    return HTTP.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
