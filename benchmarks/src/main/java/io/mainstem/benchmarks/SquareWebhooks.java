package io.mainstem.benchmarks;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signed payment notifications as Square sends them, each of another payment. */
final class SquareWebhooks {
  static final String CONNECTION = "pos";
  private static final Instant FIRST = Instant.parse("2026-03-02T11:00:00Z");
  private static final int TILLS = 24;

  private final String url;
  private final SecretKeySpec key;

  SquareWebhooks(String publicUrl, String secret) {
    this.url = publicUrl + "/webhooks/" + CONNECTION;
    this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
  }

  static String paymentId(long number) {
    return "BENCHPAYMENT" + number;
  }

  /** The payment itself, about 1 kB. */
  static String payment(long number) {
    Instant at = FIRST.plusSeconds(number % 40_000);
    long pence = 900 + number % 7_000;
    long till = number % TILLS;
    return """
    {"id":"%s","created_at":"%s","updated_at":"%s","amount_money":{"amount":%d,"currency":"GBP"},\
    "tip_money":{"amount":0,"currency":"GBP"},"total_money":{"amount":%d,"currency":"GBP"},\
    "approved_money":{"amount":%d,"currency":"GBP"},"status":"COMPLETED","source_type":"CARD",\
    "location_id":"LBENCH%d","order_id":"ORDER%d","team_member_id":"TMBENCH%d",\
    "receipt_number":"B%d","receipt_url":"https://squareup.example/receipt/preview/%d",\
    "card_details":{"status":"CAPTURED","card":{"card_brand":"VISA","last_4":"4242","exp_month":12,\
    "exp_year":2029,"fingerprint":"sq-1-benchbenchbenchbenchbenchbenchbench","card_type":"DEBIT",\
    "prepaid_type":"NOT_PREPAID"},"entry_method":"CONTACTLESS","cvv_status":"CVV_NOT_CHECKED",\
    "avs_status":"AVS_NOT_CHECKED","statement_description":"SQ *BENCH"},\
    "device_details":{"device_id":"DEVICE%d","device_name":"Till %d"},"version_token":"v%d"}\
    """
        .formatted(
            paymentId(number),
            at,
            at.plus(1, ChronoUnit.SECONDS),
            pence,
            pence,
            pence,
            till / 3,
            number,
            till,
            number,
            number,
            till,
            till % 3 + 1,
            number);
  }

  /** A whole HTTP request on the wire, head and body. */
  byte[] request(long number) {
    String body =
        """
        {"merchant_id":"MBENCH","location_id":"LBENCH%d","type":"payment.created",\
        "event_id":"bench-event-%d","created_at":"%s","data":{"type":"payment","id":"%s",\
        "object":{"payment":%s}}}\
        """
            .formatted(number % TILLS / 3, number, FIRST, paymentId(number), payment(number));
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String head =
        """
        POST /webhooks/%s HTTP/1.1\r
        Host: 127.0.0.1\r
        Content-Type: application/json\r
        x-square-hmacsha256-signature: %s\r
        Content-Length: %d\r
        \r
        """
            .formatted(CONNECTION, signature(bytes), bytes.length);
    byte[] headBytes = head.getBytes(StandardCharsets.US_ASCII);
    byte[] request = new byte[headBytes.length + bytes.length];
    System.arraycopy(headBytes, 0, request, 0, headBytes.length);
    System.arraycopy(bytes, 0, request, headBytes.length, bytes.length);
    return request;
  }

  private String signature(byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      mac.update(url.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
