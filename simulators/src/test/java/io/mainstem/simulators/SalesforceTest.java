package io.mainstem.simulators;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SalesforceTest {
  private static final String DATA = "/services/data/v62.0";

  @Test
  void shouldFollowTheNextAddressToTheLastPage() throws Exception {
    try (Simulator salesforce =
        Simulators.start("salesforce", SimulatorOptions.DEFAULT.withRecords(5).withPageSize(3))) {
      Caller caller = new Caller(salesforce);
      caller.refresh("/services/oauth2/token", null);
      String query = "SELECT Id, Name FROM Account WHERE SystemModstamp > 2026-01-01T00:00:00Z";
      JsonNode first = caller.get(DATA + "/query?q=" + Caller.encoded(query));
      assertThat(first.path("records")).hasSize(3);
      assertThat(first.at("/records/0").has("Industry")).isFalse();
      JsonNode second = caller.get(salesforce.host() + first.path("nextRecordsUrl").asText());
      assertThat(second.path("records")).hasSize(2);
      assertThat(second.path("done").asBoolean()).isTrue();
    }
  }

  @Test
  void shouldUpsertByAnExternalIdAndCountTheDay() throws Exception {
    try (Simulator salesforce = Simulators.start("salesforce", SimulatorOptions.DEFAULT)) {
      Caller caller = new Caller(salesforce);
      caller.refresh("/services/oauth2/token", null);
      String path = DATA + "/sobjects/Contact/Mainstem_Id__c/per%2F1%20a";
      HttpResponse<String> made = caller.call("PATCH", path, "{\"LastName\":\"Holt\"}");
      assertThat(made.statusCode()).isEqualTo(201);
      assertThat(made.headers().firstValue("Sforce-Limit-Info")).contains("api-usage=1/15000");
      HttpResponse<String> again = caller.call("PATCH", path, "{\"FirstName\":\"Una\"}");
      assertThat(again.statusCode()).isEqualTo(200);
      assertThat(salesforce.records().live("Contact")).hasSize(4);
      assertThat(salesforce.records().live("Contact").getLast().body().toString())
          .contains("\"LastName\":\"Holt\"", "\"FirstName\":\"Una\"", "per/1 a");
      HttpResponse<String> refused = caller.call("POST", DATA + "/sobjects/Contact", "{}");
      assertThat(refused.body()).contains("REQUIRED_FIELD_MISSING");
    }
  }

  @Test
  void shouldTakeASignedAssertionAndNoOther() throws Exception {
    try (Simulator salesforce = Simulators.start("salesforce", SimulatorOptions.DEFAULT)) {
      String key = Objects.requireNonNull(salesforce.secrets().get("private_key"));
      JsonNode good = asked(salesforce, assertion(key, "sf-client"));
      assertThat(good.path("instance_url").asText()).isEqualTo(salesforce.base().toString());
      assertThat(asked(salesforce, assertion(key, "else")).path("error").asText())
          .isEqualTo("invalid_grant");
      assertThat(asked(salesforce, assertion(key, "sf-client") + "A").path("error").asText())
          .isEqualTo("invalid_grant");
    }
  }

  private static JsonNode asked(Simulator salesforce, String assertion) throws Exception {
    return new Caller(salesforce)
        .with("Content-Type", "application/x-www-form-urlencoded")
        .json(
            "POST",
            "/services/oauth2/token",
            "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion="
                + assertion);
  }

  private static String assertion(String pem, String issuer) throws Exception {
    String claims =
        "{\"iss\":\"%s\",\"sub\":\"integration@example.com\",\"aud\":\"https://login\",\"exp\":%d}"
            .formatted(issuer, Instant.now().getEpochSecond() + 120);
    String signed = part("{\"alg\":\"RS256\"}") + "." + part(claims);
    byte[] key = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    Signature signer = Signature.getInstance("SHA256withRSA");
    signer.initSign(KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(key)));
    signer.update(signed.getBytes(StandardCharsets.US_ASCII));
    return signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signer.sign());
  }

  private static String part(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }
}
