package io.mainstem.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mainstem.connections.door.Keys;
import io.mainstem.connections.door.WebhookRequest;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.plugin.ToolPlugin;
import io.mainstem.connections.tool.AuthScheme;
import io.mainstem.connections.tool.Tool;
import io.mainstem.connections.tool.Tools;
import io.mainstem.connections.tool.WebhookSpec;
import io.mainstem.connections.yaml.Problems;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The verifier of every scheme of every tool that ships: it never throws, and is never deceived.
 */
class DoorFuzzTest {

  private static final long SEED = 10;
  private static final int SCHEMES = 24;
  private static final int CHANGES = 4;
  private static final int EACH = 32;

  /** Made when the first input comes: what seeds load, the fuzzer cannot instrument any more. */
  private static final class Prepared {
    static final List<Genuine> GENUINE =
        Tools.builtIn().stream().flatMap(DoorFuzzTest::genuine).toList();
  }

  /** A delivery that is let in. */
  private record Genuine(Subject subject, AuthScheme scheme, WebhookRequest request) {

    boolean isIn(WebhookRequest other) {
      String secret = Signer.secret(scheme, 1);
      return Outcomes.isIn(
          Doors.REAL.of(subject.connection(List.of(secret))).admit(other, Keys.NONE, Subject.NOW));
    }
  }

  /** First byte: which scheme; second: what to change; then what to put there. */
  static Stream<byte[]> seeds() {
    Random random = new Random(SEED);
    return IntStream.range(0, SCHEMES * EACH)
        .mapToObj(
            n -> {
              byte[] input = new byte[2 + 3 + random.nextInt(200)];
              random.nextBytes(input);
              input[0] = (byte) (n % SCHEMES);
              input[1] = (byte) (n / SCHEMES % CHANGES);
              return input;
            });
  }

  @MethodSource("seeds")
  @FuzzTest
  void shouldLetNothingInThatWasChanged(byte[] input) {
    if (input.length < 2) {
      return;
    }
    Genuine genuine = Prepared.GENUINE.get((input[0] & 0xFF) % Prepared.GENUINE.size());
    WebhookRequest request = genuine.request();
    byte[] rest = Arrays.copyOfRange(input, 2, input.length);
    switch ((input[1] & 0xFF) % CHANGES) {
      case 0 -> refusesAnotherBody(genuine, rest);
      case 3 -> refusesAnotherBody(genuine, oneByteChanged(request.body().toArray(), rest));
      case 1 -> {
        String text = new String(rest, StandardCharsets.ISO_8859_1);
        for (String name : request.headers().keySet()) {
          // Only that it does not throw: not every header is signed.
          var _ = genuine.isIn(Signer.with(request, name, text));
        }
      }
      default -> {
        String text = new String(rest, StandardCharsets.ISO_8859_1);
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        request.headers().keySet().forEach(name -> headers.put(name, List.of(text)));
        WebhookRequest noise =
            new WebhookRequest(request.method(), headers, text, text, Bytes.of(rest));
        assertThat(genuine.isIn(noise)).as(genuine.subject().tool().name() + ": noise").isFalse();
      }
    }
  }

  private static void refusesAnotherBody(Genuine genuine, byte[] bytes) {
    Bytes body = Bytes.of(bytes);
    boolean in = genuine.isIn(Signer.body(genuine.request(), body));
    assertThat(in && coversBody(genuine.scheme()) && !body.equals(genuine.request().body()))
        .as(genuine.subject().tool().name() + ": another body")
        .isFalse();
  }

  private static byte[] oneByteChanged(byte[] body, byte[] how) {
    if (how.length > 2 && body.length > 0) {
      body[((how[0] & 0xFF) << 8 | (how[1] & 0xFF)) % body.length] = how[2];
    }
    return body;
  }

  private static Stream<Genuine> genuine(String name) {
    Problems problems = new Problems();
    Tool tool = Tools.builtIn(name, problems);
    WebhookSpec webhook = tool.webhook();
    Subject subject = new Subject(tool, Samples.builtIn(name), Doors.REAL);
    if (webhook == null || webhook.auth().stream().anyMatch(it -> !it.needsSecret())) {
      return Stream.of();
    }
    return subject.samples().deliveries().stream()
        .filter(sample -> !sample.isHandshake())
        .limit(1)
        .flatMap(
            sample ->
                webhook.auth().stream()
                    .map(
                        scheme ->
                            new Genuine(
                                subject,
                                scheme,
                                new Signer(scheme, subject.url())
                                    .sign(sample, Signer.secret(scheme, 1), Subject.NOW))));
  }

  private static boolean coversBody(AuthScheme scheme) {
    return switch (scheme) {
      case AuthScheme.Signed signed -> signed.template().contains("{body}");
      case AuthScheme.StandardWebhooks _ -> true;
      case AuthScheme.Plugin(ToolPlugin _) -> true;
      case AuthScheme.Jwt _,
          AuthScheme.SharedSecret _,
          AuthScheme.BodySecret _,
          AuthScheme.Basic _,
          AuthScheme.None _ ->
          false;
    };
  }

  @Test
  void shouldHaveSomethingToDeceive() {
    assertThat(Prepared.GENUINE).hasSizeBetween(10, SCHEMES).allMatch(it -> it.isIn(it.request()));
  }
}
