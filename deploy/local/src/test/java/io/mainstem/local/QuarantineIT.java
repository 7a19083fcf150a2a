package io.mainstem.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.testkit.Await;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two hundred records fail for four reasons. Four actions later everything is as if none had; what
 * a newer version outdid needs no action, and two people never mend the same record.
 */
class QuarantineIT {
  private static final int OF_EACH = 50;
  private static final int GOOD = 20;
  private static final long SEED = Long.getLong("mainstem.seed", 20_261_122L);
  private static final Set<String> OF_THE_RUN =
      Set.of("version", "updatedAt", "createdAt", "receivedAt", "at", "eventId", "seenAt");
  private static final String TOOL =
      """
      tool: tally
      title: Tally Books
      webhook:
        sure: documentation
        auth: {kind: shared-secret, at: "header:X-Tally-Key"}
        type: event
        dedupe: id
        events:
          bill.*: {object: bill, record: bill}
      api:
        sure: documentation
        base: https://api.tally.example
        auth: {kind: none}
      objects:
        bill:
          sure: documentation
          id: id
          version: {at: version, as: number}
          shape:
            id: text!
            version: integer!
            number: text!
            status: text!
            total: decimal!
            currency: text!
            paid: boolean!
            reference: text
          fragments:
            - entity: invoice
              fields:
                number: payload.number
                status:
                  from: payload.status
                  values: {open: SENT, settled: PAID}
                  unknown: quarantine
                currency: payload.currency
                total: money(payload.total, payload.currency)
                amountPaid: "payload.paid ? money(payload.total, payload.currency) : null"
                reference: payload.reference
      """;

  @TempDir Path folder;

  private final HttpClient http = HttpClient.newHttpClient();

  /** What is wrong with a delivery. */
  private enum Wrong {
    NOTHING,
    WORD,
    CURRENCY,
    NAME,
    TYPE
  }

  private record Sent(int bill, int version, Wrong wrong) {}

  @Test
  void shouldClearTwoHundredFailuresOfFourCausesWithFourActions() throws Exception {
    System.out.println("seed " + SEED);
    List<Sent> story = story();
    Path mended = workspace("mended");
    SortedMap<String, String> after;
    try (LocalRun run = LocalRun.up(mended, folder.resolve("data-mended"));
        Evidence store = new Evidence(run)) {
      for (Sent each : story) {
        deliver(run, each, each.wrong());
      }
      Await.until("all is accounted for", () -> store.count("ops.outcome") == story.size());
      Await.until(
          "what a newer version outdid is closed",
          () -> store.count("ops.quarantine where closed_how = 'NEWER'") == 5);
      Await.until("the others wait", () -> open(store) == 4 * OF_EACH);
      JsonNode causes = run.ask("/api/quarantine").path("causes");
      assertThat(causes).hasSize(4);
      assertThat(causes)
          .allSatisfy(cause -> assertThat(cause.path("count").asInt()).isEqualTo(OF_EACH));
      assertThat(say(run, 0, "quarantine", "list"))
          .contains("200 waiting, 4 causes", "'setled'", "To do:");
      assertThat(say(run, 0, "quarantine", "show", example(causes, "MISSING_FIELD")))
          .contains(">>   currency is not there", "Field:   /currency");
      assertThat(say(run, 0, "quarantine", "show", example(causes, "WRONG_SHAPE")))
          .contains(">>   \"paid\": \"yes\"");

      shouldRefuseWhatStillDoesNotFit(run, store, causes);

      // One action a cause.
      String word = cause(causes, "UNKNOWN_VALUE");
      assertThat(
              say(
                  run,
                  0,
                  "quarantine",
                  "fix",
                  "--cause",
                  word,
                  "--map",
                  "/status=setled=settled",
                  "--dry-run",
                  "--why",
                  "a slip"))
          .contains(
              "would be sent again: 50", "- \"setled\"", "+ \"settled\"", "invoice.status = PAID");
      assertThat(open(store)).isEqualTo(4 * OF_EACH);
      assertThat(
              say(
                  run,
                  0,
                  "quarantine",
                  "fix",
                  "--cause",
                  word,
                  "--map",
                  "/status=setled=settled",
                  "--keep",
                  "--by",
                  "Ada",
                  "--why",
                  "a slip of theirs"))
          .contains("sent again: 50", "kept for later failures");
      assertThat(
              say(
                  run,
                  0,
                  "quarantine",
                  "fix",
                  "--cause",
                  cause(causes, "MISSING_FIELD"),
                  "--fill",
                  "/currency=GBP",
                  "--by",
                  "Ada",
                  "--why",
                  "all bills are in pounds"))
          .contains("sent again: 50");
      assertThat(
              say(
                  run,
                  0,
                  "quarantine",
                  "fix",
                  "--cause",
                  cause(causes, "WRONG_SHAPE"),
                  "--map",
                  "/paid=yes=true",
                  "--by",
                  "Ada",
                  "--why",
                  "yes is true"))
          .contains("sent again: 50");
      String renamed = cause(causes, "FIELD_RENAMED");
      assertThat(say(run, 1, "quarantine", "replay", "--cause", renamed))
          .contains("sent again: 0", "left as they are: 50", "looks like the new name");
      correctToolFile(mended);
      restart(run, "canonicalizer");
      assertThat(say(run, 0, "quarantine", "replay", "--cause", renamed))
          .contains("sent again: 50");
      Await.until("nothing waits", () -> open(store) == 0);
      assertThat(say(run, 0, "quarantine", "list")).isEqualTo("Nothing waits in quarantine.\n");

      // Later failures of the first cause need nobody.
      deliver(run, new Sent(900, 1, Wrong.WORD), Wrong.WORD);
      Await.until(
          "the correction stands",
          () ->
              store.count("ops.quarantine where source_id = 'b-900' and state = 'RESOLVED'") == 1);
      assertThat(store.texts("select actor from ops.mend where correction_id is not null"))
          .containsExactly("Ada");
      Await.until(
          "the audit names who",
          () -> store.count("ops.audit where verb = 'mend' and actor = 'Ada'") == 3 * OF_EACH + 2);
      assertThat(store.count("ops.audit where refs::text like '%settled%'")).isZero();

      shouldKeepTheBalance(run, store, story.size());
      after = invoices(store);
    }
    assertThat(after).isEqualTo(withoutFailures(story));
  }

  private void shouldRefuseWhatStillDoesNotFit(LocalRun run, Evidence store, JsonNode causes)
      throws Exception {
    String id = example(causes, "UNKNOWN_VALUE");
    int events = store.count("ops.source_event");
    String version = run.ask("/api/quarantine/" + id).path("version").asText();
    HttpResponse<String> unfit = mend(run, id, version, "/status", "cleared", "Ada");
    assertThat(unfit.statusCode()).as(unfit.body()).isEqualTo(422);
    assertThat(unfit.body()).contains("does not fit (UNKNOWN_VALUE)");
    HttpResponse<String> another = mend(run, id, version, "/id", "b-1000", "Ada");
    assertThat(another.statusCode()).as(another.body()).isEqualTo(422);
    assertThat(another.body()).contains("names another record");
    assertThat(store.count("ops.source_event")).isEqualTo(events);

    // A record beside the two hundred, which two people mend.
    deliver(run, new Sent(901, 1, Wrong.CURRENCY), Wrong.CURRENCY);
    Await.until("it waits", () -> store.count("ops.quarantine where source_id = 'b-901'") == 1);
    String twice =
        store.texts("select id from ops.quarantine where source_id = 'b-901'").iterator().next();
    String seen = run.ask("/api/quarantine/" + twice).path("version").asText();
    assertThat(mend(run, twice, seen, "/currency", "GBP", "Ada").statusCode()).isEqualTo(200);
    HttpResponse<String> second = mend(run, twice, seen, "/currency", "EUR", "Bo");
    assertThat(second.statusCode()).as(second.body()).isEqualTo(409);
    assertThat(second.body()).contains("Ada took it in hand at", "\"by\":\"Ada\"");
    Await.until(
        "Ada's stands",
        () ->
            store.count(
                        "reporting.invoice where currency = 'GBP' and id in (select alias from"
                            + " ops.link where source_id = 'b-901')")
                    == 1
                || open(store) == 4 * OF_EACH);
    assertThat(open(store)).isEqualTo(4 * OF_EACH);
  }

  private static void shouldKeepTheBalance(LocalRun run, Evidence store, int told)
      throws Exception {
    // Three causes and two single bills were mended by other bytes: as many new events.
    int mends = 3 * OF_EACH + 2;
    Await.until(
        "every event has its outcome", () -> store.count("ops.outcome") == told + 2 + mends);
    // What the tool sent stays what it was.
    store.assertEveryEventHasOneOutcome(mends + 5);
    assertThat(store.counts("select kind, count(*) from ops.outcome group by 1"))
        .doesNotContainKey("DUPLICATE");
    assertThat(run.ask("/api/status").path("balanced").asBoolean()).isTrue();
  }

  private SortedMap<String, String> withoutFailures(List<Sent> story) throws Exception {
    try (LocalRun run = LocalRun.up(workspace("clean"), folder.resolve("data-clean"));
        Evidence store = new Evidence(run)) {
      List<Sent> all = new ArrayList<>(story);
      all.add(new Sent(900, 1, Wrong.WORD));
      all.add(new Sent(901, 1, Wrong.CURRENCY));
      for (Sent each : all) {
        deliver(run, each, Wrong.NOTHING);
      }
      Await.until("all is accounted for", () -> store.count("ops.outcome") == all.size());
      assertThat(store.count("ops.quarantine")).isZero();
      Await.until("all bills", () -> store.count("reporting.invoice") == 4 * OF_EACH + GOOD + 7);
      return invoices(store);
    }
  }

  /** In seeded order; five bills fail first and come again in a newer version that fits. */
  private static List<Sent> story() {
    List<Sent> story = new ArrayList<>();
    int bill = 0;
    for (Wrong wrong : Wrong.values()) {
      for (int n = 0; n < (wrong == Wrong.NOTHING ? GOOD : OF_EACH); n++) {
        story.add(new Sent(bill++, 1, wrong));
      }
    }
    Collections.shuffle(story, new Random(SEED));
    for (int n = 0; n < 5; n++) {
      story.add(new Sent(800 + n, 1, Wrong.WORD));
    }
    for (int n = 0; n < 5; n++) {
      story.add(new Sent(800 + n, 2, Wrong.NOTHING));
    }
    return story;
  }

  private void deliver(LocalRun run, Sent sent, Wrong wrong) throws Exception {
    ObjectNode bill = new ObjectMapper().createObjectNode();
    bill.put("id", "b-" + sent.bill()).put("version", sent.version());
    bill.put("number", "T" + sent.bill()).put("total", sent.bill() * 100 + sent.version());
    bill.put("status", wrong == Wrong.WORD ? "setled" : "settled");
    if (wrong != Wrong.CURRENCY) {
      bill.put("currency", "GBP");
    }
    bill.put(wrong == Wrong.NAME ? "refrence" : "reference", "order " + sent.bill());
    if (wrong == Wrong.TYPE) {
      bill.put("paid", "yes");
    } else {
      bill.put("paid", true);
    }
    ObjectNode body = new ObjectMapper().createObjectNode();
    body.put("id", "evt-" + sent.bill() + "-" + sent.version()).put("event", "bill.changed");
    body.set("bill", bill);
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(run.webhooks().resolve("/webhooks/tally"))
                .header("X-Tally-Key", "tally-key")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private HttpResponse<String> mend(
      LocalRun run, String id, String version, String at, String value, String by)
      throws Exception {
    String body =
        """
        {"item":"%s","version":"%s","by":"%s","reason":"for a test",
        "changes":[{"kind":"set","at":"%s","value":"%s"}]}\
        """
            .formatted(id, version, by, at, value);
    return http.send(
        HttpRequest.newBuilder(run.commandCentre().resolve("/api/quarantine/mend"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static int open(Evidence store) throws Exception {
    return store.count("ops.quarantine where state = 'OPEN'");
  }

  private static String cause(JsonNode causes, String code) {
    return of(causes, code).path("id").asText();
  }

  private static String example(JsonNode causes, String code) {
    return of(causes, code).path("example").asText();
  }

  private static JsonNode of(JsonNode causes, String code) {
    @Nullable JsonNode found = null;
    for (JsonNode cause : causes) {
      found = cause.path("code").asText().equals(code) ? cause : found;
    }
    return Objects.requireNonNull(found, code);
  }

  /** What the command says. */
  private static String say(LocalRun run, int expected, String... said) {
    List<String> arguments = new ArrayList<>(Arrays.asList(said));
    arguments.addAll(List.of("--ports", String.valueOf(run.commandCentre().getPort())));
    PrintStream console = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      int status = Mainstem.commands().execute(arguments.toArray(String[]::new));
      assertThat(status).as(out.toString(StandardCharsets.UTF_8)).isEqualTo(expected);
    } finally {
      System.setOut(console);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static void restart(LocalRun run, String service) {
    run.stop(service);
    run.resume(service);
    run.awaitReady(service);
  }

  /** Every bill as it stands, without what differs from run to run. */
  private static SortedMap<String, String> invoices(Evidence store) throws Exception {
    SortedMap<String, String> invoices = new TreeMap<>();
    try (Statement statement = store.store().createStatement();
        ResultSet rows = statement.executeQuery("select id, document from reporting.invoice")) {
      while (rows.next()) {
        JsonNode document = new ObjectMapper().readTree(rows.getString(2));
        strip(document);
        invoices.put(rows.getString(1), document.toString());
      }
    }
    return invoices;
  }

  private static void strip(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(OF_THE_RUN);
    }
    node.forEach(QuarantineIT::strip);
  }

  private Path workspace(String name) throws IOException {
    Path workspace = folder.resolve(name);
    Files.createDirectories(workspace.resolve("connections"));
    Files.createDirectories(workspace.resolve("tools"));
    Map<String, String> files =
        Map.of(
            "workspace.yaml",
            "name: tally\ntitle: Tally\ncurrency: GBP\ncountry: GB\ntimezone: Europe/London\n",
            "connections/tally.yaml",
            "tool: tally\nwebhookSecrets: [tally-key]\n",
            "tools/tally.yaml",
            TOOL);
    for (Map.Entry<String, String> file : files.entrySet()) {
      Files.writeString(workspace.resolve(file.getKey()), file.getValue());
    }
    return workspace;
  }

  private static void correctToolFile(Path workspace) throws IOException {
    Files.writeString(
        workspace.resolve("tools/tally.yaml"),
        TOOL.replace("reference: text\n", "reference: text\n      refrence: text\n")
            .replace(
                "reference: payload.reference\n",
                "reference: coalesce(payload.refrence, payload.reference)\n"));
  }
}
