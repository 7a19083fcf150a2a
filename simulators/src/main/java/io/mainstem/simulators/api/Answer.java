package io.mainstem.simulators.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.simulators.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a simulated API answers. */
public record Answer(int status, Map<String, String> headers, String contentType, String body) {

  public Answer {
    headers = Map.copyOf(headers);
  }

  public static Answer json(int status, JsonNode body) {
    return new Answer(status, Map.of(), "application/json", Json.write(body));
  }

  public static Answer of(int status, String contentType, String body) {
    return new Answer(status, Map.of(), contentType, body);
  }

  /** Nothing but a status. */
  public static Answer empty(int status) {
    return new Answer(status, Map.of(), "text/plain", "");
  }

  public Answer with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Answer(status, more, contentType, body);
  }

  public boolean success() {
    return status >= 200 && status < 300;
  }
}
