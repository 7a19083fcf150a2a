package io.mainstem.connections.plugin;

import io.mainstem.connections.Secret;
import io.mainstem.connections.json.Bytes;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Twilio signs the address it called, then every field of the form: names in order, each followed
 * by its values in order, once each, without a separator. Where the body is no form, the address
 * carries its hash instead.
 */
public final class TwilioSignature implements ToolPlugin {
  static final int MAX_FIELDS = 10_000;

  private static final String ALGORITHM = "HmacSHA1";
  private static final Pattern BODY_HASH =
      Pattern.compile("[?&]bodySHA256=([0-9a-fA-F]{64})(?:&|$)");

  @Override
  public String name() {
    return "twilio";
  }

  @Override
  public String header() {
    return "X-Twilio-Signature";
  }

  @Override
  public boolean isSigned(SignedRequest request, String signature, Secret secret) {
    return sign(request, secret)
        .filter(expected -> MessageDigest.isEqual(ascii(expected), ascii(signature)))
        .isPresent();
  }

  @Override
  public Optional<String> sign(SignedRequest request, Secret secret) {
    Matcher hash = BODY_HASH.matcher(request.url());
    if (hash.find()) {
      return hash.group(1).equalsIgnoreCase(sha256(request.body()))
          ? Optional.of(mac(request.url(), secret))
          : Optional.empty();
    }
    return canonical(request.body()).map(form -> mac(request.url() + form, secret));
  }

  /** Empty where the body is no form. */
  private static Optional<String> canonical(Bytes body) {
    TreeMap<String, TreeSet<String>> fields = new TreeMap<>();
    String[] pairs = body.isEmpty() ? new String[0] : body.text().split("&", -1);
    if (pairs.length > MAX_FIELDS) {
      return Optional.empty();
    }
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      if (equals <= 0) {
        return Optional.empty();
      }
      try {
        fields
            .computeIfAbsent(decode(pair.substring(0, equals)), _ -> new TreeSet<>())
            .add(decode(pair.substring(equals + 1)));
      } catch (IllegalArgumentException e) {
        return Optional.empty(); // a broken escape: nobody signs that
      }
    }
    StringBuilder canonical = new StringBuilder();
    fields.forEach((name, values) -> values.forEach(value -> canonical.append(name).append(value)));
    return Optional.of(canonical.toString());
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static String mac(String message, Secret secret) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.value().getBytes(StandardCharsets.UTF_8), ALGORITHM));
      return Base64.getEncoder()
          .encodeToString(mac.doFinal(message.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has this algorithm", e);
    }
  }

  private static String sha256(Bytes body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body.toArray()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has this algorithm", e);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
