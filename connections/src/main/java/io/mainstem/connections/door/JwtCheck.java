package io.mainstem.connections.door;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.connections.Secret;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.json.StrictJson;
import io.mainstem.connections.json.UnreadableJsonException;
import io.mainstem.connections.tool.AuthScheme;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A JSON Web Token (RFC 7519) signed by HS256 or RS256. The algorithm is the tool file's, never the
 * token's. A token says who sends, not what: it does not cover the body.
 */
final class JwtCheck implements Check {
  /** How far clocks may be apart. */
  static final long LEEWAY_SECONDS = 60;

  static final int MAX_TOKEN_CHARS = 8192;

  private final AuthScheme.Jwt scheme;
  private final Map<String, String> claims;
  private final List<Secret> secrets;
  private final @Nullable Map<String, PublicKey> keys;

  /**
   * Checks tokens.
   *
   * @param claims the scheme's, filled
   */
  JwtCheck(
      AuthScheme.Jwt scheme,
      Map<String, String> claims,
      List<Secret> secrets,
      @Nullable Map<String, PublicKey> keys) {
    this.scheme = scheme;
    this.claims = claims;
    this.secrets = secrets;
    this.keys = keys;
  }

  @Override
  public Optional<Rejection> reject(WebhookRequest request, Instant now) {
    if (scheme.needsSecret() && secrets.isEmpty()) {
      return Optional.of(Rejection.NOT_CONFIGURED);
    }
    List<String> headers = request.header(scheme.header());
    if (headers.isEmpty() || !headers.getFirst().startsWith(scheme.prefix())) {
      return Optional.of(Rejection.SIGNATURE_MISSING);
    }
    String token = headers.getFirst().substring(scheme.prefix().length());
    if (headers.size() > 1 || token.length() > MAX_TOKEN_CHARS) {
      return Optional.of(Rejection.SIGNATURE_REPEATED);
    }
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      return Optional.of(Rejection.SIGNATURE_WRONG);
    }
    try {
      return verify(parts, now);
    } catch (UnreadableJsonException | IllegalArgumentException e) {
      return Optional.of(Rejection.SIGNATURE_WRONG);
    }
  }

  private Optional<Rejection> verify(String[] parts, Instant now) throws UnreadableJsonException {
    byte[] signed = (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII);
    byte[] signature = decode(parts[2]);
    JsonNode header = StrictJson.parse(Bytes.of(decode(parts[0])));
    String algorithm = header.path("alg").asText();
    if (scheme.jwks() == null) {
      if (!algorithm.equals("HS256") || !isHmac(signed, signature)) {
        return Optional.of(Rejection.SIGNATURE_WRONG);
      }
    } else {
      PublicKey key = keys == null ? null : keys.get(header.path("kid").asText());
      if (key == null) {
        return Optional.of(Rejection.KEYS_MISSING);
      }
      if (!algorithm.equals("RS256") || !isRsa(key, signed, signature)) {
        return Optional.of(Rejection.SIGNATURE_WRONG);
      }
    }
    return claims(StrictJson.parse(Bytes.of(decode(parts[1]))), now);
  }

  private Optional<Rejection> claims(JsonNode token, Instant now) {
    long second = now.getEpochSecond();
    if (!token.path("exp").isNumber()) {
      return Optional.of(Rejection.TIMESTAMP_MISSING);
    }
    if (token.path("exp").asLong() + LEEWAY_SECONDS < second) {
      return Optional.of(Rejection.TIMESTAMP_STALE);
    }
    if (token.path("nbf").asLong(second) - LEEWAY_SECONDS > second
        || token.path("iat").asLong(second) - LEEWAY_SECONDS > second) {
      return Optional.of(Rejection.TIMESTAMP_AHEAD);
    }
    return claims.entrySet().stream()
            .allMatch(claim -> says(token.path(claim.getKey()), claim.getValue()))
        ? Optional.empty()
        : Optional.of(Rejection.CLAIM_WRONG);
  }

  /** A claim may be a text or, as an audience, a list of them. */
  private static boolean says(JsonNode claim, String value) {
    if (!claim.isArray()) {
      return claim.isValueNode() && claim.asText().equals(value);
    }
    for (JsonNode one : claim) {
      if (one.asText().equals(value)) {
        return true;
      }
    }
    return false;
  }

  private boolean isHmac(byte[] signed, byte[] signature) {
    boolean found = false;
    for (Secret secret : secrets) {
      try {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.value().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        found |= MessageDigest.isEqual(mac.doFinal(signed), signature);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every Java platform has HmacSHA256", e);
      }
    }
    return found;
  }

  private static boolean isRsa(PublicKey key, byte[] signed, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance("SHA256withRSA");
      verifier.initVerify(key);
      verifier.update(signed);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false; // a signature or key that cannot be used opens nothing
    }
  }

  private static byte[] decode(String part) {
    return Base64.getUrlDecoder().decode(part);
  }
}
