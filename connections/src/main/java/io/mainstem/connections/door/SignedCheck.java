package io.mainstem.connections.door;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.connections.Secret;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.json.EachPath;
import io.mainstem.connections.json.StrictJson;
import io.mainstem.connections.json.UnreadableJsonException;
import io.mainstem.connections.tool.AuthScheme;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A hash over a template. The raw bytes are verified before anything is decoded; a timestamp is
 * signed as its text and read only for freshness, after the signature; any live secret will do.
 */
final class SignedCheck implements Check {
  static final int MAX_HEADER_CHARS = 4096;

  /** Headers of a numbered family that are looked at. */
  static final int MAX_FAMILY = 100;

  private static final Pattern VARIABLE = Pattern.compile("\\{([A-Za-z0-9_]+)}");

  private final AuthScheme.Signed scheme;
  private final String url;
  private final List<Secret> secrets;

  SignedCheck(AuthScheme.Signed scheme, String url, List<Secret> secrets) {
    this.scheme = scheme;
    this.url = url;
    this.secrets = secrets;
  }

  @Override
  public Optional<Rejection> reject(WebhookRequest request, Instant now) {
    if (secrets.isEmpty()) {
      return Optional.of(Rejection.NOT_CONFIGURED);
    }
    List<List<String>> headers = signatureHeaders(request);
    if (headers.isEmpty()) {
      return Optional.of(Rejection.SIGNATURE_MISSING);
    }
    if (headers.size() > MAX_FAMILY
        || headers.stream()
            .anyMatch(
                values -> values.size() > 1 || values.getFirst().length() > MAX_HEADER_CHARS)) {
      return Optional.of(Rejection.SIGNATURE_REPEATED);
    }
    List<String> values = headers.stream().map(List::getFirst).toList();
    Map<String, String> filled = new HashMap<>();
    AuthScheme.Timestamp timestamp = scheme.timestamp();
    if (timestamp != null) {
      List<String> times = times(timestamp, request, values);
      if (times.size() != 1) {
        return Optional.of(
            times.isEmpty() ? Rejection.TIMESTAMP_MISSING : Rejection.TIMESTAMP_UNREADABLE);
      }
      filled.put("ts", times.getFirst());
    }
    for (var variable : scheme.vars().entrySet()) {
      List<String> found = Reading.of(request).texts(variable.getValue());
      if (found.size() != 1) {
        return Optional.of(
            found.isEmpty() ? Rejection.SIGNATURE_MISSING : Rejection.SIGNATURE_REPEATED);
      }
      filled.put(variable.getKey(), found.getFirst());
    }
    if (!isSigned(request, candidates(values), filled)) {
      return Optional.of(Rejection.SIGNATURE_WRONG);
    }
    return timestamp == null
        ? Optional.empty()
        : Freshness.reject(
            timestamp.unit(), timestamp.tolerance(), filled.getOrDefault("ts", ""), now);
  }

  private List<List<String>> signatureHeaders(WebhookRequest request) {
    String name = scheme.signature().header();
    int number = name.indexOf(AuthScheme.Signature.NUMBER);
    if (number < 0) {
      List<String> values = request.header(name);
      return values.isEmpty() ? List.of() : List.of(values);
    }
    String start = name.substring(0, number).toLowerCase(Locale.ROOT);
    String end =
        name.substring(number + AuthScheme.Signature.NUMBER.length()).toLowerCase(Locale.ROOT);
    Pattern family = Pattern.compile(Pattern.quote(start) + "[0-9]{1,3}" + Pattern.quote(end));
    return request.headers().entrySet().stream()
        .filter(header -> family.matcher(header.getKey().toLowerCase(Locale.ROOT)).matches())
        .map(Map.Entry::getValue)
        .filter(values -> !values.isEmpty())
        .toList();
  }

  private List<String> times(
      AuthScheme.Timestamp timestamp, WebhookRequest request, List<String> headers) {
    return switch (timestamp.from()) {
      case HEADER -> request.header(timestamp.name());
      case SIGNATURE ->
          headers.stream().flatMap(header -> fields(header, timestamp.name()).stream()).toList();
      case BODY -> inBody(timestamp.name(), request.body());
    };
  }

  /** The only thing read before the signature is known: within the parser's limits. */
  private static List<String> inBody(String path, Bytes body) {
    try {
      JsonNode root = StrictJson.parse(body);
      return EachPath.of(path).texts(root);
    } catch (UnreadableJsonException e) {
      return List.of();
    }
  }

  private List<String> candidates(List<String> headers) {
    AuthScheme.Signature signature = scheme.signature();
    String field = signature.field();
    return headers.stream()
        .flatMap(
            header -> field == null ? List.of(header).stream() : fields(header, field).stream())
        .filter(value -> value.startsWith(signature.prefix()))
        .map(value -> value.substring(signature.prefix().length()))
        .toList();
  }

  private List<String> fields(String header, String name) {
    AuthScheme.Signature signature = scheme.signature();
    List<String> values = new ArrayList<>();
    String start = name + signature.separator();
    for (String part : header.split(Pattern.quote(signature.item()), -1)) {
      if (part.strip().startsWith(start)) {
        values.add(part.strip().substring(start.length()));
      }
    }
    return values;
  }

  /** Compares every candidate with every secret, in constant time, without leaving early. */
  private boolean isSigned(
      WebhookRequest request, List<String> candidates, Map<String, String> filled) {
    boolean found = false;
    for (Secret secret : secrets) {
      byte[] expected;
      try {
        expected = proof(request, filled, secret);
      } catch (IllegalArgumentException e) {
        continue; // a key that is not written as the tool file says opens nothing
      }
      for (String candidate : candidates) {
        found |= MessageDigest.isEqual(expected, decode(candidate));
      }
    }
    return found;
  }

  private byte[] proof(WebhookRequest request, Map<String, String> filled, Secret secret) {
    byte[] message = message(request, filled, secret);
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
    AuthScheme.KeyForm form = scheme.key();
    String text = secret.value();
    if (!form.base64()) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    if (!text.startsWith(form.prefix())) {
      throw new IllegalArgumentException("secret (expected: one that starts as the file says)");
    }
    return Base64.getDecoder().decode(text.substring(form.prefix().length()));
  }

  private byte[] message(WebhookRequest request, Map<String, String> filled, Secret secret) {
    String template = scheme.template();
    ByteArrayOutputStream message = new ByteArrayOutputStream(request.body().size() + 256);
    Matcher matcher = VARIABLE.matcher(template);
    int from = 0;
    while (matcher.find()) {
      message.writeBytes(utf8(template.substring(from, matcher.start())));
      String name = matcher.group(1);
      message.writeBytes(
          switch (name) {
            case "method" -> utf8(request.method());
            case "url" -> utf8(Escapes.decode(request.address(url), scheme.urlDecode()));
            case "secret" -> utf8(secret.value());
            case "body" -> request.body().toArray();
            default -> utf8(filled.getOrDefault(name, ""));
          });
      from = matcher.end();
    }
    message.writeBytes(utf8(template.substring(from)));
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

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
