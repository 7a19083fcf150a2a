package io.mainstem.connections.door;

import io.mainstem.connections.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The secret itself travels with the request: every place that has one must have the right one. */
final class SecretCheck implements Check {
  private static final String BASIC = "Basic ";
  private static final int MAX_VALUES = 1_000;

  private final List<Secret> secrets;
  private final Function<WebhookRequest, List<String>> found;
  private final boolean several;

  private SecretCheck(
      List<Secret> secrets, Function<WebhookRequest, List<String>> found, boolean several) {
    this.secrets = secrets;
    this.found = found;
    this.several = several;
  }

  /** In one place of the request. */
  static SecretCheck once(List<Secret> secrets, Function<WebhookRequest, List<String>> found) {
    return new SecretCheck(secrets, found, false);
  }

  /** In each of several places of the body. */
  static SecretCheck each(List<Secret> secrets, Function<WebhookRequest, List<String>> found) {
    return new SecretCheck(secrets, found, true);
  }

  /** HTTP Basic: the secret is {@code user:password}. */
  static SecretCheck basic(List<Secret> secrets) {
    return once(
        secrets,
        request ->
            request.header("Authorization").stream()
                .filter(value -> value.regionMatches(true, 0, BASIC, 0, BASIC.length()))
                .map(value -> plain(value.substring(BASIC.length()).strip()))
                .toList());
  }

  private static String plain(String base64) {
    try {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  @Override
  public Optional<Rejection> reject(WebhookRequest request, Instant now) {
    if (secrets.isEmpty()) {
      return Optional.of(Rejection.NOT_CONFIGURED);
    }
    List<String> values = found.apply(request);
    if (values.isEmpty()) {
      return Optional.of(Rejection.SIGNATURE_MISSING);
    }
    if (values.size() > (several ? MAX_VALUES : 1)) {
      return Optional.of(Rejection.SIGNATURE_REPEATED);
    }
    boolean right = true;
    for (String value : values) {
      right &= isOurs(value);
    }
    return right ? Optional.empty() : Optional.of(Rejection.SIGNATURE_WRONG);
  }

  private boolean isOurs(String value) {
    boolean ours = false;
    for (Secret secret : secrets) {
      ours |= equal(secret.value(), value);
    }
    return ours;
  }

  /** In constant time. */
  static boolean equal(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
