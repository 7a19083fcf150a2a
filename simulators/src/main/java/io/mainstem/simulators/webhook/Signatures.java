package io.mainstem.simulators.webhook;

import io.mainstem.simulators.timeline.Tool;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs as each vendor's documentation says: HubSpot v3 over method, address, body and a time in
 * milliseconds; Xero over the body with its key taken as text; Square over address and body.
 */
public record Signatures(Secret hubspot, Secret xero, Secret square) {

  /** The headers of one attempt. The receiver is called with POST. */
  public Map<String, String> headers(Tool tool, String url, String body, long nowMillis) {
    Map<String, String> headers = new LinkedHashMap<>();
    switch (tool) {
      case HUBSPOT -> {
        headers.put("X-HubSpot-Signature-v3", base64(hubspot, "POST" + url + body + nowMillis));
        headers.put("X-HubSpot-Request-Timestamp", String.valueOf(nowMillis));
      }
      case XERO -> headers.put("x-xero-signature", base64(xero, body));
      case SQUARE -> headers.put("x-square-hmacsha256-signature", base64(square, url + body));
    }
    return headers;
  }

  private static String base64(Secret secret, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.value().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has HmacSHA256", impossible);
    }
  }
}
