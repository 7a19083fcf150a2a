package io.mainstem.simulators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.simulators.Receiver.Hook;
import io.mainstem.simulators.Receiver.Reply;
import io.mainstem.simulators.api.Fault;
import io.mainstem.simulators.json.Json;
import io.mainstem.simulators.vendor.Entry;
import io.mainstem.simulators.vendor.Signature;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each vendor's own ways, as a caller and a receiver meet them. */
class VendorWaysTest {
  private static final SimulatorOptions FIVE = SimulatorOptions.DEFAULT.withRecords(5);

  private Receiver receiver;

  @BeforeEach
  void listen() throws Exception {
    receiver = new Receiver();
    receiver.answer = EveryVendorTest::rightly;
  }

  @AfterEach
  void stop() {
    receiver.close();
  }

  private Hook next(int already) {
    await().until(() -> receiver.hooks.size() > already);
    return receiver.hooks.get(already);
  }

  private static String hex(String algorithm, String secret, String text) {
    return HexFormat.of().formatHex(Signature.mac(algorithm, secret, text));
  }

  private static String base64(String secret, String text) {
    return Base64.getEncoder().encodeToString(Signature.mac("HmacSHA256", secret, text));
  }

  @Test
  void zendeskShouldExportWhatChangedAndGuardItsWrites() throws Exception {
    try (Simulator zendesk =
        Simulators.start("zendesk", FIVE.withPageSize(3).withWebhook(receiver.url()))) {
      Caller caller = new Caller(zendesk).bearer("zd-oauth-token");
      JsonNode first = caller.get("/api/v2/incremental/tickets/cursor?start_time=1700000000");
      assertThat(first.path("tickets")).hasSize(3);
      assertThat(first.path("end_of_stream").asBoolean()).isFalse();
      JsonNode rest = caller.get(pathOf(first.path("after_url")));
      assertThat(rest.path("end_of_stream").asBoolean()).isTrue();
      zendesk.records().delete("tickets", "2");
      JsonNode later = caller.get(pathOf(rest.path("after_url")));
      assertThat(later.at("/tickets/0/status").asText()).isEqualTo("deleted");

      Hook hook = next(0);
      assertThat(hook.header("X-Zendesk-Webhook-Signature"))
          .isEqualTo(
              base64(
                  "zd-webhook-secret",
                  hook.header("X-Zendesk-Webhook-Signature-Timestamp") + hook.body()));
      caller.with("Authorization", "Bearer zd-oauth-token", "Idempotency-Key", "k1");
      String ticket = "{\"ticket\":{\"subject\":\"Hi\",\"comment\":{\"body\":\"Hello\"}}}";
      String id = caller.json("POST", "/api/v2/tickets", ticket).at("/ticket/id").asText();
      assertThat(caller.json("POST", "/api/v2/tickets", ticket).at("/ticket/id").asText())
          .isEqualTo(id);
      String stale =
          "{\"ticket\":{\"status\":\"open\",\"safe_update\":true,"
              + "\"updated_stamp\":\"2020-01-01T00:00:00Z\"}}";
      assertThat(caller.call("PUT", "/api/v2/tickets/" + id, stale).statusCode()).isEqualTo(409);
    }
  }

  private static String pathOf(JsonNode address) {
    return address.asText();
  }

  @Test
  void stripeShouldListNewestFirstAndRememberKeysAndEvents() throws Exception {
    try (Simulator stripe =
        Simulators.start("stripe", FIVE.withPageSize(3).withWebhook(receiver.url()))) {
      Caller caller = new Caller(stripe).bearer("sk_test_simulated");
      JsonNode page = caller.get("/v1/customers?limit=100");
      assertThat(page.path("has_more").asBoolean()).isTrue();
      String last = page.at("/data/2/id").asText();
      assertThat(page.at("/data/0/id").asText()).isGreaterThan(last);
      assertThat(caller.get("/v1/customers?limit=100&starting_after=" + last).path("data"))
          .hasSize(2);
      caller.with("Authorization", "Bearer sk_test_simulated", "Idempotency-Key", "k1");
      String form = "name=Una&metadata[mainstem]=per-1";
      String id = caller.json("POST", "/v1/customers", form).path("id").asText();
      HttpResponse<String> again = caller.call("POST", "/v1/customers", form);
      assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");
      assertThat(again.body()).contains(id);
      assertThat(caller.json("POST", "/v1/customers", form + "x").at("/error/type").asText())
          .isEqualTo("idempotency_error");
      caller.bearer("sk_test_simulated");
      String query = Caller.encoded("metadata['mainstem']:'per-1'");
      assertThat(caller.get("/v1/customers/search?query=" + query).path("data")).hasSize(1);
      assertThat(
              caller
                  .get("/v1/events?types[]=customer.created")
                  .at("/data/0/data/object/id")
                  .asText())
          .isEqualTo(id);
      Hook hook = next(0);
      String signature = hook.header("Stripe-Signature");
      String ts = signature.substring(2, signature.indexOf(','));
      assertThat(signature)
          .isEqualTo(
              "t=" + ts + ",v1=" + hex("HmacSHA256", "whsec_simulated", ts + "." + hook.body()));
    }
  }

  @Test
  void asanaShouldHandOutASecretPerWebhookAndSyncTokens() throws Exception {
    try (Simulator asana = Simulators.start("asana", FIVE.withPageSize(3))) {
      Caller caller = new Caller(asana).bearer("asana-pat");
      String body =
          "{\"data\":{\"resource\":\"1300000000000001\",\"target\":\"" + receiver.url() + "\"}}";
      JsonNode made = caller.json("POST", "/api/1.0/webhooks", body);
      String secret = made.path("X-Hook-Secret").asText();
      JsonNode page = caller.get("/api/1.0/tasks?project=1300000000000001&limit=100");
      assertThat(page.path("data")).hasSize(3);
      assertThat(page.at("/data/0").has("notes")).as("compact").isFalse();
      assertThat(caller.get(page.at("/next_page/uri").asText()).path("data")).hasSize(2);
      String sync = caller.get("/api/1.0/events?resource=1").path("sync").asText();
      asana.records().change("tasks", "1400000000000001", Json.object("completed", true));
      JsonNode events = caller.get("/api/1.0/events?resource=1&sync=" + sync);
      assertThat(events.at("/data/0/change/field").asText()).isEqualTo("completed");
      await()
          .until(() -> receiver.hooks.stream().anyMatch(h -> h.body().contains("\"completed\"")));
      assertThat(receiver.hooks)
          .filteredOn(hook -> hook.body().contains("events"))
          .allMatch(h -> h.header("X-Hook-Signature").equals(hex("HmacSHA256", secret, h.body())));
      receiver.answer = hook -> Reply.of(200);
      assertThat(caller.call("POST", "/api/1.0/webhooks", body).statusCode())
          .as("the secret was not sent back")
          .isEqualTo(400);
    }
  }

  @Test
  void bambooHrShouldFeedChangedIdsAndNotTryAgainAfterARefusal() throws Exception {
    try (Simulator bamboo = Simulators.start("bamboohr", FIVE.withWebhook(receiver.url()))) {
      String key =
          Base64.getEncoder().encodeToString("bamboo-key:x".getBytes(StandardCharsets.UTF_8));
      Caller caller = new Caller(bamboo).with("Authorization", "Basic " + key);
      receiver.answer = hook -> Reply.of(403);
      HttpResponse<String> made =
          caller.call("POST", "/api/v1/employees", "{\"firstName\":\"Una\",\"lastName\":\"Holt\"}");
      String location = made.headers().firstValue("Location").orElse("");
      String id = location.substring(location.lastIndexOf('/') + 1);
      assertThat(made.statusCode()).isEqualTo(201);
      bamboo.records().delete("employees", "101");
      String since = java.time.Instant.now().minusSeconds(60).toString();
      JsonNode changed = caller.get("/api/v1/employees/changed?since=" + since).path("employees");
      assertThat(changed.path(id).path("action").asText()).isEqualTo("Inserted");
      assertThat(changed.path("101").path("action").asText()).isEqualTo("Deleted");
      await().until(bamboo::idle);
      assertThat(receiver.hooks).hasSize(2);
      Hook hook = receiver.hooks.getFirst();
      assertThat(hook.header("X-BambooHR-Signature"))
          .isEqualTo(
              hex(
                  "HmacSHA256",
                  "bamboo-private-key",
                  hook.body() + hook.header("X-BambooHR-Timestamp")));
    }
  }

  @Test
  void shopifyShouldPageByCursorThrottleInsideA200AndNameTheTopicInAHeader() throws Exception {
    try (Simulator shopify =
        Simulators.start("shopify", FIVE.withPageSize(3).withWebhook(receiver.url()))) {
      Caller caller = new Caller(shopify).with("X-Shopify-Access-Token", "shpat_simulated");
      String query =
          "{\"query\":\"query($after: String){ orders(first: 50, after: $after, query: "
              + "\\\"updated_at:>='2026-01-01T00:00:00Z'\\\") { pageInfo { hasNextPage endCursor } "
              + "nodes { id name totalPriceSet { shopMoney { amount } } } } }\",\"variables\":%s}";
      JsonNode first = graph(caller, query.formatted("{}"));
      assertThat(first.at("/data/orders/nodes")).hasSize(3);
      assertThat(first.at("/data/orders/nodes/0").has("email")).as("not asked for").isFalse();
      String cursor = first.at("/data/orders/pageInfo/endCursor").asText();
      JsonNode second = graph(caller, query.formatted("{\"after\":\"" + cursor + "\"}"));
      assertThat(second.at("/data/orders/nodes")).hasSize(2);
      assertThat(second.at("/data/orders/pageInfo/hasNextPage").asBoolean()).isFalse();
      HttpResponse<String> rest = caller.call("GET", "/admin/api/2026-04/orders.json?limit=3", "");
      assertThat(rest.headers().firstValue("Link").orElse("")).contains("rel=\"next\"");
      String set =
          "{\"query\":\"mutation($i: CustomerSetInput!){ customerSet(input: $i, identifier: "
              + "{email: \\\"una@example.com\\\"}) { customer { id } userErrors { message } } }\","
              + "\"variables\":{\"i\":{\"email\":\"una@example.com\",\"firstName\":\"Una\"}}}";
      String id = graph(caller, set).at("/data/customerSet/customer/id").asText();
      assertThat(graph(caller, set).at("/data/customerSet/customer/id").asText()).isEqualTo(id);
      next(1);
      assertThat(receiver.hooks)
          .extracting(heard -> heard.header("X-Shopify-Topic"))
          .containsExactlyInAnyOrder("customers/create", "customers/update");
      Hook hook = receiver.hooks.getFirst();
      assertThat(hook.header("X-Shopify-Hmac-Sha256"))
          .isEqualTo(base64("shpss_simulated", hook.body()));
    }
    try (Simulator slow = Simulators.start("shopify", FIVE.withLimit("1/1m", false))) {
      Caller caller = new Caller(slow).with("X-Shopify-Access-Token", "shpat_simulated");
      String shop = "{\"query\":\"{ shop { name } }\"}";
      graph(caller, shop);
      HttpResponse<String> second = caller.call("POST", "/admin/api/2026-04/graphql.json", shop);
      assertThat(second.statusCode()).isEqualTo(200);
      assertThat(second.body()).contains("THROTTLED");
    }
  }

  private static JsonNode graph(Caller caller, String body) throws Exception {
    return caller.json("POST", "/admin/api/2026-04/graphql.json", body);
  }

  @Test
  void notionShouldWantAVersionFilterByTimeAndSignWithTheTokenItPosted() throws Exception {
    try (Simulator notion =
        Simulators.start("notion", FIVE.withPageSize(3).withWebhook(receiver.url()))) {
      String path = "/v1/databases/2f26ee68-df30-4251-aad4-8ddc420cba3d/query";
      Caller caller = new Caller(notion).bearer("ntn_simulated");
      assertThat(caller.json("POST", path, "{}").path("code").asText())
          .isEqualTo("missing_version");
      caller.with("Authorization", "Bearer ntn_simulated", "Notion-Version", "2022-06-28");
      JsonNode first = caller.json("POST", path, "{\"page_size\":100}");
      String next = "{\"start_cursor\":\"" + first.path("next_cursor").asText() + "\"}";
      assertThat(caller.json("POST", path, next).path("results")).hasSize(2);
      Entry page = notion.add("pages");
      String filter =
          "{\"filter\":{\"timestamp\":\"last_edited_time\",\"last_edited_time\":"
              + "{\"on_or_after\":\"2026-06-01T00:00:00Z\"}}}";
      assertThat(caller.json("POST", path, filter).at("/results/0/id").asText())
          .isEqualTo(page.id());
      String token = Json.read(next(0).body()).orElseThrow().path("verification_token").asText();
      Hook hook = next(1);
      assertThat(hook.header("X-Notion-Signature"))
          .isEqualTo("sha256=" + hex("HmacSHA256", token, hook.body()));
    }
  }

  @Test
  void pipedriveShouldSearchExactlyAndShowItselfByPassword() throws Exception {
    try (Simulator pipedrive =
        Simulators.start("pipedrive", FIVE.withPageSize(3).withWebhook(receiver.url()))) {
      Caller caller = new Caller(pipedrive).with("x-api-token", "pd-api-token");
      JsonNode first = caller.get("/api/v2/persons?limit=100");
      String cursor = first.at("/additional_data/next_cursor").asText();
      JsonNode second = caller.get("/api/v2/persons?limit=100&cursor=" + cursor);
      assertThat(second.path("data")).hasSize(2);
      assertThat(second.at("/additional_data/next_cursor").isNull()).isTrue();
      String email = first.at("/data/0/emails/0/value").asText();
      String search = "/api/v2/persons/search?fields=email&exact_match=true&term=";
      assertThat(caller.get(search + email).at("/data/items/0/item/id").asInt()).isEqualTo(1);
      assertThat(caller.get(search + email.substring(2)).at("/data/items")).isEmpty();
      caller.json("PATCH", "/api/v2/deals/1", "{\"value\":20}");
      Hook hook = next(0);
      assertThat(hook.header("Authorization"))
          .isEqualTo(
              "Basic "
                  + Base64.getEncoder()
                      .encodeToString("pd-user:pd-password".getBytes(StandardCharsets.UTF_8)));
      assertThat(hook.body()).contains("\"action\":\"change\"", "\"previous\":{\"value\":1001.50");
    }
  }

  @Test
  void mondayShouldPageInTwoQueriesAndShowATokenForThisAddress() throws Exception {
    try (Simulator monday =
        Simulators.start("monday", FIVE.withPageSize(3).withWebhook(receiver.url()))) {
      Caller caller = new Caller(monday).with("Authorization", "monday-token");
      JsonNode first =
          caller.json(
              "POST",
              "/v2",
              "{\"query\":\"{ boards(ids: 4400000001) { items_page(limit: 500) { cursor items { id"
                  + " name column_values { id text } } } } }\"}");
      assertThat(first.at("/data/boards/0/items_page/items")).hasSize(3);
      String cursor = first.at("/data/boards/0/items_page/cursor").asText();
      JsonNode second =
          caller.json(
              "POST",
              "/v2",
              "{\"query\":\"query($c: String!){ next_items_page(limit: 500, cursor: $c) { cursor"
                  + " items { id } } }\",\"variables\":{\"c\":\""
                  + cursor
                  + "\"}}");
      assertThat(second.at("/data/next_items_page/items")).hasSize(2);
      assertThat(second.at("/data/next_items_page/cursor").isNull()).isTrue();
      assertThat(caller.json("POST", "/v2", "{\"query\":\"{ nonsense { id } }\"}").has("errors"))
          .isTrue();
      monday.add("items");
      String[] jwt = next(1).header("Authorization").split("\\.", -1);
      assertThat(new String(Base64.getUrlDecoder().decode(jwt[1]), StandardCharsets.UTF_8))
          .contains("\"aud\":\"" + receiver.url() + "\"", "\"exp\"");
      assertThat(jwt[2])
          .isEqualTo(
              Base64.getUrlEncoder()
                  .withoutPadding()
                  .encodeToString(
                      Signature.mac("HmacSHA256", "monday-signing-secret", jwt[0] + "." + jwt[1])));
    }
  }

  @Test
  void mailchimpShouldLookAtTheAddressFirstAndPutMembersAtTheirHash() throws Exception {
    try (Simulator mailchimp = Simulators.start("mailchimp", FIVE)) {
      receiver.answer = hook -> Reply.of(hook.method().equals("GET") ? 404 : 200);
      assertThat(mailchimp.subscribe(receiver.url(), Json.object())).contains("404");
      receiver.answer = hook -> Reply.of(200);
      assertThat(mailchimp.subscribe(receiver.url(), Json.object())).isNull();
      Caller caller = new Caller(mailchimp).bearer("mc-oauth");
      String list = "/3.0/lists/a6b5da1054/members";
      JsonNode page = caller.get(list + "?count=3&offset=3");
      assertThat(page.path("members")).hasSize(2);
      assertThat(page.path("total_items").asInt()).isEqualTo(5);
      String hash = "9c7cbb09e1ec8a4c9ac6b4b0a1f5a3a1";
      String body = "{\"email_address\":\"Una@example.com\",\"status_if_new\":\"subscribed\"}";
      assertThat(caller.call("PUT", list + "/" + hash, body).statusCode()).isEqualTo(400);
      String right = io.mainstem.simulators.tools.Mailchimp.md5("una@example.com");
      assertThat(caller.json("PUT", list + "/" + right, body).path("status").asText())
          .isEqualTo("subscribed");
      caller.json("PUT", list + "/" + right, body);
      assertThat(mailchimp.records().live("members")).hasSize(6);
      next(3);
      assertThat(receiver.hooks)
          .filteredOn(hook -> hook.method().equals("POST"))
          .allMatch(hook -> hook.header("Content-Type").endsWith("x-www-form-urlencoded"))
          .allMatch(hook -> hook.body().contains("data%5Bmerges%5D%5BEMAIL%5D=Una%40"))
          .anyMatch(hook -> hook.body().startsWith("type=subscribe&fired_at=20"));
    }
  }

  @Test
  void intercomShouldSearchMergeAndPing() throws Exception {
    try (Simulator intercom =
        Simulators.start("intercom", FIVE.withPageSize(3).withWebhook(receiver.url()))) {
      assertThat(next(0).body()).contains("\"topic\":\"ping\"");
      Caller caller = new Caller(intercom).bearer("ic-token");
      JsonNode first = caller.get("/contacts?per_page=100");
      String cursor = first.at("/pages/next/starting_after").asText();
      JsonNode second = caller.get("/contacts?per_page=100&starting_after=" + cursor);
      assertThat(second.path("data")).hasSize(2);
      assertThat(second.path("pages").has("next")).isFalse();
      String search =
          "{\"query\":{\"field\":\"updated_at\",\"operator\":\">\",\"value\":1780000000}}";
      assertThat(caller.json("POST", "/contacts/search", search).path("data")).isEmpty();
      String one = first.at("/data/0/id").asText();
      String two = first.at("/data/1/id").asText();
      caller.json("POST", "/contacts/merge", "{\"from\":\"" + two + "\",\"into\":\"" + one + "\"}");
      assertThat(caller.json("POST", "/contacts/search", search).at("/data/0/id").asText())
          .isEqualTo(one);
      Hook hook = next(1);
      assertThat(hook.header("X-Hub-Signature"))
          .isEqualTo("sha1=" + hex("HmacSHA1", "ic-client-secret", hook.body()));
    }
  }

  @Test
  void gustoShouldTellNothingBeforeItsTokenCameBackAndMindVersions() throws Exception {
    try (Simulator gusto = Simulators.start("gusto", FIVE)) {
      Caller caller = new Caller(gusto).bearer("gusto-system-token");
      String body = "{\"url\":\"" + receiver.url() + "\",\"subscription_types\":[\"Employee\"]}";
      JsonNode made = caller.json("POST", "/v1/webhook_subscriptions", body);
      assertThat(made.path("status").asText()).isEqualTo("pending");
      String token = Json.read(next(0).body()).orElseThrow().path("verification_token").asText();
      gusto.add("employees");
      String verify = "/v1/webhook_subscriptions/" + made.path("uuid").asText() + "/verify";
      assertThat(caller.call("PUT", verify, "{\"verification_token\":\"x\"}").statusCode())
          .isEqualTo(422);
      JsonNode verified = caller.json("PUT", verify, "{\"verification_token\":\"" + token + "\"}");
      assertThat(verified.path("status").asText()).isEqualTo("verified");
      Entry heard = gusto.add("employees");
      Hook hook = next(1);
      assertThat(hook.body()).as("the one before was not told").contains(heard.id());
      assertThat(hook.header("X-Gusto-Signature")).isEqualTo(hex("HmacSHA256", token, hook.body()));
      JsonNode events = caller.get("/v1/events?limit=1");
      String after = events.at("/0/uuid").asText();
      assertThat(
              caller.get("/v1/events?starting_after_uuid=" + after).at("/0/entity_uuid").asText())
          .isEqualTo(heard.id());
      String change = "{\"version\":\"old\",\"first_name\":\"Una\"}";
      assertThat(caller.call("PUT", "/v1/employees/" + heard.id(), change).statusCode())
          .isEqualTo(409);
    }
  }

  @Test
  void deliverooAndUberEatsShouldBeAnsweredOnce() throws Exception {
    try (Simulator roo = Simulators.start("deliveroo", FIVE.withWebhook(receiver.url()))) {
      Caller caller = new Caller(roo);
      credentials(caller, roo, "/oauth2/token");
      Entry order = roo.add("orders");
      Hook hook = next(0);
      assertThat(hook.header("x-deliveroo-hmac-sha256"))
          .isEqualTo(
              hex(
                  "HmacSHA256",
                  "roo-webhook-secret",
                  hook.header("x-deliveroo-sequence-guid") + " " + hook.body()));
      String path = "/order/v1/orders/" + order.id();
      assertThat(caller.call("PATCH", path, "{\"status\":\"accepted\"}").statusCode())
          .isEqualTo(204);
      assertThat(caller.call("PATCH", path, "{\"status\":\"accepted\"}").statusCode())
          .isEqualTo(409);
    }
    int already = receiver.hooks.size();
    try (Simulator uber = Simulators.start("ubereats", FIVE.withWebhook(receiver.url()))) {
      Caller caller = new Caller(uber);
      credentials(caller, uber, "/oauth/v2/token");
      Entry order = uber.add("orders");
      JsonNode event = Json.read(next(already).body()).orElseThrow();
      JsonNode fetched = caller.get(event.path("resource_href").asText());
      assertThat(fetched.path("current_state").asText()).isEqualTo("CREATED");
      String path = "/v1/eats/orders/" + order.id() + "/accept_pos_order";
      assertThat(caller.call("POST", path, "{\"reason\":\"accepted\"}").statusCode())
          .isEqualTo(204);
      assertThat(caller.call("POST", path, "{\"reason\":\"accepted\"}").statusCode())
          .isEqualTo(409);
    }
  }

  private static void credentials(Caller caller, Simulator vendor, String path) throws Exception {
    String body =
        "grant_type=client_credentials&client_id="
            + vendor.secrets().get("client_id")
            + "&client_secret="
            + vendor.secrets().get("client_secret");
    caller.with("Content-Type", "application/x-www-form-urlencoded");
    caller.bearer(caller.json("POST", path, body).path("access_token").asText());
  }

  @Test
  void slackShouldSayFalseInsideA200AndChallengeTheAddress() throws Exception {
    try (Simulator slack =
        Simulators.start("slack", FIVE.withPageSize(3).withWebhook(receiver.url()))) {
      assertThat(next(0).body()).contains("url_verification");
      Caller caller = new Caller(slack).bearer("xoxb-simulated");
      JsonNode first = caller.get("/api/users.list?limit=200");
      String cursor = first.at("/response_metadata/next_cursor").asText();
      JsonNode second = caller.get("/api/users.list?limit=200&cursor=" + cursor);
      assertThat(second.path("members")).hasSize(2);
      assertThat(second.at("/response_metadata/next_cursor").asText()).isEmpty();
      caller.with("Authorization", "Bearer xoxb-simulated", "Content-Type", "application/json");
      HttpResponse<String> lost =
          caller.call("POST", "/api/chat.postMessage", "{\"channel\":\"#gone\",\"text\":\"x\"}");
      assertThat(lost.statusCode()).isEqualTo(200);
      assertThat(lost.body()).contains("\"ok\":false", "channel_not_found");
      receiver.answer = hook -> Reply.of(hook.header("X-Slack-Retry-Num").isEmpty() ? 500 : 200);
      caller.call("POST", "/api/chat.postMessage", "{\"channel\":\"#operations\",\"text\":\"hi\"}");
      Hook retried = next(2);
      assertThat(retried.header("X-Slack-Retry-Num")).isEqualTo("1");
      assertThat(retried.header("X-Slack-Signature"))
          .isEqualTo(
              "v0="
                  + hex(
                      "HmacSHA256",
                      "slack-signing-secret",
                      "v0:" + retried.header("X-Slack-Request-Timestamp") + ":" + retried.body()));
    }
  }

  @Test
  void hubSpotShouldUpsertInPartSearchAndBatchEvents() throws Exception {
    try (Simulator hubspot =
        Simulators.start("hubspot", FIVE.withPageSize(3).withWebhook(receiver.url()))) {
      Caller caller = new Caller(hubspot).bearer("pat-simulated");
      String objects = "/crm/v3/objects/contacts";
      JsonNode first = caller.get(objects + "?limit=100&properties=email&associations=companies");
      assertThat(first.at("/results/0/properties").has("firstname")).isFalse();
      assertThat(first.at("/results/0/associations/companies/results")).hasSize(1);
      String after = first.at("/paging/next/after").asText();
      assertThat(caller.get(objects + "?limit=100&after=" + after).path("results")).hasSize(2);
      hubspot.hold();
      String upsert =
          "{\"inputs\":[{\"id\":\"una@example.com\",\"idProperty\":\"email\",\"properties\":"
              + "{\"firstname\":\"Una\"},\"objectWriteTraceId\":\"a\"},{\"id\":\"\",\"properties\":"
              + "{},\"objectWriteTraceId\":\"b\"}]}";
      HttpResponse<String> partly = caller.call("POST", objects + "/batch/upsert", upsert);
      assertThat(partly.statusCode()).isEqualTo(207);
      assertThat(partly.body()).contains("\"new\":true", "\"objectWriteTraceId\":[\"b\"]");
      hubspot.records().merge("contacts", "20000000001", "20000000002");
      hubspot.release(true);
      Hook hook = next(0);
      assertThat(Json.read(hook.body()).orElseThrow().findValuesAsText("subscriptionType"))
          .contains("contact.creation", "contact.merge");
      assertThat(hook.header("X-HubSpot-Signature-v3"))
          .isEqualTo(
              base64(
                  "hs-client-secret",
                  "POST"
                      + receiver.url()
                      + hook.body()
                      + hook.header("X-HubSpot-Request-Timestamp")));
    }
  }

  @Test
  void xeroShouldReadSinceAHeaderAndWriteOnceForAKey() throws Exception {
    try (Simulator xero =
        Simulators.start(
            "xero", SimulatorOptions.DEFAULT.withRecords(5).withWebhook(receiver.url()))) {
      String[] headers = {
        "Authorization", "Bearer xero-token",
        "xero-tenant-id", "4f5a4a35-0000-4000-8000-000000000001",
        "If-Modified-Since", "Mon, 1 Jun 2026 00:00:00 GMT",
        "Idempotency-Key", "deal-1"
      };
      Caller caller = new Caller(xero).with(headers);
      String contact = xero.records().live("Contacts").getFirst().id();
      String body =
          "{\"Invoices\":[{\"Type\":\"ACCREC\",\"Contact\":{\"ContactID\":\""
              + contact
              + "\"},\"LineItems\":[{\"Description\":\"x\",\"Quantity\":2,\"UnitAmount\":10}]}]}";
      JsonNode first = caller.json("PUT", "/api.xro/2.0/Invoices", body);
      caller.json("PUT", "/api.xro/2.0/Invoices", body);
      assertThat(first.at("/Invoices/0/Total").decimalValue()).isEqualByComparingTo("24");
      JsonNode changed = caller.get("/api.xro/2.0/Invoices?page=1");
      assertThat(changed.path("Invoices")).hasSize(1);
      assertThat(caller.get("/api.xro/2.0/Invoices?page=2").path("Invoices")).isEmpty();
      assertThat(next(2).body()).contains("\"eventCategory\": \"INVOICE\"");
    }
  }

  @Test
  void squareShouldKeepKeysOfBodiesAndMindVersions() throws Exception {
    try (Simulator square =
        Simulators.start("square", FIVE.withPageSize(3).withWebhook(receiver.url()))) {
      Caller caller = new Caller(square).bearer("sq-token");
      JsonNode page = caller.get("/v2/customers");
      JsonNode rest = caller.get("/v2/customers?cursor=" + page.path("cursor").asText());
      assertThat(rest.path("customers")).hasSize(2);
      assertThat(rest.has("cursor")).isFalse();
      String made = "{\"idempotency_key\":\"k1\",\"given_name\":\"Una\"}";
      String id = caller.json("POST", "/v2/customers", made).at("/customer/id").asText();
      assertThat(caller.json("POST", "/v2/customers", made).at("/customer/id").asText())
          .isEqualTo(id);
      String stale = "{\"version\":7,\"given_name\":\"Una\"}";
      assertThat(caller.json("PUT", "/v2/customers/" + id, stale).at("/errors/0/code").asText())
          .isEqualTo("VERSION_MISMATCH");
      Hook hook = next(0);
      assertThat(hook.header("x-square-hmacsha256-signature"))
          .isEqualTo(base64("sq-signature-key", receiver.url() + hook.body()));
    }
  }

  @Test
  void shouldSufferWhatATestAsksFor() throws Exception {
    try (Simulator stripe = Simulators.start("stripe", FIVE)) {
      Caller caller = new Caller(stripe).bearer("sk_test_simulated");
      stripe.befall(Fault.status(503, 1));
      stripe.befall(
          new Fault(
              "stripe", "POST", "/customers", 1, 500, Fault.When.AFTER, 0, false, null, null));
      assertThat(caller.call("GET", "/v1/customers", "").statusCode()).isEqualTo(503);
      assertThat(caller.call("POST", "/v1/customers", "name=Una").statusCode()).isEqualTo(500);
      assertThat(stripe.records().live("customers")).as("applied before it failed").hasSize(6);
      assertThat(stripe.journal()).hasSize(1);
      assertThat(stripe.subscribe(receiver.url(), Json.object())).isNull();
      stripe.add("products");
      await().until(stripe::idle);
      stripe.repeat(1);
      await().until(() -> receiver.hooks.size() == 2);
      assertThat(receiver.hooks.get(1).body()).isEqualTo(receiver.hooks.get(0).body());
      assertThat(Map.copyOf(stripe.secrets())).containsKey("access_token");
    }
  }
}
