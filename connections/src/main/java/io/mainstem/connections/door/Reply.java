package io.mainstem.connections.door;

import io.mainstem.connections.json.Bytes;

/** What to answer the sender. */
public record Reply(int status, String contentType, Bytes body) {
  static Reply empty(int status) {
    return new Reply(status, "text/plain", Bytes.EMPTY);
  }
}
