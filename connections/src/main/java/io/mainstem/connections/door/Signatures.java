package io.mainstem.connections.door;

import io.mainstem.connections.Secret;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.tool.AuthScheme;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks who sent a request. The raw bytes are verified before anything is decoded; a timestamp is
 * signed as its text and read only for freshness, after the signature; any live secret will do.
 */
final class Signatures {
  private static final Pattern VARIABLE = Pattern.compile("\\{(method|url|body|ts|secret)}");
  private static final int MAX_HEADER_CHARS = 4096;

  private final AuthScheme scheme;
  private final String url;
  private final List<Secret> secrets;

  Signatures(AuthScheme scheme, String url, List<Secret> secrets) {
    this.scheme = scheme;
    this.url = url;
    this.secrets = secrets;
  }

  /** Empty where the request is genuine and fresh. */
  Optional<Rejection> reject(WebhookRequest request, Instant now) {
    if (secrets.isEmpty()) {
      return Optional.of(Rejection.NOT_CONFIGURED);
    }
    List<String> headers = request.header(scheme.signature().header());
    if (headers.isEmpty()) {
      return Optional.of(Rejection.SIGNATURE_MISSING);
    }
    String header = headers.getFirst();
    if (headers.size() > 1 || header.length() > MAX_HEADER_CHARS) {
      return Optional.of(Rejection.SIGNATURE_REPEATED);
    }
    List<String> times = timestamps(request, header);
    if (scheme.timestamp() != null && times.size() != 1) {
      return Optional.of(
          times.isEmpty() ? Rejection.TIMESTAMP_MISSING : Rejection.TIMESTAMP_UNREADABLE);
    }
    String timestamp = times.isEmpty() ? "" : times.getFirst();
    if (!isSigned(request, candidates(header), timestamp)) {
      return Optional.of(Rejection.SIGNATURE_WRONG);
    }
    return scheme.timestamp() == null
        ? Optional.empty()
        : stale(scheme.timestamp(), timestamp, now);
  }

  private List<String> timestamps(WebhookRequest request, String header) {
    AuthScheme.Timestamp timestamp = scheme.timestamp();
    if (timestamp == null) {
      return List.of();
    }
    return timestamp.inSignature()
        ? fields(header, timestamp.name())
        : request.header(timestamp.name());
  }

  private List<String> candidates(String header) {
    AuthScheme.Signature signature = scheme.signature();
    List<String> found =
        signature.field() == null ? List.of(header) : fields(header, signature.field());
    return found.stream()
        .filter(value -> value.startsWith(signature.prefix()))
        .map(value -> value.substring(signature.prefix().length()))
        .toList();
  }

  private List<String> fields(String header, String name) {
    AuthScheme.Signature signature = scheme.signature();
    List<String> values = new ArrayList<>();
    String item = signature.item() == null ? "," : signature.item();
    String start = name + (signature.separator() == null ? "=" : signature.separator());
    for (String part : header.split(Pattern.quote(item), -1)) {
      if (part.strip().startsWith(start)) {
        values.add(part.strip().substring(start.length()));
      }
    }
    return values;
  }

  /** Compares every candidate with every secret, in constant time, without leaving early. */
  private boolean isSigned(WebhookRequest request, List<String> candidates, String timestamp) {
    boolean found = false;
    for (Secret secret : secrets) {
      byte[] expected;
      try {
        expected = proof(request, timestamp, secret);
      } catch (IllegalArgumentException e) {
        continue; // a key that is not written as the tool file says opens nothing
      }
      for (String candidate : candidates) {
        found |= MessageDigest.isEqual(expected, decode(candidate));
      }
    }
    return found;
  }

  private byte[] proof(WebhookRequest request, String timestamp, Secret secret) {
    byte[] message = message(request, timestamp, secret);
    try {
      return switch (scheme.kind()) {
        case DIGEST -> MessageDigest.getInstance(scheme.algorithm().digest()).digest(message);
        case HMAC -> {
          Mac mac = Mac.getInstance(scheme.algorithm().mac());
          mac.init(new SecretKeySpec(key(secret), scheme.algorithm().mac()));
          yield mac.doFinal(message);
        }
      };
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has this algorithm", e);
    }
  }

  private byte[] key(Secret secret) {
    return switch (scheme.key()) {
      case UTF8 -> secret.value().getBytes(StandardCharsets.UTF_8);
      case BASE64 -> Base64.getDecoder().decode(secret.value());
    };
  }

  private byte[] message(WebhookRequest request, String timestamp, Secret secret) {
    ByteArrayOutputStream message = new ByteArrayOutputStream(request.body().size() + 256);
    Matcher matcher = VARIABLE.matcher(scheme.template());
    int from = 0;
    while (matcher.find()) {
      message.writeBytes(utf8(scheme.template().substring(from, matcher.start())));
      message.writeBytes(
          switch (matcher.group(1)) {
            case "method" -> utf8(request.method());
            case "url" -> utf8(url);
            case "ts" -> utf8(timestamp);
            case "secret" -> utf8(secret.value());
            default -> request.body().toArray();
          });
      from = matcher.end();
    }
    message.writeBytes(utf8(scheme.template().substring(from)));
    return message.toByteArray();
  }

  private byte[] decode(String candidate) {
    try {
      return switch (scheme.encoding()) {
        case HEX -> HexFormat.of().parseHex(candidate);
        case BASE64 -> Base64.getDecoder().decode(candidate);
      };
    } catch (IllegalArgumentException e) {
      return Bytes.EMPTY.toArray();
    }
  }

  private static Optional<Rejection> stale(
      AuthScheme.Timestamp timestamp, String text, Instant now) {
    Instant sent;
    try {
      sent =
          switch (timestamp.unit()) {
            case S -> Instant.ofEpochSecond(Long.parseLong(text));
            case MS -> Instant.ofEpochMilli(Long.parseLong(text));
            case ISO8601 -> OffsetDateTime.parse(text).toInstant();
          };
    } catch (NumberFormatException | DateTimeException e) {
      return Optional.of(Rejection.TIMESTAMP_UNREADABLE);
    }
    Duration tolerance = timestamp.tolerance();
    if (sent.isBefore(now.minus(tolerance))) {
      return Optional.of(Rejection.TIMESTAMP_STALE);
    }
    return sent.isAfter(now.plus(tolerance))
        ? Optional.of(Rejection.TIMESTAMP_AHEAD)
        : Optional.empty();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
