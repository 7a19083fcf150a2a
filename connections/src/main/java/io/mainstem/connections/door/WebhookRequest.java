package io.mainstem.connections.door;

import io.mainstem.connections.json.Bytes;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request as it reached the door.
 *
 * @param headers every value of every field; names are compared without case
 * @param query of the address as sent, without its {@code ?}; empty where there is none
 * @param tail what follows the connection in the path, without its {@code /}; empty as a rule
 * @param body raw, before any decoding
 */
public record WebhookRequest(
    String method, Map<String, List<String>> headers, String query, String tail, Bytes body) {
  public WebhookRequest {
    Map<String, List<String>> lower = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    lower.putAll(headers);
    headers = lower;
  }

  /** To the connection's very address. */
  public WebhookRequest(String method, Map<String, List<String>> headers, Bytes body) {
    this(method, headers, "", "", body);
  }

  List<String> header(String name) {
    return headers.getOrDefault(name, List.of());
  }

  /** Every value of a parameter of the address. */
  List<String> parameter(String name) {
    List<String> values = new ArrayList<>();
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals >= 0 && decode(pair.substring(0, equals)).equals(name)) {
        values.add(decode(pair.substring(equals + 1)));
      }
    }
    return values;
  }

  /** The address the sender called, on the public one it was given. */
  String address(String publicUrl) {
    return publicUrl + (tail.isEmpty() ? "" : "/" + tail) + (query.isEmpty() ? "" : "?" + query);
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
