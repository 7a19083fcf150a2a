package io.mainstem.connections.http;

import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.tool.ApiAuth;
import io.mainstem.connections.tool.AuthScheme;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Adds to a request what says who asks. */
final class Credentials {
  private Credentials() {}

  static HttpCall add(
      ApiAuth auth, HttpCall call, AccessToken token, Function<String, @Nullable String> values) {
    return switch (auth) {
      case ApiAuth.None() -> call;
      case ApiAuth.Header(Map<String, String> headers) -> with(call, headers, values);
      case ApiAuth.Query(Map<String, String> query) -> asked(call, query, values);
      case ApiAuth.Basic(String user, String password) ->
          with(
              call,
              Map.of(
                  "Authorization", basic(Holes.fill(user, values), Holes.fill(password, values))),
              values);
      case ApiAuth.Token sent ->
          with(
              call, sent.send(), name -> name.equals("token") ? token.value() : values.apply(name));
      case ApiAuth.Signing signing -> with(call, signature(signing, call, values), values);
    };
  }

  /** The value of an {@code Authorization} header. */
  public static String basic(String user, String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  private static HttpCall with(
      HttpCall call, Map<String, String> more, Function<String, @Nullable String> values) {
    Map<String, String> headers = new LinkedHashMap<>(call.headers());
    more.forEach((name, text) -> headers.put(name, Holes.fill(text, values)));
    return new HttpCall(call.method(), call.uri(), headers, call.body());
  }

  private static HttpCall asked(
      HttpCall call, Map<String, String> query, Function<String, @Nullable String> values) {
    String address = call.uri().toString();
    for (Map.Entry<String, String> entry : query.entrySet()) {
      String pair = Requests.encode(entry.getKey()) + "=";
      if (!address.contains("?" + pair) && !address.contains("&" + pair)) {
        address +=
            (address.contains("?") ? "&" : "?")
                + pair
                + Requests.encode(Holes.fill(entry.getValue(), values));
      }
    }
    return new HttpCall(call.method(), URI.create(address), call.headers(), call.body());
  }

  private static Map<String, String> signature(
      ApiAuth.Signing signing, HttpCall call, Function<String, @Nullable String> values) {
    String query = call.uri().getRawQuery();
    Map<String, String> parts =
        Map.of(
            "method", call.method(),
            "path", call.uri().getRawPath(),
            "query", query == null ? "" : query,
            "body", call.body().text());
    String text =
        Holes.fill(
            signing.template(),
            name -> parts.containsKey(name) ? parts.get(name) : values.apply(name));
    byte[] mac = mac(signing.algorithm(), Holes.fill(signing.secret(), values), Bytes.utf8(text));
    return Map.of(
        signing.header(),
        signing.encoding() == AuthScheme.Encoding.HEX
            ? HexFormat.of().formatHex(mac)
            : Base64.getEncoder().encodeToString(mac));
  }

  private static byte[] mac(AuthScheme.Algorithm algorithm, String secret, Bytes text) {
    try {
      Mac mac = Mac.getInstance(algorithm.mac());
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm.mac()));
      return mac.doFinal(text.toArray());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the secret cannot sign", e);
    }
  }
}
