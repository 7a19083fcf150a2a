package io.mainstem.connections.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.connections.Secret;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.plugin.ToolPlugins;
import io.mainstem.connections.tool.AuthReader;
import io.mainstem.connections.yaml.Problem;
import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlDocument;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Twilio's signatures, by the vectors of its own libraries' tests (RequestValidatorTest). */
final class ToolPluginTest {
  private static final String URL = "https://mycompany.com/myapp.php";
  private static final String QUERY = "foo=1&bar=2";
  private static final String SECRET = "12345";
  private static final String FORM =
      "To=%2B18005551212&Digits=1234&From=%2B14158675309&Caller=%2B14158675309"
          + "&CallSid=CA1234567890ABCDE";
  private static final String SIGNATURE = "RSOYDt4T1cUTdK1PDd93/VVr8B8=";
  private static final String JSON = "{\"property\": \"value\", \"boolean\": true}";
  private static final String HASH =
      "0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620";

  @Test
  void shouldVerifyAPublishedVectorInAnyOrderOfItsFields() {
    assertThat(rejection(QUERY, FORM, SIGNATURE, SECRET)).isEmpty();
    assertThat(rejection(QUERY, FORM, SIGNATURE, "another", SECRET)).isEmpty();
  }

  @Test
  void shouldSignRepeatedFieldsOnceAndInOrder() {
    String form = "Sid=CA123&SidAccount=AC123&Digits=5678&Digits=1234&Digits=1234";

    assertThat(rejection(QUERY, form, "IK+Dwps556ElfBT0I3Rgjkr1wJU=", SECRET)).isEmpty();
  }

  @Test
  void shouldVerifyABodyByTheHashInTheAddress() {
    String query = QUERY + "&bodySHA256=" + HASH;
    String signature = "a9nBmqA0ju/hNViExpshrM61xv4=";

    assertThat(rejection(query, JSON, signature, SECRET)).isEmpty();
    assertThat(rejection(query, JSON + " ", signature, SECRET)).contains(Rejection.SIGNATURE_WRONG);
  }

  @Test
  void shouldRefuseWhateverIsChanged() {
    assertThat(rejection(QUERY, FORM.replace("1234&", "9999&"), SIGNATURE, SECRET))
        .contains(Rejection.SIGNATURE_WRONG);
    assertThat(rejection(QUERY, FORM + "&Extra=1", SIGNATURE, SECRET))
        .contains(Rejection.SIGNATURE_WRONG);
    assertThat(rejection(QUERY + "&x=1", FORM, SIGNATURE, SECRET))
        .contains(Rejection.SIGNATURE_WRONG);
    assertThat(rejection(QUERY, FORM, SIGNATURE, SECRET + "x")).contains(Rejection.SIGNATURE_WRONG);
    assertThat(rejection(QUERY, FORM, SIGNATURE.replace('R', 'S'), SECRET))
        .contains(Rejection.SIGNATURE_WRONG);
    assertThat(rejection(QUERY, "%zz=1", SIGNATURE, SECRET)).contains(Rejection.SIGNATURE_WRONG);
    assertThat(rejection(QUERY, "no form", SIGNATURE, SECRET)).contains(Rejection.SIGNATURE_WRONG);
    assertThat(rejection(QUERY, FORM, SIGNATURE)).contains(Rejection.NOT_CONFIGURED);
    assertThat(reject(QUERY, FORM, Map.of(), SECRET)).contains(Rejection.SIGNATURE_MISSING);
    assertThat(
            reject(
                QUERY, FORM, Map.of("x-twilio-signature", List.of(SIGNATURE, SIGNATURE)), SECRET))
        .contains(Rejection.SIGNATURE_REPEATED);
  }

  @Test
  void shouldComeThroughTheDoorByTheToolFile() {
    String webhook =
        """
        auth: {kind: plugin, name: twilio}
        decode: form
        type: type
        dedupe: key
        events:
          thing.changed: {object: thing, ring: id}
        """;
    String body = "type=thing.changed&id=7&key=k1";
    WebhookDoor door = Doors.door(webhook, SECRET);

    assertThat(
            Doors.verdict(
                door, Doors.post(body, "X-Twilio-Signature", "7ACChomQ6P1GN4g95Wq1VaxVZtI=")))
        .isEqualTo("ring 7");
    assertThat(Doors.verdict(door, Doors.post(body + "8", "X-Twilio-Signature", "x")))
        .startsWith("SIGNATURE_WRONG");
  }

  @Test
  void shouldRefuseANameNobodyHasWithTheNearest() {
    Problems problems = new Problems();

    AuthReader.read(
        YamlDocument.parse("t.yaml", "kind: plugin\nname: twillio", problems), problems);

    Problem problem = problems.list().getFirst();
    assertThat(problem.nearest()).isEqualTo("twilio");
    assertThat(problem.line()).isEqualTo(2);
  }

  private static Optional<Rejection> rejection(
      String query, String body, String signature, String... secrets) {
    return reject(query, body, Map.of("X-Twilio-Signature", List.of(signature)), secrets);
  }

  private static Optional<Rejection> reject(
      String query, String body, Map<String, List<String>> headers, String... secrets) {
    return new PluginCheck(
            ToolPlugins.find("twilio").orElseThrow(),
            URL,
            List.of(secrets).stream().map(Secret::new).toList())
        .reject(new WebhookRequest("POST", headers, query, "", Bytes.utf8(body)), Doors.NOW);
  }
}
