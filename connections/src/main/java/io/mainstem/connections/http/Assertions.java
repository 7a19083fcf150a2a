package io.mainstem.connections.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/** JSON Web Tokens signed with RS256 (RFC 7523): who we are, said with a private key. */
final class Assertions {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private Assertions() {}

  /**
   * The assertion.
   *
   * @param key an RSA key in PKCS#8, PEM; line ends may be written {@code \n}
   * @throws IllegalArgumentException if the key is none; the message does not hold it
   */
  static String sign(
      String issuer, String subject, String audience, String key, Instant now, Duration life) {
    ObjectNode claims = JsonNodeFactory.instance.objectNode();
    claims.put("iss", issuer);
    if (!subject.isBlank()) {
      claims.put("sub", subject);
    }
    claims.put("aud", audience);
    claims.put("iat", now.getEpochSecond());
    claims.put("exp", now.plus(life).getEpochSecond());
    String text = part("{\"alg\":\"RS256\",\"typ\":\"JWT\"}") + "." + part(claims.toString());
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(
          KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der(key))));
      signature.update(text.getBytes(StandardCharsets.US_ASCII));
      return text + "." + BASE64.encodeToString(signature.sign());
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "secrets.private_key: *** (expected: an RSA key in PKCS#8, -----BEGIN PRIVATE KEY-----)");
    }
  }

  private static byte[] der(String pem) {
    String body =
        pem.replace("\\n", "\n")
            .replaceAll("-----(BEGIN|END) PRIVATE KEY-----", "")
            .replaceAll("\\s", "");
    return Base64.getDecoder().decode(body);
  }

  private static String part(String json) {
    return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }
}
