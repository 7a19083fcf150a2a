package io.mainstem.connections.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.connections.Fixtures;
import io.mainstem.connections.http.HttpAnswer;
import io.mainstem.connections.http.HttpCall;
import io.mainstem.connections.http.Verdict;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.json.StrictJson;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class WritePlanTest {
  private final WritePlan xero = WritePlan.of(Fixtures.connection("accounting"));
  private final WritePlan slack = WritePlan.of(Fixtures.connection("chat"));

  @Test
  void shouldMakeADraftInvoiceUnderItsIdempotencyKey() throws Exception {
    HttpCall call =
        xero.call(
            "create_invoice",
            input(
                "{\"contactId\":\"c-1\",\"date\":\"2026-03-07\",\"reference\":\"Party\","
                    + "\"lines\":[{\"description\":\"Summer party\",\"unitAmount\":2450.50}]}"),
            "key-1");

    assertThat(call.method()).isEqualTo("PUT");
    assertThat(call.uri()).hasToString("https://api.xero.com/api.xro/2.0/Invoices");
    assertThat(call.headers()).containsEntry("Idempotency-Key", "key-1");
    JsonNode expected =
        StrictJson.parse(
            Bytes.utf8(
                "{\"Invoices\":[{\"Type\":\"ACCREC\",\"Status\":\"DRAFT\","
                    + "\"Contact\":{\"ContactID\":\"c-1\"},\"Date\":\"2026-03-07\","
                    + "\"Reference\":\"Party\",\"LineItems\":[{\"Description\":\"Summer party\","
                    + "\"Quantity\":1,\"UnitAmount\":2450.50}]}]}"));
    assertThat(StrictJson.parse(call.body()).toString()).isEqualTo(expected.toString());
  }

  @Test
  void shouldSearchBeforeItCreatesAndRefuseWhatWouldEndTheFilter() throws Exception {
    HttpCall call = xero.call("find_contact", input("{\"email\":\"a@b.example\"}"), null);

    assertThat(call.uri().getQuery()).isEqualTo("where=EmailAddress==\"a@b.example\"");
    assertThatThrownBy(
            () -> xero.call("find_contact", input("{\"email\":\"a\\\" OR 1==1\"}"), null))
        .hasMessageContaining("quotation mark");
    assertThat(xero.resultId("find_contact", ok("{\"Contacts\":[]}"))).isEmpty();
    assertThat(xero.resultId("find_contact", ok("{\"Contacts\":[{\"ContactID\":\"c-9\"}]}")))
        .contains("c-9");
  }

  @Test
  void shouldLeaveOutWhatIsNotGiven() throws Exception {
    HttpCall call = xero.call("create_contact", input("{\"name\":\"Tinderbox\"}"), "k");

    assertThat(call.body().text())
        .isEqualTo("{\"Contacts\":[{\"Name\":\"Tinderbox\",\"Phones\":[]}]}");
  }

  @Test
  void shouldRefuseAnInputThatDoesNotFit() {
    assertThatThrownBy(() -> xero.call("create_contact", input("{}"), "k"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("name is missing");
    assertThatThrownBy(() -> xero.call("make_tea", input("{}"), null))
        .hasMessageContaining("create_invoice");
    assertThat(xero.input("find_contact"))
        .containsExactly(new WritePlan.InputField("email", "text", true));
  }

  @Test
  void shouldTellASuccessThatIsNone() {
    assertThat(slack.verdict("post_message", ok("{\"ok\":true,\"ts\":\"1.2\"}")))
        .isEqualTo(new Verdict.Success());
    assertThat(slack.resultId("post_message", ok("{\"ok\":true,\"ts\":\"1.2\"}"))).contains("1.2");
    assertThat(slack.verdict("post_message", ok("{\"ok\":false,\"error\":\"channel_not_found\"}")))
        .isInstanceOf(Verdict.Refused.class);
    assertThat(slack.verdict("post_message", ok("{\"ok\":false,\"error\":\"ratelimited\"}")))
        .isInstanceOf(Verdict.Retry.class);
    assertThat(xero.verdict("create_invoice", new HttpAnswer(404, Map.of(), Bytes.EMPTY)))
        .isInstanceOf(Verdict.Refused.class);
  }

  private static ObjectNode input(String json) throws Exception {
    return (ObjectNode) StrictJson.parse(Bytes.utf8(json));
  }

  private static HttpAnswer ok(String body) {
    return new HttpAnswer(
        200, Map.of("content-type", List.of("application/json")), Bytes.utf8(body));
  }
}
