package io.mainstem.conformance;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.connections.Secret;
import io.mainstem.connections.door.WebhookRequest;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.plugin.SignedRequest;
import io.mainstem.connections.plugin.ToolPlugin;
import io.mainstem.connections.tool.AuthScheme;
import io.mainstem.connections.tool.Source;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs as the vendor would: what the door checks, written a second time from the tool file. */
final class Signer {
  static final String BASIC_USER = "conformance:correct horse";

  private static final String KEY = "conformance-key-0123456789abcdef";
  private static final long TOKEN_SECONDS = 300;

  private final AuthScheme scheme;
  private final String url;

  /**
   * Signs for one address.
   *
   * @param url public address of the connection
   */
  Signer(AuthScheme scheme, String url) {
    this.scheme = scheme;
    this.url = url;
  }

  /** A secret written as the scheme wants it; others by other numbers. */
  static String secret(AuthScheme scheme, int number) {
    String text = KEY + number;
    String base64 = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    return switch (scheme) {
      case AuthScheme.Signed signed when signed.key().base64() -> signed.key().prefix() + base64;
      case AuthScheme.StandardWebhooks _ -> "whsec_" + base64;
      case AuthScheme.Basic _ -> BASIC_USER + number;
      case AuthScheme.Signed _,
          AuthScheme.Jwt _,
          AuthScheme.SharedSecret _,
          AuthScheme.BodySecret _,
          AuthScheme.Plugin _,
          AuthScheme.None _ ->
          text;
    };
  }

  WebhookRequest sign(Samples.Sample sample, String secret, Instant at) {
    String target = sample.target();
    int question = target.indexOf('?');
    String path = question < 0 ? target : target.substring(0, question);
    WebhookRequest plain =
        new WebhookRequest(
            sample.method(),
            sample.headers(),
            question < 0 ? "" : target.substring(question + 1),
            path.startsWith("/") ? path.substring(1) : path,
            sample.body());
    return sign(plain, secret, at);
  }

  WebhookRequest sign(WebhookRequest plain, String secret, Instant at) {
    return switch (scheme) {
      case AuthScheme.Signed signed -> signed(signed, plain, secret, at);
      case AuthScheme.StandardWebhooks standard -> standard(standard, plain, secret, at);
      case AuthScheme.Jwt jwt ->
          with(plain, jwt.header(), jwt.prefix() + token(jwt, plain, secret, at));
      case AuthScheme.SharedSecret shared -> shared(shared, plain, secret);
      case AuthScheme.BodySecret(var path) ->
          body(plain, JsonEdit.set(plain.body(), path.steps(), secret));
      case AuthScheme.Basic _ ->
          with(
              plain,
              "Authorization",
              "Basic "
                  + Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)));
      case AuthScheme.Plugin(ToolPlugin code) ->
          with(plain, code.header(), code.sign(signed(plain), new Secret(secret)).orElse(""));
      case AuthScheme.None _ -> plain;
    };
  }

  private SignedRequest signed(WebhookRequest plain) {
    String address = url + (plain.query().isEmpty() ? "" : "?" + plain.query());
    return new SignedRequest(plain.method(), address, plain.headers(), plain.body());
  }

  private WebhookRequest signed(
      AuthScheme.Signed signed, WebhookRequest plain, String secret, Instant at) {
    WebhookRequest request = plain;
    String time = "";
    AuthScheme.Timestamp ts = signed.timestamp();
    if (ts != null) {
      time = time(ts.unit(), at);
      if (ts.from() == AuthScheme.From.HEADER) {
        request = with(request, ts.name(), time);
      } else if (ts.from() == AuthScheme.From.BODY) {
        request =
            body(request, JsonEdit.set(request.body(), List.of(ts.name().split("\\.", -1)), time));
      }
    }
    for (var variable : signed.vars().entrySet()) {
      if (variable.getValue() instanceof Source.InHeader(String name)
          && !request.headers().containsKey(name)) {
        request = with(request, name, "conformance-" + variable.getKey());
      }
    }
    byte[] proof = proof(signed, request, secret, time);
    String text =
        signed.encoding() == AuthScheme.Encoding.HEX
            ? HexFormat.of().formatHex(proof)
            : Base64.getEncoder().encodeToString(proof);
    AuthScheme.Signature place = signed.signature();
    String header = place.prefix() + text;
    if (place.field() != null) {
      header = place.field() + place.separator() + header;
      if (ts != null && ts.from() == AuthScheme.From.SIGNATURE) {
        header = ts.name() + place.separator() + time + place.item() + header;
      }
    }
    return with(request, place.header().replace("{n}", "1"), header);
  }

  private byte[] proof(
      AuthScheme.Signed signed, WebhookRequest request, String secret, String time) {
    String address =
        url
            + (request.tail().isEmpty() ? "" : "/" + request.tail())
            + (request.query().isEmpty() ? "" : "?" + request.query());
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    for (String part : signed.template().split("(?=\\{)|(?<=})", -1)) {
      switch (part) {
        case "{method}" -> utf8(message, request.method());
        case "{url}" -> utf8(message, address);
        case "{body}" -> message.writeBytes(request.body().toArray());
        case "{ts}" -> utf8(message, time);
        case "{secret}" -> utf8(message, secret);
        default -> utf8(message, variable(signed, request, part));
      }
    }
    return hash(signed, secret, message.toByteArray());
  }

  private static String variable(AuthScheme.Signed signed, WebhookRequest request, String part) {
    if (!part.startsWith("{")) {
      return part;
    }
    return signed.vars().get(part.substring(1, part.length() - 1))
            instanceof Source.InHeader(String name)
        ? request.headers().getOrDefault(name, List.of("")).getFirst()
        : part;
  }

  private static byte[] hash(AuthScheme.Signed signed, String secret, byte[] message) {
    try {
      if (signed.kind() == AuthScheme.Kind.DIGEST) {
        return MessageDigest.getInstance(signed.algorithm().digest()).digest(message);
      }
      byte[] key =
          signed.key().base64()
              ? Base64.getDecoder().decode(secret.substring(signed.key().prefix().length()))
              : secret.getBytes(StandardCharsets.UTF_8);
      return hmac(signed.algorithm().mac(), key, message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has this algorithm", e);
    }
  }

  private WebhookRequest standard(
      AuthScheme.StandardWebhooks standard, WebhookRequest plain, String secret, Instant at) {
    String id = "msg_conformance";
    String time = time(AuthScheme.Unit.S, at);
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    utf8(message, id + "." + time + ".");
    message.writeBytes(plain.body().toArray());
    byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
    String proof =
        Base64.getEncoder().encodeToString(hmac("HmacSHA256", key, message.toByteArray()));
    String prefix = standard.prefix();
    return with(
        with(with(plain, prefix + "-id", id), prefix + "-timestamp", time),
        prefix + "-signature",
        "v1," + proof);
  }

  private String token(AuthScheme.Jwt jwt, WebhookRequest plain, String secret, Instant at) {
    ObjectNode claims = new ObjectMapper().createObjectNode();
    claims.put("exp", at.getEpochSecond() + TOKEN_SECONDS);
    claims.put("iat", at.getEpochSecond());
    String address = url + (plain.query().isEmpty() ? "" : "?" + plain.query());
    jwt.claims().forEach((name, value) -> claims.put(name, value.replace("{url}", address)));
    Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
    String signed =
        base64.encodeToString(
                "{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8))
            + "."
            + base64.encodeToString(claims.toString().getBytes(StandardCharsets.UTF_8));
    byte[] proof =
        hmac(
            "HmacSHA256",
            secret.getBytes(StandardCharsets.UTF_8),
            signed.getBytes(StandardCharsets.US_ASCII));
    return signed + "." + base64.encodeToString(proof);
  }

  private static WebhookRequest shared(
      AuthScheme.SharedSecret shared, WebhookRequest plain, String secret) {
    return switch (shared.at()) {
      case HEADER -> with(plain, shared.name(), shared.prefix() + secret);
      case QUERY -> {
        String added = shared.name() + "=" + shared.prefix() + secret;
        yield new WebhookRequest(
            plain.method(),
            plain.headers(),
            plain.query().isEmpty() ? added : plain.query() + "&" + added,
            plain.tail(),
            plain.body());
      }
      case PATH ->
          new WebhookRequest(
              plain.method(),
              plain.headers(),
              plain.query(),
              (plain.tail().isEmpty() ? "" : plain.tail() + "/") + shared.prefix() + secret,
              plain.body());
    };
  }

  static String time(AuthScheme.Unit unit, Instant at) {
    return switch (unit) {
      case S -> Long.toString(at.getEpochSecond());
      case MS -> Long.toString(at.toEpochMilli());
      case ISO8601 -> at.toString();
    };
  }

  static WebhookRequest with(WebhookRequest request, String header, String value) {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(request.headers());
    headers.put(header, new ArrayList<>(List.of(value)));
    return new WebhookRequest(
        request.method(), headers, request.query(), request.tail(), request.body());
  }

  static WebhookRequest body(WebhookRequest request, Bytes body) {
    return new WebhookRequest(
        request.method(), request.headers(), request.query(), request.tail(), body);
  }

  private static byte[] hmac(String algorithm, byte[] key, byte[] message) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(key, algorithm));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has this algorithm", e);
    }
  }

  private static void utf8(ByteArrayOutputStream message, String text) {
    message.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }
}
