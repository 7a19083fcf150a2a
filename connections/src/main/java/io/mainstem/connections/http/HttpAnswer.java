package io.mainstem.connections.http;

import io.mainstem.connections.json.Bytes;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a tool answered. Header names are compared without case. */
public record HttpAnswer(int status, Map<String, List<String>> headers, Bytes body) {
  public HttpAnswer {
    Map<String, List<String>> lower = new TreeMap<>();
    headers.forEach((name, values) -> lower.put(name.toLowerCase(Locale.ROOT), values));
    headers = lower;
  }

  public Optional<String> header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream().findFirst();
  }

  @Override
  public String toString() {
    return status + ", " + body;
  }
}
