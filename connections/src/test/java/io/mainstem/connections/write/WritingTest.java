package io.mainstem.connections.write;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.connections.Workspace;
import io.mainstem.connections.http.HttpAnswer;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.json.StrictJson;
import io.mainstem.connections.write.WriteStep.Ask;
import io.mainstem.connections.write.WriteStep.Done;
import io.mainstem.connections.write.WriteStep.Purpose;
import io.mainstem.connections.write.WriteStep.Refused;
import io.mainstem.connections.write.WriteStep.Retry;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Every strategy against scripted answers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WritingTest {
  private static final WriteKey KEY = new WriteKey("act-1", "MS-0123456789");
  private static final String INVOICE = "{'reference':'MS-1','memo':'Party','total':10.50}";
  private static final HttpAnswer TIMEOUT = answer(599, "timeout");

  private WritePlan plan;

  @BeforeAll
  void load(@TempDir Path folder) throws Exception {
    Files.createDirectories(folder.resolve("connections"));
    Files.createDirectories(folder.resolve("tools"));
    Files.writeString(
        folder.resolve("workspace.yaml"),
        "name: test\ntitle: Test\ncurrency: GBP\ncountry: GB\ntimezone: Europe/London\n");
    Files.writeString(
        folder.resolve("connections/example.yaml"),
        "tool: example\nsecrets: {token: t}\nsettings: {realm: r1, list: l1}\n");
    try (InputStream in = WritingTest.class.getResourceAsStream("/example-tool.yaml")) {
      Files.write(folder.resolve("tools/example.yaml"), Objects.requireNonNull(in).readAllBytes());
    }
    Workspace workspace = Workspace.load(folder, name -> null);
    plan = WritePlan.of(Objects.requireNonNull(workspace.connections().get("example")));
  }

  /** What was asked, one line a call, and how it ended. */
  private record Course(List<String> calls, List<Ask> asks, WriteStep end) {}

  /** Answers in their order; a {@link #TIMEOUT} ends the attempt as a lost connection does. */
  private Course run(String operation, String input, boolean unknown, HttpAnswer... answers)
      throws Exception {
    List<String> calls = new ArrayList<>();
    List<Ask> asks = new ArrayList<>();
    WriteStep step =
        plan.begin(
            operation,
            (ObjectNode) StrictJson.parse(Bytes.utf8(input.replace('\'', '"'))),
            KEY,
            unknown);
    for (HttpAnswer answer : answers) {
      if (!(step instanceof Ask ask)) {
        break;
      }
      calls.add(
          ask.purpose()
              + " "
              + ask.call().method()
              + " "
              + ask.call().uri().toString().replace("https://api.example.com", ""));
      asks.add(ask);
      if (TIMEOUT.equals(answer)) {
        return new Course(calls, asks, ask);
      }
      step = ask.answered(answer);
    }
    return new Course(calls, asks, step);
  }

  private static String body(Course course, int call) {
    return course.asks().get(call).call().body().text().replace('"', '\'');
  }

  @Test
  void shouldRepeatUnderTheSameKeyAndLookFirstAfterAnUnknownOutcome() throws Exception {
    Course lost = run("create_invoice", INVOICE, false, TIMEOUT);
    assertThat(lost.calls()).containsExactly("CHANGE POST /company/r1/invoice?requestid=act-1");
    assertThat(((Ask) lost.end()).changes()).isTrue();
    assertThat(body(lost, 0)).isEqualTo("{'DocNumber':'MS-1','Memo':'Party','Total':10.50}");

    Course applied =
        run("create_invoice", INVOICE, true, answer(200, "{'Invoices':[{'Id':'i-1'}]}"));
    assertThat(applied.calls()).containsExactly("LOOK_UP GET /invoices?q=DocNumber%3D%22MS-1%22");
    assertThat(id(applied)).isEqualTo("i-1");

    Course notApplied =
        run(
            "create_invoice",
            INVOICE,
            true,
            answer(200, "{'Invoices':[]}"),
            answer(200, "{'Invoice':{'Id':'i-2'}}"));
    assertThat(notApplied.calls()).hasSize(2).last().asString().contains("requestid=act-1");
    assertThat(id(notApplied)).isEqualTo("i-2");
  }

  @Test
  void shouldTellOutcomesApart() throws Exception {
    assertThat(run("create_invoice", INVOICE, false, answer(500, "{}")).end())
        .isEqualTo(new Retry("HTTP_500", "answered 500: tried again later", null, true));
    assertThat(run("create_invoice", INVOICE, false, answer(423, "{}")).end())
        .isInstanceOfSatisfying(Retry.class, it -> assertThat(it.maybeApplied()).isFalse());
    HttpAnswer slow = new HttpAnswer(429, Map.of("Retry-After", List.of("7")), Bytes.utf8("{}"));
    assertThat(run("create_invoice", INVOICE, false, slow).end())
        .isEqualTo(
            new Retry("HTTP_429", "answered 429: tried again later", Duration.ofSeconds(7), false));
    assertThat(run("create_invoice", INVOICE, false, answer(409, "{}")).end())
        .isInstanceOf(Refused.class);
    // A success that carries an error, by the whole API's rule and by the operation's.
    assertThat(
            run("create_invoice", INVOICE, false, answer(200, "{'ok':false,'error':'closed'}"))
                .end())
        .isEqualTo(new Refused("closed", "The tool answered success but reported 'closed'."));
    assertThat(run("create_invoice", INVOICE, false, answer(200, "{'warnings':['x']}")).end())
        .isInstanceOf(Refused.class);
    // A duplicate is looked up.
    Course duplicate =
        run(
            "create_invoice",
            INVOICE,
            false,
            answer(400, "{'Fault':{'code':'6140'}}"),
            answer(200, "{'Invoices':[{'Id':'i-3'}]}"));
    assertThat(duplicate.end()).isEqualTo(new Done("i-3", "was so already"));
    // Confirmed without an id, and no search knows it: never taken for done.
    assertThat(run("create_invoice", INVOICE, false, answer(200, "{}"), answer(200, "{}")).end())
        .isInstanceOfSatisfying(Retry.class, it -> assertThat(it.code()).isEqualTo("NO_ID"));
  }

  @Test
  void shouldWriteFormsWithBracketsAndTheKeyInTheBody() throws Exception {
    Course course =
        run(
            "charge",
            "{'amount':1050,'items':[{'price':'p 1','quantity':2},{'price':'p&2'}]}",
            true,
            answer(200, "{'id':'ch_1'}"));
    assertThat(course.calls()).containsExactly("CHANGE POST /v1/charges");
    assertThat(course.asks().getFirst().call().headers())
        .containsEntry("Content-Type", "application/x-www-form-urlencoded");
    assertThat(body(course, 0))
        .isEqualTo(
            "amount=1050&livemode=false&items%5B0%5D%5Bprice%5D=p%201"
                + "&items%5B0%5D%5Bquantity%5D=2&items%5B1%5D%5Bprice%5D=p%262"
                + "&metadata%5Bkey%5D=act-1");
    assertThat(id(course)).isEqualTo("ch_1");
  }

  @Test
  void shouldNameTheRecordByOurOwnIdInTheAddress() throws Exception {
    Course member =
        run("upsert_member", "{'email':'Ada@Example.com'}", true, answer(200, "{'id':'m-1'}"));
    assertThat(member.calls()).containsExactly("CHANGE PUT /lists/l1/members/" + Md5.OF_ADA);
    assertThat(member.asks().getFirst().call().headers())
        .containsEntry("X-Reason", "for Ada@Example.com");
    assertThat(body(member, 0)).isEqualTo("{'email_address':'Ada@Example.com'}");

    Course remote =
        run(
            "upsert_remote",
            "{'email':'a/b@example.com'}",
            false,
            new HttpAnswer(
                201,
                Map.of("Location", List.of("https://x.example/members/77/?a=b")),
                Bytes.EMPTY));
    assertThat(remote.calls()).containsExactly("CHANGE PATCH /members/ext/a%2Fb%40example.com");
    assertThat(id(remote)).isEqualTo("77");
  }

  /** {@code md5("ada@example.com")}, by md5sum. */
  private static final class Md5 {
    static final String OF_ADA = "3e3417d7ef77d5932a6734b916515ed5";
  }

  @Test
  void shouldTellHowEachRowOfABatchWent() throws Exception {
    String input = "{'members':[{'email':'a@example.com'},{'email':'b@example.com'}]}";
    assertThat(
            run(
                    "upsert_many",
                    input,
                    false,
                    answer(200, "{'results':[{'id':1},{'id':2,'status':'OK'}]}"))
                .end())
        .isEqualTo(new Done(null, "written"));
    assertThat(
            run(
                    "upsert_many",
                    input,
                    false,
                    answer(207, "{'results':[{'id':1},{'status':'ERROR','code':'BAD MAIL'}]}"))
                .end())
        .isEqualTo(new Refused("ROWS_REFUSED", "1 of 2 rows were refused: 2 (BAD_MAIL)"));
  }

  @Test
  void shouldSearchBeforeItCreatesAndChangeWhatItFinds() throws Exception {
    String input = "{'email':'a@example.com','name':'Ada'}";
    Course created = run("put_user", input, false, answer(404, "{}"), answer(201, "{'id':'u-1'}"));
    assertThat(created.calls())
        .containsExactly("LOOK_UP GET /users/a%40example.com", "CHANGE POST /users");
    assertThat(id(created)).isEqualTo("u-1");

    // A search that answers others too: only the one that is the same counts.
    Course changed =
        run(
            "put_user",
            input,
            false,
            answer(
                200,
                "{'users':[{'id':'u-8','email':'aa@example.com'},{'id':'u-9','email':'a@example.com'}]}"),
            answer(200, "{}"));
    assertThat(changed.calls()).last().isEqualTo("CHANGE PATCH /users/u-9");
    assertThat(body(changed, 1)).isEqualTo("{'name':'Ada'}");

    Course unsure = run("put_user", input, false, answer(503, "{}"));
    assertThat(unsure.end())
        .isInstanceOfSatisfying(Retry.class, it -> assertThat(it.maybeApplied()).isFalse());
  }

  @Test
  void shouldWriteBackWithTheVersionReadAndReadOnceMoreOnAConflict() throws Exception {
    String input = "{'id':'i-1','memo':'new'}";
    HttpAnswer read = answer(200, "{'Invoice':{'Id':'i-1','SyncToken':'3','Memo':'old'}}");
    HttpAnswer later = answer(200, "{'Invoice':{'Id':'i-1','SyncToken':'4','Memo':'other'}}");
    HttpAnswer conflict = answer(409, "{}");
    Course course =
        run(
            "rename_invoice",
            input,
            false,
            read,
            conflict,
            later,
            answer(200, "{'Invoice':{'Id':'i-1'}}"));
    assertThat(course.calls())
        .containsExactly(
            "READ GET /invoices/i-1",
            "CHANGE POST /invoices",
            "READ GET /invoices/i-1",
            "CHANGE POST /invoices");
    assertThat(body(course, 3))
        .isEqualTo("{'Id':'i-1','sparse':true,'Memo':'new (was other)','SyncToken':'4'}");
    assertThat(id(course)).isEqualTo("i-1");

    Course contended =
        run("rename_invoice", input, false, read, answer(412, "{}"), later, conflict);
    assertThat(contended.end())
        .isEqualTo(
            new Retry("CONFLICT", "The record keeps changing while it is written.", null, false));
    assertThat(run("rename_invoice", input, false, answer(404, "{}")).end())
        .isInstanceOfSatisfying(Refused.class, it -> assertThat(it.code()).isEqualTo("GONE"));
  }

  @Test
  void shouldTakeAnActionThatWasTrueAlreadyForDone() throws Exception {
    assertThat(run("accept_order", "{'id':'o-1'}", false, answer(204, "")).end())
        .isEqualTo(new Done(null, "written"));
    assertThat(run("accept_order", "{'id':'o-1'}", true, answer(409, "{}")).end())
        .isEqualTo(new Done(null, "was so already"));
    assertThat(plan.deadline("accept_order")).contains(Duration.ofMinutes(11));
  }

  @Test
  void shouldAskForWhatAWriteNeedsFirstAndFindItsMarkAgain() throws Exception {
    HttpAnswer session =
        new HttpAnswer(
            200,
            Map.of("X-CSRF-Token", List.of("csrf"), "Set-Cookie", List.of("s=1; Path=/")),
            Bytes.EMPTY);
    Course course =
        run(
            "create_task",
            "{'name':'Brief'}",
            true,
            answer(200, "{'data':{'tasks':[]}}"),
            session,
            answer(200, "{'data':{'createTask':{'id':'t-1'}}}"));
    assertThat(course.asks())
        .extracting(Ask::purpose)
        .containsExactly(Purpose.LOOK_UP, Purpose.PREPARE, Purpose.CHANGE);
    assertThat(body(course, 0)).contains("'variables':{'text':'MS-0123456789'}");
    assertThat(body(course, 2))
        .contains("mutation($input")
        .contains("'variables':{'input':{'name':'Brief','notes':'made by MS-0123456789'}}");
    assertThat(course.asks().get(2).call().headers())
        .containsEntry("x-csrf-token", "csrf")
        .containsEntry("Cookie", "s=1");
    assertThat(id(course)).isEqualTo("t-1");
  }

  @Test
  void shouldWriteXmlAndSayWhereItCannotBeFoundAgain() throws Exception {
    Course course =
        run("send_document", "{'title':'A < B','lines':['x','y']}", true, answer(200, ""));
    assertThat(body(course, 0))
        .endsWith(
            "<Document type='letter'><Title>A &lt;"
                + " B</Title><Line>x</Line><Line>y</Line></Document>");
    assertThat(course.end()).isEqualTo(new Done(null, "written"));
  }

  @Test
  void shouldCompareWhatTheToolHoldsWithWhatWasMeant() throws Exception {
    ObjectNode input =
        (ObjectNode)
            StrictJson.parse(
                Bytes.utf8("{\"reference\":\"r\",\"memo\":\"Party\",\"total\":10.50}"));
    assertThat(
            plan.differences(
                "create_invoice", input, Bytes.utf8("{\"Memo\":\"Party\",\"Total\":\"10.5\"}")))
        .isEmpty();
    assertThat(
            plan.differences(
                "create_invoice", input, Bytes.utf8("{\"Memo\":\"Part\",\"Total\":10.51}")))
        .containsExactly("Memo", "Total");
  }

  @Test
  void shouldCompareTheRowThatWasWritten() throws Exception {
    ObjectNode input =
        (ObjectNode) StrictJson.parse(Bytes.utf8("{\"item\":\"i\",\"site\":\"b\",\"quantity\":7}"));
    assertThat(differencesOfCount(input, "[{'site':'a','quantity':3},{'site':'b','quantity':'7'}]"))
        .isEmpty();
    assertThat(differencesOfCount(input, "[{'site':'a','quantity':7},{'site':'b','quantity':3}]"))
        .containsExactly("quantity");
    assertThat(differencesOfCount(input, "[{'site':'a','quantity':7}]"))
        .containsExactly("quantity");
  }

  private List<String> differencesOfCount(ObjectNode input, String counts) {
    return plan.differences(
        "count_stock", input, Bytes.utf8("{\"counts\":" + counts.replace('\'', '"') + "}"));
  }

  private static String id(Course course) {
    return String.valueOf(((Done) course.end()).id());
  }

  private static HttpAnswer answer(int status, String body) {
    return new HttpAnswer(
        status,
        Map.of("Content-Type", List.of("application/json")),
        Bytes.utf8(body.replace('\'', '"')));
  }
}
