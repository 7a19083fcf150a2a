package io.mainstem.connections.pull;

import static io.mainstem.connections.pull.Script.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.connections.Connection;
import io.mainstem.connections.Secret;
import io.mainstem.connections.http.AccessToken;
import io.mainstem.connections.http.HttpAnswer;
import io.mainstem.connections.http.HttpCall;
import io.mainstem.connections.http.TokenAnswer;
import io.mainstem.connections.http.TokenPlan;
import io.mainstem.connections.json.Bytes;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class TokensTest {
  @Test
  void shouldRefreshAndKeepWhatTheAnswerSays() {
    TokenPlan plan =
        plan(
            "{kind: oauth2-code, token: \"https://id.example.com/{setting.realm}/token\", client:"
                + " basic, keep: [instance_url], rotates: true, refreshLife: 60d}");

    HttpCall call = plan.call("r0", NOW);
    TokenAnswer.Granted granted =
        (TokenAnswer.Granted)
            plan.read(
                answer(
                    200,
                    "{\"access_token\":\"a1\",\"expires_in\":\"1800\",\"refresh_token\":\"r1\",\"instance_url\":\"https://na1.example.com\"}"),
                NOW);

    assertThat(call.uri()).hasToString("https://id.example.com/r1/token");
    assertThat(call.body().text()).isEqualTo("grant_type=refresh_token&refresh_token=r0");
    assertThat(call.headers())
        .containsEntry(
            "Authorization",
            "Basic "
                + Base64.getEncoder()
                    .encodeToString("our-id:our-secret".getBytes(StandardCharsets.UTF_8)));
    assertThat(granted.refresh()).isEqualTo("r1");
    assertThat(granted.token())
        .isEqualTo(
            new AccessToken(
                "a1", Map.of("instance_url", "https://na1.example.com"), NOW.plusSeconds(1800)));
    assertThat(AccessToken.read(granted.token().write())).isEqualTo(granted.token());
    assertThat(granted.toString()).doesNotContain("a1").doesNotContain("r1");
    assertThat(TokenPlan.renewAt(granted.token(), NOW)).contains(NOW.plusSeconds(1680));
    assertThat(plan.refreshEnds(NOW)).contains(NOW.plus(Duration.ofDays(60)));
    assertThat(plan.firstRefreshToken()).contains("first");
  }

  @Test
  void shouldAskAtTheAddressThatCameWithTheToken() {
    Connection connection =
        Script.connection(
            """
            tool: example
            api: {base: "{token.instance_url}/v1", auth: {kind: oauth2-client, token: https://id.example.com/token, scope: read, keep: [instance_url], send: {X-Token: "{token}"}}}
            objects:
              contact: {id: id, list: {path: /contacts, records: "rows[]"}, shape: {id: text!}, fragments: []}
            """);
    AccessToken token =
        new AccessToken("a1", Map.of("instance_url", "https://na1.example.com"), null);
    PullPlan plan = PullPlan.of(connection, () -> token).getFirst();

    HttpCall call = plan.call(plan.start(true, PullMark.NONE, NOW));

    assertThat(call.uri()).hasToString("https://na1.example.com/v1/contacts");
    assertThat(call.headers()).containsEntry("X-Token", "a1");
    assertThat(TokenPlan.of(connection).orElseThrow().call(null, NOW).body().text())
        .isEqualTo(
            "grant_type=client_credentials&scope=read&client_id=our-id&client_secret=our-secret");
  }

  @Test
  void shouldTellARefusalFromATroubleThatPasses() {
    TokenPlan plan = plan("{kind: oauth2-code, token: https://id.example.com/token}");

    assertThat(plan.read(answer(400, "{\"error\":\"invalid_grant\"}"), NOW))
        .isInstanceOfSatisfying(
            TokenAnswer.Refused.class,
            refused -> assertThat(refused.code()).isEqualTo("invalid_grant"));
    assertThat(plan.read(answer(503, ""), NOW)).isEqualTo(new TokenAnswer.Again("HTTP_503", null));
    assertThat(plan.read(answer(200, "<html>"), NOW)).isInstanceOf(TokenAnswer.Again.class);
    assertThat(plan.read(answer(200, "{}"), NOW)).isInstanceOf(TokenAnswer.Refused.class);
  }

  @Test
  void shouldLogIn() {
    TokenPlan plan =
        plan(
            "{kind: login, path: /login, body: {key: \"{secret.key}\"}, result: data.token,"
                + " expires: data.until, send: {X-Session: \"{token}\"}}");

    assertThat(plan.call(null, NOW).uri()).hasToString("https://api.example.com/v1/login");
    assertThat(plan.call(null, NOW).body().text()).isEqualTo("{\"key\":\"secret-key\"}");
    assertThat(
            plan.read(
                answer(200, "{\"data\":{\"token\":\"t\",\"until\":\"2026-03-02T11:00:00Z\"}}"),
                NOW))
        .isEqualTo(
            new TokenAnswer.Granted(new AccessToken("t", Map.of(), NOW.plusSeconds(3600)), null));
  }

  @Test
  void shouldSignAnAssertionThatTheOtherSideCanVerify() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair pair = generator.generateKeyPair();
    String pem =
        "-----BEGIN PRIVATE KEY-----\\n"
            + Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded())
            + "\\n-----END PRIVATE KEY-----";
    Connection connection =
        withSecret(
            connection(
                "{kind: jwt-bearer, token: https://id.example.com/token, issuer:"
                    + " \"{secret.client_id}\", subject: someone@example.com, audience:"
                    + " https://id.example.com}"),
            pem);

    String form =
        URLDecoder.decode(
            TokenPlan.of(connection).orElseThrow().call(null, NOW).body().text(),
            StandardCharsets.UTF_8);

    String[] parts = form.substring(form.indexOf("assertion=") + 10).split("\\.", -1);
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(pair.getPublic());
    signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
    assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
    assertThat(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8))
        .contains("\"iss\":\"our-id\"", "\"sub\":\"someone@example.com\"");
  }

  @Test
  void shouldSignRequestsAndSendKeysAsParameters() {
    HttpCall signed =
        firstCall(
            "{kind: signing, alg: sha256, enc: base64, secret: \"{secret.key}\", template:"
                + " \"{query}\", header: api-auth-signature}");
    HttpCall asked = firstCall("{kind: query, values: {key: \"{secret.key}\"}}");
    HttpCall basic = firstCall("{kind: basic, user: \"me/token\", password: \"{secret.key}\"}");

    // printf 'size=1' | openssl dgst -sha256 -hmac secret-key -binary | base64
    assertThat(signed.headers())
        .containsEntry("api-auth-signature", "688NmlWDiZv71D3rM8M0EB0CNQJvQDt5edu8cFIKMEA=");
    assertThat(asked.uri()).hasToString("https://api.example.com/v1/c?size=1&key=secret-key");
    assertThat(basic.headers())
        .containsEntry("Authorization", "Basic bWUvdG9rZW46c2VjcmV0LWtleQ==");
  }

  private static HttpCall firstCall(String auth) {
    PullPlan plan = PullPlan.of(connection(auth), () -> AccessToken.NONE).getFirst();
    return plan.call(plan.start(true, PullMark.NONE, NOW));
  }

  private static TokenPlan plan(String auth) {
    return TokenPlan.of(connection(auth)).orElseThrow();
  }

  private static Connection connection(String auth) {
    return Script.connection(
        """
        tool: example
        api: {base: "https://api.example.com/v1", auth: %s}
        objects:
          contact: {id: id, list: {path: /c, query: {size: "1"}, records: "rows[]"}, shape: {id: text!}, fragments: []}
        """
            .formatted(auth));
  }

  private static Connection withSecret(Connection connection, String key) {
    return new Connection(
        connection.name(),
        connection.tool(),
        connection.api(),
        connection.publicUrl(),
        List.of(),
        Map.of(
            "private_key",
            new Secret(key),
            "client_id",
            Objects.requireNonNull(connection.secrets().get("client_id"))),
        connection.settings(),
        null,
        null,
        connection.options(),
        List.of());
  }

  private static HttpAnswer answer(int status, String body) {
    return new HttpAnswer(status, Map.of(), Bytes.utf8(body));
  }
}
