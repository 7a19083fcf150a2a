package io.mainstem.simulators.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.simulators.json.Json;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * One webhook, before it is signed.
 *
 * @param body by attempt, from 0: some vendors count attempts inside it
 * @param keys what the receiver tells repeats by, one an event
 */
public record Letter(
    String contentType, IntFunction<String> body, Map<String, String> headers, List<String> keys) {

  public Letter {
    headers = Map.copyOf(headers);
    keys = List.copyOf(keys);
  }

  public static Letter json(JsonNode body, String... keys) {
    String text = Json.write(body);
    return new Letter("application/json", attempt -> text, Map.of(), List.of(keys));
  }

  /** The same with these headers. */
  public Letter with(Map<String, String> more) {
    return new Letter(contentType, body, more, keys);
  }
}
