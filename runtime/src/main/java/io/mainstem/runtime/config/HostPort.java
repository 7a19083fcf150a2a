package io.mainstem.runtime.config;

/** A host and a TCP port, e.g. {@code 127.0.0.1:8083}. */
public record HostPort(String host, int port) {
  static final int MAX_PORT = 65535;

  public HostPort {
    if (host.isBlank() || port < 1 || port > MAX_PORT) {
      throw new IllegalArgumentException(
          "host and port: " + host + ":" + port + " (expected: host:port, port 1 to 65535)");
    }
  }

  /**
   * Reads {@code host:port}; an IPv6 host may stand in brackets.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static HostPort parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException("'" + text + "' (expected: host:port)");
    }
    String host = text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    try {
      return new HostPort(host, Integer.parseInt(text.substring(colon + 1)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' (expected: host:port)", e);
    }
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
