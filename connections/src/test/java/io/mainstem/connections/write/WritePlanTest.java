package io.mainstem.connections.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.connections.Fixtures;
import io.mainstem.connections.http.HttpAnswer;
import io.mainstem.connections.http.HttpCall;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.json.StrictJson;
import io.mainstem.connections.write.WriteStep.Ask;
import io.mainstem.connections.write.WriteStep.Done;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The writes of the tools a restaurant group has. */
final class WritePlanTest {
  private static final WriteKey KEY = new WriteKey("key-1", "MS-0123456789");

  private final WritePlan xero = WritePlan.of(Fixtures.connection("accounting"));
  private final WritePlan slack = WritePlan.of(Fixtures.connection("chat"));

  @Test
  void shouldMakeADraftInvoiceUnderItsIdempotencyKey() throws Exception {
    HttpCall call =
        call(
            xero,
            "create_draft_invoice",
            "{\"contactId\":\"c-1\",\"date\":\"2026-03-07\",\"reference\":\"MS-1\","
                + "\"memo\":\"Party\",\"lines\":[{\"description\":\"Summer party\","
                + "\"unitAmount\":2450.50}]}");

    assertThat(call.method()).isEqualTo("PUT");
    assertThat(call.uri()).hasToString("https://api.xero.com/api.xro/2.0/Invoices");
    assertThat(call.headers()).containsEntry("Idempotency-Key", "key-1");
    JsonNode expected =
        StrictJson.parse(
            Bytes.utf8(
                "{\"Invoices\":[{\"Type\":\"ACCREC\",\"Status\":\"DRAFT\","
                    + "\"Contact\":{\"ContactID\":\"c-1\"},\"Date\":\"2026-03-07\","
                    + "\"Reference\":\"Party (MS-1)\",\"LineItems\":[{\"Description\":"
                    + "\"Summer party\",\"Quantity\":1,\"UnitAmount\":2450.50}]}]}"));
    assertThat(StrictJson.parse(call.body()).toString()).isEqualTo(expected.toString());
  }

  @Test
  void shouldSearchAndRefuseWhatWouldEndTheFilter() throws Exception {
    Ask ask = ask(xero, "find_contact", "{\"email\":\"a@b.example\"}", null);

    assertThat(ask.changes()).isFalse();
    assertThat(ask.call().uri().getQuery()).isEqualTo("where=EmailAddress==\"a@b.example\"");
    assertThat(ask.answered(ok("{\"Contacts\":[]}"))).isEqualTo(new Done(null, "not found"));
    assertThat(ask.answered(ok("{\"Contacts\":[{\"ContactID\":\"c-9\"}]}")))
        .isEqualTo(new Done("c-9", "found"));
    assertThatThrownBy(() -> ask(xero, "find_contact", "{\"email\":\"a\\\" OR 1==1\"}", null))
        .hasMessageContaining("quotation mark");
  }

  @Test
  void shouldLeaveOutWhatIsNotGiven() throws Exception {
    assertThat(call(xero, "create_contact", "{\"name\":\"Tinderbox\"}").body().text())
        .isEqualTo("{\"Contacts\":[{\"Name\":\"Tinderbox\"}]}");
  }

  @Test
  void shouldRefuseAnInputThatDoesNotFit() {
    assertThatThrownBy(() -> call(xero, "create_contact", "{}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("name is missing");
    assertThatThrownBy(() -> call(xero, "create_contact", "{\"name\":\"T\",\"emial\":\"a\"}"))
        .hasMessageContaining("did you mean email?");
    assertThatThrownBy(() -> call(xero, "make_tea", "{}"))
        .hasMessageContaining("create_draft_invoice");
    assertThat(xero.input("find_contact"))
        .containsExactly(new WritePlan.InputField("email", "text", true));
  }

  @Test
  void shouldFindAMessageAgainByItsMarkAmongOthers() throws Exception {
    String input = "{\"channel\":\"C1\",\"text\":\"Hello\"}";
    Ask look = (Ask) slack.begin("post_message", object(input), KEY, true);
    assertThat(look.call().uri().getPath()).isEqualTo("/api/conversations.history");
    assertThat(
            look.answered(
                ok(
                    "{\"ok\":true,\"messages\":[{\"ts\":\"1.1\"},{\"ts\":\"1.2\",\"metadata\":"
                        + "{\"event_payload\":{\"key\":\"MS-0123456789\"}}}]}")))
        .isInstanceOfSatisfying(Done.class, done -> assertThat(done.id()).isEqualTo("1.2"));

    Ask post = (Ask) look.answered(ok("{\"ok\":true,\"messages\":[]}"));
    assertThat(post.changes()).isTrue();
    assertThat(post.call().body().text()).contains("\"event_payload\":{\"key\":\"MS-0123456789\"}");
  }

  @Test
  void shouldTellASuccessThatIsNone() throws Exception {
    Ask post = ask(slack, "post_message", "{\"channel\":\"C1\",\"text\":\"Hello\"}", KEY);
    assertThat(post.answered(ok("{\"ok\":true,\"ts\":\"1.2\"}")))
        .isEqualTo(new Done("1.2", "written"));
    assertThat(post.answered(ok("{\"ok\":false,\"error\":\"channel_not_found\"}")))
        .isInstanceOf(WriteStep.Refused.class);
    assertThat(post.answered(ok("{\"ok\":false,\"error\":\"ratelimited\"}")))
        .isInstanceOf(WriteStep.Retry.class);
  }

  private static HttpCall call(WritePlan plan, String operation, String input) throws Exception {
    return ask(plan, operation, input, KEY).call();
  }

  private static Ask ask(WritePlan plan, String operation, String input, @Nullable WriteKey key)
      throws Exception {
    return (Ask) plan.begin(operation, object(input), key, false);
  }

  private static ObjectNode object(String json) throws Exception {
    return (ObjectNode) StrictJson.parse(Bytes.utf8(json));
  }

  private static HttpAnswer ok(String body) {
    return new HttpAnswer(
        200, Map.of("content-type", List.of("application/json")), Bytes.utf8(body));
  }
}
