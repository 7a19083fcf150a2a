package io.mainstem.simulators;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.simulators.timeline.Expected;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The vendors' APIs as a caller meets them, on the state before the first day. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VendorApiTest {
  private static final String[] XERO = {
    "Authorization", "Bearer xero-token",
    "xero-tenant-id", "11111111-2222-3333-4444-555555555555",
    "Accept", "application/json"
  };
  private static final String[] HUBSPOT = {"Authorization", "Bearer hub-token"};
  private static final String[] SQUARE = {"Authorization", "Bearer square-token"};
  private static final Expected OPENING = Expected.after(42, 0);

  private SimulatorRun run;

  VendorApiTest(@TempDir Path folder) throws Exception {
    run = new SimulatorRun(folder, 0, Map.of());
  }

  @BeforeAll
  void announce() throws Exception {
    run.wiring.play();
  }

  @AfterAll
  void stop() {
    run.close();
  }

  @Test
  void shouldRefuseCallersWithoutTheirTokenInEachVendorsWords() throws Exception {
    HttpResponse<String> hubspot = run.call("GET", "/hubspot/crm/v3/objects/deals", "");
    assertThat(hubspot.statusCode()).isEqualTo(401);
    assertThat(run.json(hubspot).path("category").asText()).isEqualTo("INVALID_AUTHENTICATION");
    assertThat(run.call("GET", "/xero/Invoices", "").statusCode()).isEqualTo(401);
    assertThat(
            run.call("GET", "/xero/Invoices", "", "Authorization", "Bearer xero-token")
                .statusCode())
        .isEqualTo(403);
    HttpResponse<String> square = run.call("GET", "/square/v2/locations", "");
    assertThat(run.json(square).at("/errors/0/code").asText()).isEqualTo("UNAUTHORIZED");
    HttpResponse<String> slack = run.call("POST", "/slack/api/chat.postMessage", "{}");
    assertThat(slack.statusCode()).isEqualTo(200);
    assertThat(run.json(slack).path("error").asText()).isEqualTo("not_authed");
  }

  @Test
  void shouldPageHubSpotContactsToTheLastAndShowOnlyWhatWasAskedFor() throws Exception {
    Set<String> ids = new HashSet<>();
    String after = "";
    JsonNode page;
    do {
      page =
          run.json(
              run.call(
                  "GET",
                  "/hubspot/crm/v3/objects/contacts?limit=50&properties=phone,nonsense&associations=companies"
                      + after,
                  "",
                  HUBSPOT));
      page.path("results").forEach(contact -> ids.add(contact.path("id").asText()));
      after = "&after=" + page.at("/paging/next/after").asText();
    } while (page.has("paging"));
    assertThat(ids).hasSize(Objects.requireNonNull(OPENING.personRecords().get("crm")));
    JsonNode contact = page.at("/results/0/properties");
    assertThat(contact.has("phone")).isTrue();
    assertThat(contact.has("email")).isFalse();
    assertThat(contact.has("nonsense")).isFalse();
  }

  @Test
  void shouldGiveADealWithItsClientAndContactAndFindItBySearch() throws Exception {
    String body =
        "{\"filterGroups\":[{\"filters\":[{\"propertyName\":\"dealstage\",\"operator\":\"EQ\","
            + "\"value\":\"decisionmakerboughtin\"}]}],\"limit\":1,\"properties\":[\"amount\"]}";
    JsonNode found =
        run.json(run.call("POST", "/hubspot/crm/v3/objects/deals/search", body, HUBSPOT));
    assertThat(found.path("total").asInt()).isGreaterThan(1);
    assertThat(found.path("paging").isMissingNode()).isFalse();
    String id = found.at("/results/0/id").asText();
    JsonNode deal =
        run.json(
            run.call(
                "GET",
                "/hubspot/crm/v3/objects/deals/" + id + "?associations=companies,contacts",
                "",
                HUBSPOT));
    assertThat(deal.at("/associations/companies/results/0/type").asText())
        .isEqualTo("deal_to_company");
    assertThat(deal.at("/associations/contacts/results/0/id").asText()).isNotEmpty();
    assertThat(run.call("GET", "/hubspot/crm/v3/objects/deals/1", "", HUBSPOT).statusCode())
        .isEqualTo(404);
  }

  @Test
  void shouldPageSquareByCursorAndRefuseAForeignOne() throws Exception {
    JsonNode first = run.json(run.call("GET", "/square/v2/customers?limit=40", "", SQUARE));
    assertThat(first.path("customers")).hasSize(40);
    JsonNode second =
        run.json(
            run.call(
                "GET",
                "/square/v2/customers?limit=40&cursor=" + first.path("cursor").asText(),
                "",
                SQUARE));
    assertThat(second.at("/customers/0/id")).isNotEqualTo(first.at("/customers/0/id"));
    HttpResponse<String> foreign =
        run.call("GET", "/square/v2/customers?cursor=bm9uZQ", "", SQUARE);
    assertThat(foreign.statusCode()).isEqualTo(400);
    assertThat(run.json(foreign).at("/errors/0/code").asText()).isEqualTo("INVALID_CURSOR");
  }

  @Test
  void shouldPageXeroAndMatchAContactByItsEmail() throws Exception {
    JsonNode page =
        run.json(run.call("GET", "/xero/api.xro/2.0/Contacts?page=1&pageSize=10", "", XERO));
    assertThat(page.path("Contacts")).hasSize(10);
    assertThat(page.at("/pagination/pageCount").asInt()).isGreaterThan(1);
    String email = page.at("/Contacts/3/EmailAddress").asText();
    String where = "where=EmailAddress%3D%3D%22" + email + "%22";
    JsonNode found = run.json(run.call("GET", "/xero/api.xro/2.0/Contacts?" + where, "", XERO));
    assertThat(found.path("Contacts")).hasSize(1);
    String named =
        "where=Name%3D%3D%22Gannet%20and%20Sons%20(Builders)%20Ltd%22%20AND%20ContactStatus%3D%3D%22ACTIVE%22";
    assertThat(run.json(run.call("GET", "/xero/Contacts?" + named, "", XERO)).path("Contacts"))
        .hasSize(1);
    assertThat(run.call("GET", "/xero/Contacts?where=gibberish", "", XERO).statusCode())
        .isEqualTo(400);
    String[] anyFormat = {XERO[0], XERO[1], XERO[2], XERO[3]};
    assertThat(run.call("GET", "/xero/Contacts?page=1", "", anyFormat).body()).startsWith("<?xml");
  }

  @Test
  void shouldWriteAnInvoiceOnceForAKeyAndRingForIt() throws Exception {
    JsonNode contacts = run.json(run.call("GET", "/xero/Contacts?page=1&pageSize=1", "", XERO));
    String contact = contacts.at("/Contacts/0/ContactID").asText();
    String body = invoice("ACCREC", "DRAFT", contact, true);
    String[] keyed = keyed("deal-1");
    JsonNode first = run.json(run.call("PUT", "/xero/api.xro/2.0/Invoices", body, keyed));
    JsonNode again = run.json(run.call("PUT", "/xero/api.xro/2.0/Invoices", body, keyed));
    String id = first.at("/Invoices/0/InvoiceID").asText();
    assertThat(again.at("/Invoices/0/InvoiceID").asText()).isEqualTo(id);
    JsonNode read = run.json(run.call("GET", "/xero/api.xro/2.0/Invoices/" + id, "", XERO));
    assertThat(read.at("/Invoices/0/Total").decimalValue()).isEqualByComparingTo("2940");
    assertThat(read.at("/Invoices/0/SubTotal").decimalValue()).isEqualByComparingTo("2450");
    HttpResponse<String> misused =
        run.call(
            "PUT",
            "/xero/api.xro/2.0/Invoices",
            invoice("ACCREC", "SUBMITTED", contact, true),
            keyed);
    assertThat(misused.statusCode()).isEqualTo(400);
    JsonNode journal = run.json(run.call("GET", "/_journal?tool=xero", ""));
    int applied = 0;
    int replayed = 0;
    for (JsonNode entry : journal) {
      if (entry.path("idempotencyKey").asText().equals("deal-1")) {
        applied += entry.path("outcome").asText().equals("applied") ? 1 : 0;
        replayed += entry.path("outcome").asText().equals("replayed") ? 1 : 0;
      }
    }
    assertThat(applied).isEqualTo(1);
    assertThat(replayed).isEqualTo(1);
    org.awaitility.Awaitility.await()
        .until(
            () ->
                run.received("accounting").stream()
                    .anyMatch(r -> r.path("body").asText().contains(id)));
  }

  @Test
  void shouldRefuseWhatXeroRefuses() throws Exception {
    JsonNode contacts = run.json(run.call("GET", "/xero/Contacts?page=1&pageSize=1", "", XERO));
    String contact = contacts.at("/Contacts/0/ContactID").asText();
    refused(invoice("SALE", "DRAFT", contact, true), "Type");
    refused(invoice("ACCREC", "ON_HOLD", contact, true), "Status");
    refused(invoice("ACCREC", "DRAFT", contact, false), "line items");
    refused(invoice("ACCREC", "DRAFT", "", true), "Contact");
    refused(invoice("ACCREC", "DRAFT", contact, true).replace("2026-03-02", "soon"), "date");
  }

  private void refused(String body, String about) throws Exception {
    HttpResponse<String> answer = run.call("PUT", "/xero/api.xro/2.0/Invoices", body, XERO);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(run.json(answer).path("Type").asText()).isEqualTo("ValidationException");
    assertThat(run.json(answer).at("/Elements/0/ValidationErrors").toString()).contains(about);
  }

  private static String invoice(String type, String status, String contact, boolean lines) {
    return "{\"Invoices\":[{\"Type\":\""
        + type
        + "\",\"Status\":\""
        + status
        + "\",\"Date\":\"2026-03-02\",\"Contact\":{"
        + (contact.isEmpty() ? "" : "\"ContactID\":\"" + contact + "\"")
        + "},\"LineItems\":["
        + (lines
            ? "{\"Description\":\"Lunch\",\"Quantity\":1,\"UnitAmount\":2450.00,\"AccountCode\":\"200\"}"
            : "")
        + "]}]}";
  }

  private static String[] keyed(String key) {
    return new String[] {
      XERO[0], XERO[1], XERO[2], XERO[3], XERO[4], XERO[5], "Idempotency-Key", key
    };
  }

  @Test
  void shouldLimitSlackToOneMessageASecondAChannel() throws Exception {
    String message = "{\"channel\":\"#operations\",\"text\":\"hello\"}";
    String[] slack = {"Authorization", "Bearer xoxb-token", "Content-Type", "application/json"};
    assertThat(
            run.json(run.call("POST", "/slack/api/chat.postMessage", message, slack))
                .path("ok")
                .asBoolean())
        .isTrue();
    HttpResponse<String> second = run.call("POST", "/slack/api/chat.postMessage", message, slack);
    assertThat(second.statusCode()).isEqualTo(429);
    assertThat(second.headers().firstValue("Retry-After")).contains("1");
    HttpResponse<String> lost =
        run.call(
            "POST", "/slack/api/chat.postMessage", message.replace("#operations", "#gone"), slack);
    assertThat(run.json(lost).path("error").asText()).isEqualTo("channel_not_found");
  }

  @Test
  void shouldApplyAndThenFailWhereAFaultSaysSo() throws Exception {
    run.call(
        "POST",
        "/_faults",
        "{\"tool\":\"xero\",\"path\":\"/Contacts\",\"method\":\"PUT\",\"status\":500,\"when\":\"after\"}");
    String body = "{\"Contacts\":[{\"Name\":\"Unlucky Lanterns\"}]}";
    assertThat(run.call("PUT", "/xero/Contacts", body, XERO).statusCode()).isEqualTo(500);
    JsonNode found =
        run.json(
            run.call("GET", "/xero/Contacts?where=Name%3D%3D%22Unlucky%20Lanterns%22", "", XERO));
    assertThat(found.path("Contacts")).hasSize(1);
    assertThat(run.call("PUT", "/xero/Contacts", body, XERO).statusCode())
        .as("the fault is spent, and the name is taken")
        .isEqualTo(400);
  }
}
