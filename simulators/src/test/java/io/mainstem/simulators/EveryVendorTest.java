package io.mainstem.simulators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.simulators.Receiver.Reply;
import io.mainstem.simulators.json.Json;
import io.mainstem.simulators.vendor.Entry;
import io.mainstem.simulators.vendor.Signature;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is true of every simulated vendor. */
class EveryVendorTest {
  /** These want more than a 200. */
  private static final Set<String> ECHOING = Set.of("asana", "monday", "slack", "xero");

  private static final Set<String> SILENT = Set.of("salesforce");

  static List<String> names() {
    return Simulators.names().stream().sorted().toList();
  }

  @ParameterizedTest
  @MethodSource("names")
  void shouldTellAnAddressThatShookHandsOfEveryKindOfChange(String name) throws Exception {
    try (Receiver receiver = new Receiver();
        Simulator vendor = Simulators.start(name, SimulatorOptions.DEFAULT)) {
      if (SILENT.contains(name)) {
        return;
      }
      receiver.answer = EveryVendorTest::rightly;
      assertThat(vendor.subscribe(receiver.url(), Json.object())).isNull();
      if (vendor.subscriptions().stream().anyMatch(s -> !s.live())) {
        return;
      }
      for (String kind : vendor.records().kinds()) {
        Entry made = vendor.add(kind);
        vendor.records().change(kind, made.id(), Json.object("name", "Else"));
        vendor.records().delete(kind, made.id());
      }
      await().until(vendor::idle);
      assertThat(vendor.sent()).isNotEmpty();
      assertThat(vendor.sent())
          .allMatch(sent -> sent.path("state").asText().equals("acknowledged"));
    }
  }

  /** Answers every handshake as its vendor wants it. */
  static Reply rightly(Receiver.Hook hook) {
    return rightly(hook, "xero-webhook-key");
  }

  static Reply rightly(Receiver.Hook hook, String xeroKey) {
    JsonNode body = Json.read(hook.body()).orElse(Json.object());
    String secret = hook.header("X-Hook-Secret");
    if (!secret.isEmpty()) {
      return new Reply(200, Map.of("X-Hook-Secret", secret), "");
    }
    String xero = hook.header("x-xero-signature");
    if (!xero.isEmpty()) {
      return Reply.of(xero.equals(base64(xeroKey, hook.body())) ? 200 : 401);
    }
    if (body.has("challenge")) {
      return new Reply(200, Map.of(), Json.write(Json.object("challenge", body.path("challenge"))));
    }
    return Reply.of(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"asana", "gusto", "intercom", "mailchimp", "monday", "notion", "slack", "xero"})
  void shouldTellNothingToAnAddressThatDidNotShakeHands(String name) throws Exception {
    for (int status : ECHOING.contains(name) ? new int[] {200, 404} : new int[] {404}) {
      try (Receiver receiver = new Receiver();
          Simulator vendor = Simulators.start(name, SimulatorOptions.DEFAULT)) {
        receiver.answer = hook -> Reply.of(status);
        assertThat(vendor.subscribe(receiver.url(), Json.object())).isNotNull();
        vendor.add(vendor.records().kinds().getFirst());
        assertThat(vendor.sent()).isEmpty();
      }
    }
  }

  private static String base64(String key, String text) {
    return Base64.getEncoder().encodeToString(Signature.mac("HmacSHA256", key, text));
  }

  @ParameterizedTest
  @MethodSource("names")
  void shouldAnswerNobodyWithoutCredentials(String name) throws Exception {
    try (Simulator vendor = Simulators.start(name, SimulatorOptions.DEFAULT)) {
      int status = new Caller(vendor).call("GET", "/anything", "").statusCode();
      assertThat(status).isIn(name.equals("slack") ? List.of(200) : List.of(401, 403));
    }
  }
}
