package io.mainstem.simulators.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.simulators.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A signed assertion (RFC 7523): who asks says so in a JWT signed with RS256. */
public final class Assertion {
  private static final long LONGEST_SECONDS = 300;

  private Assertion() {}

  /** A new pair of keys, as PEM, under the names {@code private_key} and {@code public_key}. */
  public static Map<String, String> keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      KeyPair pair = generator.generateKeyPair();
      return Map.of(
          "private_key", pem("PRIVATE KEY", pair.getPrivate().getEncoded()),
          "public_key", pem("PUBLIC KEY", pair.getPublic().getEncoded()));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has RSA", impossible);
    }
  }

  private static String pem(String what, byte[] encoded) {
    return "-----BEGIN "
        + what
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded)
        + "\n-----END "
        + what
        + "-----\n";
  }

  /** What is wrong with an assertion, or null. */
  static @Nullable String problem(String jwt, String publicKey, String issuer, Instant now) {
    String[] parts = jwt.split("\\.", -1);
    if (parts.length != 3) {
      return "invalid assertion";
    }
    try {
      Signature verifier = Signature.getInstance("SHA256withRSA");
      byte[] key =
          Base64.getMimeDecoder()
              .decode(publicKey.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", ""));
      verifier.initVerify(
          KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(key)));
      verifier.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
      if (!verifier.verify(Base64.getUrlDecoder().decode(parts[2]))) {
        return "invalid assertion signature";
      }
      JsonNode claims =
          Json.read(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8))
              .orElse(Json.object());
      long exp = claims.path("exp").asLong();
      if (exp <= now.getEpochSecond() || exp > now.getEpochSecond() + LONGEST_SECONDS) {
        return "expired authorization code";
      }
      boolean complete = claims.hasNonNull("sub") && claims.hasNonNull("aud");
      return complete && claims.path("iss").asText().equals(issuer) ? null : "invalid claims";
    } catch (GeneralSecurityException | IllegalArgumentException unreadable) {
      return "invalid assertion";
    }
  }
}
