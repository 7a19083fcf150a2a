package io.mainstem.simulators.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mainstem.simulators.SharedReference;
import io.mainstem.simulators.timeline.Tool;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignaturesTest {
  private static final Map<String, Tool> SCHEMES =
      Map.of("hubspot", Tool.HUBSPOT, "xero", Tool.XERO, "square", Tool.SQUARE);

  @Test
  void shouldSignEveryPublishedVectorAsItsVendorDoes() throws IOException {
    JsonNode vectors =
        new ObjectMapper().readTree(SharedReference.orSkip("reference/vectors.json").toFile());
    int checked = 0;
    for (JsonNode vector : vectors.path("vectors")) {
      Tool tool = SCHEMES.get(vector.path("scheme").asText());
      if (tool != null) {
        assertSigned(vector, tool);
        checked++;
      }
    }
    assertThat(checked).isEqualTo(6);
  }

  private static void assertSigned(JsonNode vector, Tool tool) {
    Secret secret = new Secret(vector.path("secret").asText());
    JsonNode request = vector.path("request");
    long millis = request.path("headers").path("X-HubSpot-Request-Timestamp").asLong(0);
    Signatures signatures = new Signatures(secret, secret, secret);
    Map<String, String> headers =
        signatures.headers(
            tool, request.path("url").asText(), request.path("body").asText(), millis);
    request
        .path("headers")
        .properties()
        .forEach(
            header ->
                assertThat(headers)
                    .as(vector.path("id").asText())
                    .containsEntry(header.getKey(), header.getValue().asText()));
  }

  @Test
  void shouldNeverPrintASecret() {
    assertThat(new Signatures(new Secret("a-key"), new Secret("b-key"), new Secret("c-key")))
        .asString()
        .doesNotContain("key");
  }
}
