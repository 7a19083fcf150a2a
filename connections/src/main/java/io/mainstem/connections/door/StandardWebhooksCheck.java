package io.mainstem.connections.door;

import io.mainstem.connections.Secret;
import io.mainstem.connections.tool.AuthScheme;
import io.mainstem.connections.tool.Source;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * <a href="https://www.standardwebhooks.com">Standard Webhooks</a>: {@code id.timestamp.body}
 * signed by HMAC-SHA256 ({@code v1}, secret {@code whsec_…}) or Ed25519 ({@code v1a}, public key
 * {@code whpk_…}).
 */
final class StandardWebhooksCheck implements Check {
  private static final String SECRET_PREFIX = "whsec_";
  private static final String PUBLIC_PREFIX = "whpk_";

  /** What stands before the 32 bytes of an Ed25519 public key in X.509 form (RFC 8410). */
  private static final byte[] X509_HEAD = HexFormat.of().parseHex("302a300506032b6570032100");

  private static final int KEY_BYTES = 32;

  private final AuthScheme.StandardWebhooks scheme;
  private final List<Secret> publicKeys;
  private final SignedCheck symmetric;

  StandardWebhooksCheck(AuthScheme.StandardWebhooks scheme, String url, List<Secret> secrets) {
    this.scheme = scheme;
    this.publicKeys =
        secrets.stream().filter(secret -> secret.value().startsWith(PUBLIC_PREFIX)).toList();
    this.symmetric = new SignedCheck(hmac(scheme), url, secrets);
  }

  private static AuthScheme.Signed hmac(AuthScheme.StandardWebhooks scheme) {
    return new AuthScheme.Signed(
        AuthScheme.Kind.HMAC,
        AuthScheme.Algorithm.SHA256,
        AuthScheme.Encoding.BASE64,
        new AuthScheme.KeyForm(true, SECRET_PREFIX),
        new AuthScheme.Signature(scheme.prefix() + "-signature", "", " ", ",", "v1"),
        new AuthScheme.Timestamp(
            AuthScheme.From.HEADER,
            scheme.prefix() + "-timestamp",
            AuthScheme.Unit.S,
            scheme.tolerance()),
        Map.of("id", new Source.InHeader(scheme.prefix() + "-id")),
        "{id}.{ts}.{body}",
        "");
  }

  @Override
  public Optional<Rejection> reject(WebhookRequest request, Instant now) {
    Optional<Rejection> rejection = symmetric.reject(request, now);
    if (rejection.filter(Rejection.SIGNATURE_WRONG::equals).isEmpty()
        || publicKeys.stream().noneMatch(key -> isSigned(request, key))) {
      return rejection;
    }
    return Freshness.reject(
        AuthScheme.Unit.S, scheme.tolerance(), only(request, "-timestamp"), now);
  }

  private boolean isSigned(WebhookRequest request, Secret key) {
    ByteArrayOutputStream message = new ByteArrayOutputStream(request.body().size() + 128);
    message.writeBytes(
        (only(request, "-id") + "." + only(request, "-timestamp") + ".")
            .getBytes(StandardCharsets.UTF_8));
    message.writeBytes(request.body().toArray());
    for (String item : only(request, "-signature").split(" ", -1)) {
      if (item.startsWith("v1a,") && verify(key, message.toByteArray(), item.substring(4))) {
        return true;
      }
    }
    return false;
  }

  private String only(WebhookRequest request, String suffix) {
    return request.header(scheme.prefix() + suffix).getFirst();
  }

  private static boolean verify(Secret key, byte[] message, String signature) {
    try {
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(publicKey(key.value().substring(PUBLIC_PREFIX.length())));
      verifier.update(message);
      return verifier.verify(Base64.getDecoder().decode(signature));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false; // neither a broken key nor a broken signature opens anything
    }
  }

  private static PublicKey publicKey(String base64) throws GeneralSecurityException {
    byte[] raw = Base64.getDecoder().decode(base64);
    if (raw.length != KEY_BYTES) {
      throw new IllegalArgumentException("key: " + raw.length + " bytes (expected: 32)");
    }
    byte[] encoded = new byte[X509_HEAD.length + raw.length];
    System.arraycopy(X509_HEAD, 0, encoded, 0, X509_HEAD.length);
    System.arraycopy(raw, 0, encoded, X509_HEAD.length, raw.length);
    return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
  }
}
