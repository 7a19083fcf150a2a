package io.mainstem.connections.json;

/** Bytes that are not the JSON we accept; the message is plain language and holds no payload. */
public final class UnreadableJsonException extends Exception {
  private static final long serialVersionUID = 1L;

  private final JsonFault fault;

  public UnreadableJsonException(JsonFault fault, String message) {
    super(message);
    this.fault = fault;
  }

  public JsonFault fault() {
    return fault;
  }
}
