package io.mainstem.connections.door;

import io.mainstem.connections.json.Bytes;
import java.util.Map;

/** What to answer the sender. */
public record Reply(int status, String contentType, Bytes body, Map<String, String> headers) {
  static final String TEXT = "text/plain; charset=utf-8";

  public Reply {
    headers = Map.copyOf(headers);
  }

  public Reply(int status, String contentType, Bytes body) {
    this(status, contentType, body, Map.of());
  }

  static Reply empty(int status) {
    return new Reply(status, TEXT, Bytes.EMPTY);
  }
}
