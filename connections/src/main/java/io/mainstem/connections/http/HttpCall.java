package io.mainstem.connections.http;

import io.mainstem.connections.json.Bytes;
import java.net.URI;
import java.util.Map;

/**
 * A request somebody else will send. Headers carry credentials: they are never printed.
 *
 * @param headers complete, with authentication and content type
 * @param body empty where there is none
 */
public record HttpCall(String method, URI uri, Map<String, String> headers, Bytes body) {
  public HttpCall {
    headers = Map.copyOf(headers);
  }

  @Override
  public String toString() {
    return method + " " + uri.getScheme() + "://" + uri.getAuthority() + uri.getPath();
  }
}
