package io.mainstem.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mainstem.connections.door.Admission;
import io.mainstem.connections.door.Keys;
import io.mainstem.connections.door.WebhookRequest;
import io.mainstem.connections.json.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Signatures the vendors, or test suites of others, have published; where they are at hand. */
final class VectorChecks {
  private final Subject subject;
  private final Findings findings;

  VectorChecks(Subject subject, Findings findings) {
    this.subject = subject;
    this.findings = findings;
  }

  void run(Path file) throws IOException {
    if (!Files.isReadable(file)) {
      return;
    }
    for (JsonNode vector : new ObjectMapper().readTree(Files.readAllBytes(file)).path("vectors")) {
      if (vector.path("scheme").asText().equals(subject.tool().name())) {
        check(vector);
      }
    }
  }

  private void check(JsonNode vector) {
    String id = vector.path("id").asText();
    String secret = vector.path("secret").asText();
    JsonNode request = vector.path("request");
    String body = request.path("body").asText();
    String url = request.path("url").asText();
    Instant now = Instant.ofEpochSecond(vector.path("now").asLong());
    Admission right = admit(request, body, url, secret, now);
    findings.that(Outcomes.isIn(right), Check.VECTORS, id, "it ended as " + Outcomes.lines(right));
    if (right instanceof Admission.Handshake) {
      // It brings the secret it is signed with: nothing is taken from it, whoever sends it.
      return;
    }
    refused(id + ", another body", admit(request, body + " ", url, secret, now));
    refused(id + ", another secret", admit(request, body, url, secret + "x", now));
    if (!url.isEmpty()) {
      refused(id + ", another address", admit(request, body, url + "/x", secret, now));
    }
  }

  private void refused(String what, Admission admission) {
    // A handshake that brings the secret itself is answered, and nothing comes in by it.
    findings.that(
        !Outcomes.isIn(admission) || admission instanceof Admission.Handshake,
        Check.VECTORS,
        what,
        "it came in");
  }

  private Admission admit(JsonNode request, String body, String url, String secret, Instant now) {
    Map<String, List<String>> headers = new HashMap<>();
    request
        .path("headers")
        .properties()
        .forEach(header -> headers.put(header.getKey(), List.of(header.getValue().asText())));
    return subject
        .doors()
        .of(subject.connection(url, List.of(secret), Map.of()))
        .admit(
            new WebhookRequest(request.path("method").asText(), headers, Bytes.utf8(body)),
            Keys.NONE,
            now);
  }
}
