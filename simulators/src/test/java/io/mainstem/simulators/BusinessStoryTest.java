package io.mainstem.simulators;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.simulators.Receiver.Reply;
import io.mainstem.simulators.json.Json;
import io.mainstem.simulators.story.Stories;
import io.mainstem.simulators.story.StoryRun;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BusinessStoryTest {
  private static final int DAYS = 9;

  @ParameterizedTest
  @ValueSource(strings = {"online-shop", "design-studio"})
  void shouldLeaveTheToolsAsTheStoryExpects(String business, @TempDir Path folder)
      throws Exception {
    List<String> told = new ArrayList<>();
    try (Receiver receiver = new Receiver()) {
      receiver.answer = BusinessStoryTest::rightly;
      JsonNode before;
      try (StoryRun run = open(business, folder, receiver, told)) {
        run.awaitReceiver();
        run.play();
        assertThat(told).noneMatch(line -> line.contains("without its handshake"));
        assertThat(told.getLast()).startsWith("story over");
        before = asExpected(run);
        JsonNode sent = ask(run, "/_sent");
        assertThat(sent).hasSizeGreaterThan(100);
        assertThat(sent).allMatch(s -> s.path("state").asText().equals("acknowledged"));
      }
      try (var files = Files.list(folder.resolve("drop"))) {
        assertThat(files).hasSize(DAYS + 1);
      }
      int hooks = receiver.hooks.size();
      try (StoryRun again = open(business, folder, receiver, told)) {
        assertThat(asExpected(again)).isEqualTo(before);
        assertThat(receiver.hooks).as("nothing is told a second time").hasSize(hooks);
      }
    }
  }

  /** Every kind holds as many records as the story reckons, and the planted ones. */
  private static JsonNode asExpected(StoryRun run) throws Exception {
    JsonNode expected = ask(run, "/_expected?days=" + DAYS);
    Map<String, Integer> planted = new HashMap<>();
    for (JsonNode odd : expected.path("malformed")) {
      planted.merge(odd.path("object").asText(), 1, Integer::sum);
    }
    expected
        .path("records")
        .properties()
        .forEach(
            kind -> {
              String[] names = kind.getKey().split("\\.", -1);
              JsonNode held = ask(run, "/_records/" + names[0] + "/" + names[1]);
              assertThat(held.size() - planted.getOrDefault(names[1], 0))
                  .as(kind.getKey())
                  .isEqualTo(kind.getValue().asInt());
            });
    assertThat(expected.path("people").asInt()).isGreaterThan(10);
    return expected;
  }

  private static JsonNode ask(StoryRun run, String path) {
    try {
      String address = "http://127.0.0.1:" + run.port() + path;
      return Json.read(
              HttpClient.newHttpClient()
                  .send(
                      HttpRequest.newBuilder(URI.create(address)).build(),
                      HttpResponse.BodyHandlers.ofString())
                  .body())
          .orElseThrow();
    } catch (Exception broken) {
      throw new IllegalStateException(broken);
    }
  }

  private static StoryRun open(String business, Path folder, Receiver receiver, List<String> told)
      throws Exception {
    Map<String, String> environment = new HashMap<>();
    environment.put("SIM_WORKSPACE", business);
    environment.put("MAINSTEM_PORT", "0");
    environment.put("MAINSTEM_PUBLIC_URL", receiver.url().toString().replace("/hook", ""));
    environment.put("MAINSTEM_STATE", folder.resolve("state").toString());
    environment.put("WAREHOUSE_FOLDER", folder.resolve("drop").toString());
    environment.put("DOCUMENTS_FOLDER", folder.resolve("drop").toString());
    environment.put("SIM_DAYS", String.valueOf(DAYS));
    environment.put("SIM_SECONDS_PER_DAY", "0.1");
    for (String name :
        List.of(
            "SHOPIFY_ACCESS_TOKEN",
            "SHOPIFY_WEBHOOK_SECRET",
            "STRIPE_API_KEY",
            "STRIPE_WEBHOOK_SECRET",
            "XERO_ACCESS_TOKEN",
            "XERO_TENANT_ID",
            "XERO_WEBHOOK_KEY",
            "ZENDESK_API_TOKEN",
            "ZENDESK_WEBHOOK_SECRET",
            "MAILCHIMP_API_KEY",
            "MAILCHIMP_WEBHOOK_SECRET",
            "SLACK_BOT_TOKEN",
            "SLACK_CHANNEL",
            "HUBSPOT_ACCESS_TOKEN",
            "HUBSPOT_CLIENT_SECRET",
            "QUICKBOOKS_CLIENT_ID",
            "QUICKBOOKS_CLIENT_SECRET",
            "QUICKBOOKS_REFRESH_TOKEN",
            "QUICKBOOKS_REALM",
            "QUICKBOOKS_WEBHOOK_TOKEN",
            "ASANA_ACCESS_TOKEN",
            "ASANA_WEBHOOK_SECRET",
            "DRIVE_TOKEN")) {
      environment.put(name, name.toLowerCase(java.util.Locale.ROOT));
    }
    return StoryWiring.open(new Settings(environment), told::add);
  }

  private static Reply rightly(Receiver.Hook hook) {
    return EveryVendorTest.rightly(hook, "xero_webhook_key");
  }

  @Test
  void shouldMakeTheSameStoryOfTheSameSeedAndAnotherOfAnother() {
    for (String business : Stories.names()) {
      assertThat(Stories.of(business, 42, DAYS)).isEqualTo(Stories.of(business, 42, DAYS));
      assertThat(Stories.of(business, 42, DAYS)).isNotEqualTo(Stories.of(business, 43, DAYS));
    }
  }

  @Test
  void shouldNameEverySettingThatIsMissing() {
    Settings settings = new Settings(Map.of("SIM_WORKSPACE", "online-shop"));
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(
                    () -> StoryWiring.open(settings, line -> {}))
                .getMessage())
        .contains("SHOPIFY_ACCESS_TOKEN", "XERO_WEBHOOK_KEY", "MAILCHIMP_WEBHOOK_SECRET");
  }
}
