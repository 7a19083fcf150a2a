package io.mainstem.simulators.vendor;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** How a vendor shows that a webhook is its own: headers of one attempt. */
public interface Signature {
  Map<String, String> headers(
      Map<String, String> of, String body, String url, String secret, Instant now);

  /** Nothing is signed. */
  static Signature none() {
    return (of, body, url, secret, now) -> Map.of();
  }

  /** The secret itself, as {@code user:password}. */
  static Signature basic() {
    return (of, body, url, secret, now) ->
        Map.of(
            "Authorization",
            "Basic " + Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)));
  }

  /** How a vendor writes the moment of signing. */
  enum Clock {
    SECONDS,
    MILLIS,
    ISO;

    String of(Instant now) {
      return switch (this) {
        case SECONDS -> String.valueOf(now.getEpochSecond());
        case MILLIS -> String.valueOf(now.toEpochMilli());
        case ISO -> Times.seconds(now);
      };
    }
  }

  /**
   * A keyed hash over a text made of {@code {method} {url} {body} {ts}} and the letter's own
   * headers, {@code {x-name}}.
   *
   * @param shown how the header holds it, e.g. {@code t={ts},v1={sig}}
   * @param timeHeader where the moment is told, or null
   */
  record Hmac(
      String algorithm,
      boolean hex,
      String header,
      String shown,
      String over,
      @Nullable String timeHeader,
      Clock clock)
      implements Signature {

    public static Hmac hex(String header, String over) {
      return new Hmac("HmacSHA256", true, header, "{sig}", over, null, Clock.SECONDS);
    }

    public static Hmac base64(String header, String over) {
      return new Hmac("HmacSHA256", false, header, "{sig}", over, null, Clock.SECONDS);
    }

    public Hmac algorithm(String name) {
      return new Hmac(name, hex, header, shown, over, timeHeader, clock);
    }

    public Hmac shown(String as) {
      return new Hmac(algorithm, hex, header, as, over, timeHeader, clock);
    }

    public Hmac time(String in, Clock as) {
      return new Hmac(algorithm, hex, header, shown, over, in, as);
    }

    @Override
    public Map<String, String> headers(
        Map<String, String> of, String body, String url, String secret, Instant now) {
      String ts = clock.of(now);
      String text = over.replace("{method}", "POST").replace("{url}", url).replace("{ts}", ts);
      for (Map.Entry<String, String> own : of.entrySet()) {
        text = text.replace("{" + own.getKey() + "}", own.getValue());
      }
      byte[] code = mac(algorithm, secret, text.replace("{body}", body));
      String signature =
          hex ? HexFormat.of().formatHex(code) : Base64.getEncoder().encodeToString(code);
      Map<String, String> headers = new HashMap<>();
      headers.put(header, shown.replace("{ts}", ts).replace("{sig}", signature));
      if (timeHeader != null) {
        headers.put(timeHeader, ts);
      }
      return headers;
    }
  }

  static byte[] mac(String algorithm, String secret, String text) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has " + algorithm, impossible);
    }
  }
}
