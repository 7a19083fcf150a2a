package io.mainstem.connections.door;

import static io.mainstem.connections.door.Doors.NOW;
import static io.mainstem.connections.door.Doors.SECRET;
import static io.mainstem.connections.door.Doors.URL;
import static io.mainstem.connections.door.Doors.door;
import static io.mainstem.connections.door.Doors.post;
import static io.mainstem.connections.door.Doors.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.connections.json.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

final class AuthKindsTest {
  private static final String BODY = "{\"type\":\"thing.changed\",\"key\":\"k\",\"id\":\"1\"}";
  private static final String SECOND = Long.toString(NOW.getEpochSecond());

  @Test
  void shouldTakeAnyOfANumberedFamilyOfHeaders() {
    WebhookDoor door =
        door(
            "auth: {kind: hmac, enc: base64, sig: {header: \"X-Sig-{n}\"}, template: \"{body}\"}",
            SECRET);
    String right = base64(hmac("HmacSHA256", bytes(SECRET), BODY));

    assertThat(verdict(door, post(BODY, "X-Sig-1", "d3Jvbmc=", "X-Sig-2", right)))
        .isEqualTo("ring 1");
    assertThat(verdict(door, post(BODY, "X-Sig-2", "d3Jvbmc="))).isEqualTo("SIGNATURE_WRONG 401");
    assertThat(verdict(door, post(BODY, "X-Sig-2", right, "X-Sig-2", right)))
        .isEqualTo("SIGNATURE_REPEATED 401");
  }

  @Test
  void shouldReadVariablesPrefixedKeysSha512AndTheTimeInTheBody() {
    WebhookDoor door =
        door(
            """
            auth:
              kind: hmac
              alg: sha512
              enc: hex
              key: {prefix: key_}
              sig: {header: X-Sig, prefix: "v1="}
              ts: {from: body, name: at, unit: iso8601, tolerance: 1m}
              vars: {id: "header:X-Id"}
              template: "{id} {ts} {body}"
            """,
            "key_" + base64(bytes(SECRET)));
    String body = "{\"type\":\"thing.changed\",\"key\":\"k\",\"id\":\"1\",\"at\":\"" + NOW + "\"}";
    String right = "v1=" + hex(hmac("HmacSHA512", bytes(SECRET), "seven " + NOW + " " + body));

    assertThat(verdict(door, post(body, "X-Sig", right, "X-Id", "seven"))).isEqualTo("ring 1");
    assertThat(verdict(door, post(body, "X-Sig", right, "X-Id", "eight")))
        .isEqualTo("SIGNATURE_WRONG 401");
    assertThat(
            verdict(door.admit(post(body, "X-Sig", right, "X-Id", "seven"), NOW.plusSeconds(61))))
        .isEqualTo("TIMESTAMP_STALE 401");
  }

  @Test
  void shouldDecodeOnlyTheEscapesTheToolDecodesAndSignWhatWasCalled() {
    WebhookDoor door =
        door(
            "auth: {kind: hmac, sig: {header: X-Sig}, template: \"{url}{body}\", urlDecode:"
                + " \":/?\"}",
            SECRET);
    String right = hex(hmac("HmacSHA256", bytes(SECRET), URL + "/tail?to=https://a?b=%26" + BODY));

    assertThat(
            verdict(
                door,
                new WebhookRequest(
                    "POST",
                    Map.of("X-Sig", List.of(right)),
                    "to=https%3A%2F%2Fa%3fb=%26",
                    "tail",
                    Bytes.utf8(BODY))))
        .isEqualTo("ring 1");
    assertThat(verdict(door, post(BODY, "X-Sig", right))).isEqualTo("SIGNATURE_WRONG 401");
  }

  /** The example of the Standard Webhooks specification and its libraries' tests. */
  @Test
  void shouldAcceptThePublishedStandardWebhook() {
    WebhookDoor door =
        door("auth: {kind: standard-webhooks}", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    String signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    Admission admission =
        door.admit(
            post(
                "{\"test\": 2432232314}",
                "webhook-id",
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                "webhook-timestamp",
                "1614265330",
                "webhook-signature",
                "v1,d3Jvbmc= " + signature),
            Instant.ofEpochSecond(1614265330));

    assertThat(verdict(admission)).startsWith("EVENT_SHAPE");
  }

  @Test
  void shouldVerifyEd25519WithThePublicKey() throws GeneralSecurityException {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    byte[] encoded = pair.getPublic().getEncoded();
    String key = "whpk_" + base64(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
    WebhookDoor door = door("auth: {kind: standard-webhooks, prefix: svix}", key);
    Signature signer = Signature.getInstance("Ed25519");
    signer.initSign(pair.getPrivate());
    signer.update(bytes("msg_1." + SECOND + "." + BODY));
    String signature = "v1a," + base64(signer.sign());

    assertThat(verdict(door, svix(BODY, SECOND, signature))).isEqualTo("ring 1");
    assertThat(verdict(door, svix(BODY + " ", SECOND, signature))).isEqualTo("SIGNATURE_WRONG 401");
    assertThat(verdict(door.admit(svix(BODY, SECOND, signature), NOW.plusSeconds(301))))
        .isEqualTo("TIMESTAMP_STALE 401");
  }

  @Test
  void shouldCheckATokensSignatureTimeAndClaims() {
    WebhookDoor door =
        door(
            "auth: {kind: jwt, header: Authorization, prefix: \"Bearer \", claims: {aud:"
                + " \"{url}\"}}",
            SECRET);
    long exp = NOW.getEpochSecond() - 60;

    assertThat(verdict(door, token("HS256", URL, exp, SECRET))).isEqualTo("ring 1");
    assertThat(verdict(door, token("HS256", URL, exp - 1, SECRET)))
        .isEqualTo("TIMESTAMP_STALE 401");
    assertThat(verdict(door, token("HS256", URL + "/", exp, SECRET))).isEqualTo("CLAIM_WRONG 401");
    assertThat(verdict(door, token("HS256", URL, exp, "other"))).isEqualTo("SIGNATURE_WRONG 401");
    assertThat(verdict(door, token("none", URL, exp, SECRET))).isEqualTo("SIGNATURE_WRONG 401");
  }

  @Test
  void shouldCheckATokenByAPublishedKeyAndAskForKeysItLacks() throws GeneralSecurityException {
    KeyPair pair = KeyPairGenerator.getInstance("RSA").generateKeyPair();
    WebhookDoor door =
        door("auth: {kind: jwt, alg: RS256, jwks: \"https://keys.example.com/jwks\"}");
    String signed =
        url("{\"alg\":\"RS256\",\"kid\":\"k1\"}")
            + "."
            + url("{\"exp\":" + NOW.plusSeconds(9).getEpochSecond() + "}");
    Signature signer = Signature.getInstance("SHA256withRSA");
    signer.initSign(pair.getPrivate());
    signer.update(bytes(signed));
    WebhookRequest request =
        post(
            BODY,
            "Authorization",
            signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signer.sign()));

    Keys keys = new Keys(List.of(), Map.of("k1", pair.getPublic()));
    assertThat(verdict(door.admit(request, keys, NOW))).isEqualTo("ring 1");
    assertThat(verdict(door, request)).isEqualTo("KEYS_MISSING 503");
    assertThat(door.keyAddresses()).containsExactly("https://keys.example.com/jwks");
  }

  @Test
  void shouldFindTheSecretItselfWhereTheToolPutsIt() {
    WebhookDoor header = door("auth: {kind: shared-secret, at: \"header:X-Token\"}", SECRET);
    WebhookDoor query = door("auth: {kind: shared-secret, at: \"query:secret\"}", SECRET);
    WebhookDoor path = door("auth: {kind: shared-secret, at: path}", SECRET);
    WebhookDoor basic = door("auth: {kind: basic}", "ida:open sesame");
    WebhookDoor body =
        door("auth: {kind: body-secret, at: \"value[].state\"}\nsplit: \"value[]\"", SECRET);

    assertThat(verdict(header, post(BODY, "X-Token", SECRET))).isEqualTo("ring 1");
    assertThat(verdict(header, post(BODY, "X-Token", SECRET + "x")))
        .isEqualTo("SIGNATURE_WRONG 401");
    assertThat(verdict(query, at("secret=" + SECRET, ""))).isEqualTo("ring 1");
    assertThat(verdict(query, at("secret=a&secret=" + SECRET, "")))
        .isEqualTo("SIGNATURE_REPEATED 401");
    assertThat(verdict(path, at("", SECRET))).isEqualTo("ring 1");
    assertThat(verdict(path, at("", ""))).isEqualTo("SIGNATURE_MISSING 401");
    assertThat(
            verdict(
                basic, post(BODY, "Authorization", "Basic " + base64(bytes("ida:open sesame")))))
        .isEqualTo("ring 1");
    assertThat(verdict(basic, post(BODY, "Authorization", "Basic %%%")))
        .isEqualTo("SIGNATURE_WRONG 401");
    String event = "{\"state\":\"%s\",\"type\":\"thing.changed\",\"key\":\"k\",\"id\":\"%s\"}";
    assertThat(
            verdict(
                body,
                post(
                    "{\"value\":["
                        + event.formatted(SECRET, "1")
                        + ","
                        + event.formatted("x", "2")
                        + "]}")))
        .isEqualTo("SIGNATURE_WRONG 401");
  }

  @Test
  void shouldLetInByAnyOfSeveralSchemesAndKeepTheDoorShutWithoutASecret() {
    String two =
        """
        auth:
          - {kind: hmac, sig: {header: X-Sig}, template: "{body}"}
          - {kind: shared-secret, at: "header:X-Token"}
        reply: {rejectIsFinal: true}
        """;

    assertThat(verdict(door(two, SECRET), post(BODY, "X-Token", SECRET))).isEqualTo("ring 1");
    assertThat(verdict(door(two, SECRET), post(BODY, "X-Token", "no")))
        .isEqualTo("SIGNATURE_WRONG 401");
    assertThat(verdict(door(two), post(BODY, "X-Token", ""))).isEqualTo("NOT_CONFIGURED 503");
    assertThat(verdict(door("auth: {kind: none}"), post(BODY))).isEqualTo("ring 1");
  }

  private static WebhookRequest svix(String body, String time, String signature) {
    return post(body, "svix-id", "msg_1", "svix-timestamp", time, "svix-signature", signature);
  }

  private static WebhookRequest at(String query, String tail) {
    return new WebhookRequest("POST", Map.of(), query, tail, Bytes.utf8(BODY));
  }

  private static WebhookRequest token(String alg, String aud, long exp, String secret) {
    String signed =
        url("{\"alg\":\"" + alg + "\"}")
            + "."
            + url("{\"aud\":[\"x\",\"" + aud + "\"],\"exp\":" + exp + "}");
    String proof =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(hmac("HmacSHA256", bytes(secret), signed));
    return post(BODY, "Authorization", "Bearer " + signed + "." + proof);
  }

  private static byte[] hmac(String algorithm, byte[] key, String message) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(key, algorithm));
      return mac.doFinal(bytes(message));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String url(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(text));
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
