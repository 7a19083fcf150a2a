package io.mainstem.connections.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mainstem.connections.Secret;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.tool.AuthReader;
import io.mainstem.connections.tool.AuthScheme;
import io.mainstem.connections.tool.Tools;
import io.mainstem.connections.tool.WebhookSpec;
import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlDocument;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Signatures the vendors, or test suites of others, have published. */
final class PublishedVectorsTest {
  private static final Path REFERENCE =
      Path.of(System.getProperty("mainstem.root", ".."), "..", "shared", "reference");

  private static final Map<String, String> EQUIVALENTS =
      Map.of(
          "hubspot-v1",
          "digest\nsig: {header: X-HubSpot-Signature}\ntemplate: '{secret}{body}'",
          "hubspot-v2",
          "digest\nsig: {header: X-HubSpot-Signature}\ntemplate: '{secret}{method}{url}{body}'",
          "slack",
          """
          hmac
          sig: {header: X-Slack-Signature, prefix: "v0="}
          ts: {from: header, name: X-Slack-Request-Timestamp}
          template: "v0:{ts}:{body}\"\
          """,
          "quickbooks",
          "hmac\nenc: base64\nsig: {header: intuit-signature}\ntemplate: '{body}'",
          "shopify",
          "hmac\nenc: base64\nsig: {header: X-Shopify-Hmac-Sha256}\ntemplate: '{body}'",
          "bamboohr",
          """
          hmac
          sig: {header: X-BambooHR-Signature}
          ts: {from: header, name: X-BambooHR-Timestamp}
          template: "{body}{ts}\"\
          """,
          "asana",
          "hmac\nsig: {header: X-Hook-Signature}\ntemplate: '{body}'",
          "stripe",
          """
          hmac
          sig: {header: Stripe-Signature, item: ",", sep: "=", field: v1}
          ts: {from: signature, name: t}
          template: "{ts}.{body}\"\
          """,
          "zendesk",
          """
          hmac
          enc: base64
          sig: {header: X-Zendesk-Webhook-Signature}
          ts: {from: header, name: X-Zendesk-Webhook-Signature-Timestamp, unit: iso8601}
          template: "{ts}{body}\"\
          """,
          "notion",
          "hmac\nsig: {header: X-Notion-Signature, prefix: 'sha256='}\ntemplate: '{body}'");

  record Vector(
      String id,
      AuthScheme.Signed scheme,
      String secret,
      Instant now,
      String method,
      String url,
      Map<String, List<String>> headers,
      String body) {
    @Override
    public String toString() {
      return id;
    }

    Optional<Rejection> rejection(String otherUrl, String otherBody, String key, Instant at) {
      return new SignedCheck(scheme, otherUrl, List.of(new Secret(key)))
          .reject(new WebhookRequest(method, headers, Bytes.utf8(otherBody)), at);
    }
  }

  static List<Vector> own() {
    return List.of(
        // HubSpot/hubspot-api-python tests/spec/utils/test_signature.py
        new Vector(
            "hubspot v3, python",
            scheme("hubspot"),
            "yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy",
            Instant.ofEpochSecond(1693657560),
            "POST",
            "https://www.example.com/webhook_uri",
            Map.of(
                "X-HubSpot-Signature-v3", List.of("K36dawei4A+QBNolUOqo7s91KQDWQ5MXZ/QufNYuk/Y="),
                "X-HubSpot-Request-Timestamp", List.of("1693657560000")),
            "{'example_field':'example_value'}"),
        // HubSpot/hubspot-api-ruby spec/helpers/signature_spec.rb
        new Vector(
            "hubspot v3, ruby",
            scheme("hubspot"),
            "yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy",
            Instant.ofEpochSecond(1700000300),
            "POST",
            "https://www.example.com/webhook_uri",
            Map.of(
                "X-HubSpot-Signature-v3", List.of("RnbPH7+UMKVkbV32P8bz450N4M56aPmcru1+D3kSDtw="),
                "X-HubSpot-Request-Timestamp", List.of("1700000300000")),
            "{'example_field':'example_value'}"),
        // fusebit/integrations xero-connector/test/mock/initialization.json
        new Vector(
            "xero, intent to receive",
            scheme("xero"),
            "MJbAGqKIvrSX8zpbHi29688Y7eTx5MWsfQ2kvbI0iBzhQu8N6bXEbWOkJrzlUd0f7CW3Ea/NMvSSQYl63qp9Mg==",
            Instant.EPOCH,
            "POST",
            "",
            Map.of("x-xero-signature", List.of("nDpUXEMvTpFa7ckjerrQBncflee5tqf+fyZoDgNTic0=")),
            "{\"events\":[],\"firstEventSequence\": 0,\"lastEventSequence\": 0, \"entropy\":"
                + " \"CIXOCZMBQXPJOHRCHCBY\"}"),
        // square/square-java-sdk WebhooksHelperTest.java
        new Vector(
            "square",
            scheme("square"),
            "signature-key",
            Instant.EPOCH,
            "POST",
            "https://webhook.site/webhooks",
            Map.of(
                "x-square-hmacsha256-signature",
                List.of("Cxt7+aTi4rKgcA0bC4g9EHdVtLSDWdqccmL5MvihU4U=")),
            "{\"data\":{\"type\":\"webhooks\",\"id\":\">id<\"}}"));
  }

  @ParameterizedTest
  @MethodSource("own")
  void shouldVerifyAndFailOnceAnythingIsChanged(Vector vector) {
    check(vector);
  }

  @Test
  void shouldVerifyEveryPublishedVectorOfTheReference() throws Exception {
    Path file = REFERENCE.resolve("vectors.json");
    assumeTrue(Files.exists(file), "skipped: ../shared/reference/vectors.json is not here");
    List<String> checked = new ArrayList<>();
    for (JsonNode node : new ObjectMapper().readTree(Files.readAllBytes(file)).get("vectors")) {
      Map<String, List<String>> headers = new java.util.HashMap<>();
      node.get("request")
          .get("headers")
          .properties()
          .forEach(entry -> headers.put(entry.getKey(), List.of(entry.getValue().asText())));
      check(
          new Vector(
              node.get("id").asText(),
              scheme(node.get("scheme").asText()),
              node.get("secret").asText(),
              Instant.ofEpochSecond(node.get("now").asLong()),
              node.get("request").get("method").asText(),
              node.get("request").get("url").asText(),
              headers,
              node.get("request").get("body").asText()));
      checked.add(node.get("id").asText());
    }
    assertThat(checked).hasSizeGreaterThanOrEqualTo(19);
  }

  private static void check(Vector vector) {
    String url = vector.url();
    String body = vector.body();
    String secret = vector.secret();
    Instant now = vector.now();
    assertThat(vector.rejection(url, body, secret, now)).as(vector.id()).isEmpty();
    assertThat(vector.rejection(url, body + " ", secret, now)).contains(Rejection.SIGNATURE_WRONG);
    assertThat(vector.rejection(url, body, secret + "x", now)).contains(Rejection.SIGNATURE_WRONG);
    if (vector.scheme().template().contains("{url}")) {
      assertThat(vector.rejection(url + "/", body, secret, now))
          .contains(Rejection.SIGNATURE_WRONG);
    }
    AuthScheme.Timestamp timestamp = vector.scheme().timestamp();
    if (timestamp != null && timestamp.tolerance() != null) {
      // The vector's own clock may be anywhere inside the tolerance.
      Instant late = now.plus(timestamp.tolerance().multipliedBy(2)).plusSeconds(1);
      Instant early = now.minus(timestamp.tolerance().multipliedBy(2)).minusSeconds(1);
      assertThat(vector.rejection(url, body, secret, late)).contains(Rejection.TIMESTAMP_STALE);
      assertThat(vector.rejection(url, body, secret, early)).contains(Rejection.TIMESTAMP_AHEAD);
    }
  }

  /** What the tool file says, or what one would say where there is none. */
  private static AuthScheme.Signed scheme(String name) {
    Problems problems = new Problems();
    if (Tools.builtIn().contains(name)) {
      WebhookSpec webhook = Tools.builtIn(name, problems).webhook();
      if (webhook != null && webhook.auth().getFirst() instanceof AuthScheme.Signed signed) {
        return signed;
      }
    }
    String written = Objects.requireNonNull(EQUIVALENTS.get(name), name);
    AuthScheme scheme =
        AuthReader.read(YamlDocument.parse(name, "kind: " + written, problems), problems);
    assertThat(problems.list()).isEmpty();
    return (AuthScheme.Signed) scheme;
  }
}
