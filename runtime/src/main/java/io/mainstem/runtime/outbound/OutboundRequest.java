package io.mainstem.runtime.outbound;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One request to a tool.
 *
 * @param headers sent as they are; may hold credentials, so never log them
 * @param body empty where there is none
 * @param timeout for the whole exchange
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record OutboundRequest(
    String method, URI uri, Map<String, String> headers, byte[] body, Duration timeout) {

  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(15);

  public OutboundRequest {
    headers = Map.copyOf(headers);
  }

  public static OutboundRequest get(URI uri, Map<String, String> headers) {
    return new OutboundRequest("GET", uri, headers, new byte[0], DEFAULT_TIMEOUT);
  }

  /** A request whose body is JSON. */
  public static OutboundRequest json(
      String method, URI uri, Map<String, String> headers, byte[] body) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.putIfAbsent("Content-Type", "application/json");
    return new OutboundRequest(method, uri, all, body, DEFAULT_TIMEOUT);
  }

  /** Without header values: they may be secrets. */
  @Override
  public String toString() {
    return method + " " + uri.getHost();
  }
}
