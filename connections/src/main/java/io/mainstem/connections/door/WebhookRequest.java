package io.mainstem.connections.door;

import io.mainstem.connections.json.Bytes;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request as it reached the door.
 *
 * @param headers every value of every field; names are compared without case
 * @param body raw, before any decoding
 */
public record WebhookRequest(String method, Map<String, List<String>> headers, Bytes body) {
  public WebhookRequest {
    Map<String, List<String>> lower = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    lower.putAll(headers);
    headers = lower;
  }

  List<String> header(String name) {
    return headers.getOrDefault(name, List.of());
  }
}
