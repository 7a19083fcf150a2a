package io.mainstem.simulators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.simulators.json.Json;
import io.mainstem.simulators.vendor.Entry;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class QuickBooksTest {
  private static final String TOKEN = "/oauth2/v1/tokens/bearer";
  private static final String COMPANY = "/v3/company/9341453172064001";

  @Test
  void shouldPageByTheQueryTextAndEndWithAnEmptyPage() throws Exception {
    try (Simulator quickbooks =
        Simulators.start("quickbooks", SimulatorOptions.DEFAULT.withRecords(5))) {
      Caller caller = new Caller(quickbooks);
      caller.refresh(TOKEN, null);
      assertThat(page(caller, 1)).hasSize(3);
      assertThat(page(caller, 4)).hasSize(2);
      assertThat(page(caller, 7)).isEmpty();
    }
  }

  private static JsonNode page(Caller caller, int start) throws Exception {
    String query =
        "select * from Invoice where MetaData.LastUpdatedTime > '2026-01-01T00:00:00Z'"
            + " orderby MetaData.LastUpdatedTime startposition "
            + start
            + " maxresults 3";
    return caller
        .get(COMPANY + "/query?query=" + Caller.encoded(query))
        .at("/QueryResponse/Invoice");
  }

  @Test
  void shouldVoidTheRefreshTokenThatWasShownAndExpireAccess() throws Exception {
    try (Simulator quickbooks = Simulators.start("quickbooks", SimulatorOptions.DEFAULT)) {
      Caller caller = new Caller(quickbooks);
      String second = caller.refresh(TOKEN, null);
      assertThat(caller.call("GET", COMPANY + "/customer/1", "").statusCode()).isEqualTo(200);
      assertThat(caller.refresh(TOKEN, null)).as("used before").isEmpty();
      assertThat(caller.refresh(TOKEN, second)).isNotEmpty();
      quickbooks.expireTokens();
      assertThat(caller.call("GET", COMPANY + "/customer/1", "").statusCode()).isEqualTo(401);
    }
  }

  @Test
  void shouldRefuseAStaleSyncTokenAndRepeatARequestIdWithoutASecondInvoice() throws Exception {
    try (Simulator quickbooks = Simulators.start("quickbooks", SimulatorOptions.DEFAULT)) {
      Caller caller = new Caller(quickbooks);
      caller.refresh(TOKEN, null);
      String invoice =
          "{\"CustomerRef\":{\"value\":\"1\"},\"Line\":[{\"Amount\":10.5,\"DetailType\":"
              + "\"SalesItemLineDetail\",\"SalesItemLineDetail\":{}}]}";
      String path = COMPANY + "/invoice?requestid=deal-1";
      JsonNode first = caller.json("POST", path, invoice);
      JsonNode again = caller.json("POST", path, invoice);
      String id = first.at("/Invoice/Id").asText();
      assertThat(again.at("/Invoice/Id").asText()).isEqualTo(id);
      assertThat(quickbooks.records().live("Invoice")).hasSize(4);
      assertThat(first.at("/Invoice/TotalAmt").decimalValue()).isEqualByComparingTo("10.5");

      String change = "{\"Id\":\"%s\",\"SyncToken\":\"%s\",\"sparse\":true,\"DocNumber\":\"X\"}";
      JsonNode changed = caller.json("POST", COMPANY + "/invoice", change.formatted(id, "0"));
      assertThat(changed.at("/Invoice/SyncToken").asText()).isEqualTo("1");
      JsonNode stale = caller.json("POST", COMPANY + "/invoice", change.formatted(id, "0"));
      assertThat(stale.at("/Fault/Error/0/code").asText()).isEqualTo("5010");
    }
  }

  @Test
  void shouldTellOfChangesInTheFormatAskedForAndSignTheBody() throws Exception {
    try (Receiver receiver = new Receiver();
        Simulator quickbooks =
            Simulators.start("quickbooks", SimulatorOptions.DEFAULT.withWebhook(receiver.url()))) {
      Entry customer = quickbooks.add("Customer");
      await().until(() -> receiver.hooks.size() == 1);
      Receiver.Hook hook = receiver.hooks.getFirst();
      JsonNode event = Json.read(hook.body()).orElseThrow().get(0);
      assertThat(event.path("type").asText()).isEqualTo("qbo.customer.created.v1");
      assertThat(event.path("intuitentityid").asText()).isEqualTo(customer.id());
      assertThat(hook.header("intuit-signature")).isEqualTo(signature(hook.body()));
    }
    try (Receiver receiver = new Receiver();
        Simulator quickbooks = Simulators.start("quickbooks", SimulatorOptions.DEFAULT)) {
      quickbooks.subscribe(receiver.url(), Json.object("format", "legacy"));
      quickbooks.records().merge("Customer", "1", "2");
      await().until(() -> receiver.hooks.size() == 2);
      assertThat(receiver.hooks.toString())
          .contains("\"operation\":\"Merge\"", "\"deletedId\":\"2\"", "\"operation\":\"Update\"");
    }
  }

  @Test
  void shouldFeedChangesWithDeletions() throws Exception {
    try (Simulator quickbooks = Simulators.start("quickbooks", SimulatorOptions.DEFAULT)) {
      Caller caller = new Caller(quickbooks);
      caller.refresh(TOKEN, null);
      String since = java.time.Instant.now().minusSeconds(60).toString();
      quickbooks.records().delete("Invoice", "10002");
      JsonNode feed = caller.get(COMPANY + "/cdc?entities=Customer,Invoice&changedSince=" + since);
      assertThat(feed.at("/CDCResponse/0/QueryResponse/0/Customer").isMissingNode()).isTrue();
      assertThat(feed.at("/CDCResponse/0/QueryResponse/1/Invoice/0/status").asText())
          .isEqualTo("Deleted");
      HttpResponse<String> longAgo =
          caller.call("GET", COMPANY + "/cdc?entities=Bill&changedSince=2020-01-01", "");
      assertThat(longAgo.statusCode()).isEqualTo(400);
    }
  }

  @Test
  void shouldLimitCallsAndSayWhenToComeAgainInEitherForm() throws Exception {
    for (boolean asDate : new boolean[] {false, true}) {
      try (Simulator quickbooks =
          Simulators.start("quickbooks", SimulatorOptions.DEFAULT.withLimit("1/1m", asDate))) {
        Caller caller = new Caller(quickbooks);
        caller.refresh(TOKEN, null);
        caller.get(COMPANY + "/customer/1");
        HttpResponse<String> second = caller.call("GET", COMPANY + "/customer/1", "");
        assertThat(second.statusCode()).isEqualTo(429);
        assertThat(second.headers().firstValue("Retry-After").orElse(""))
            .matches(asDate ? "\\w{3}, \\d.*GMT" : "\\d+");
      }
    }
  }

  private static String signature(String body) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("qb-verifier-token".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return Base64.getEncoder().encodeToString(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
  }
}
