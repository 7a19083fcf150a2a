package io.mainstem.connections.tool;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.connections.http.Holes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A call as the tool file writes it; every text may have holes.
 *
 * @param path below the API's base, or a whole address
 * @param body null where there is none
 */
public record CallSpec(
    String method,
    String path,
    Map<String, String> query,
    Map<String, String> headers,
    @Nullable JsonNode body) {

  /** Whether one of its texts has that hole. */
  public boolean names(String hole) {
    return texts().stream().anyMatch(text -> Holes.in(text).contains(hole));
  }

  /** All that may have holes. */
  List<String> texts() {
    return Stream.concat(
            Stream.of(path, body == null ? "" : body.toString()),
            Stream.concat(query.values().stream(), headers.values().stream()))
        .toList();
  }

  /** The same call with other parameters, which replace those of the same name. */
  public CallSpec with(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(query);
    all.putAll(more);
    return new CallSpec(method, path, all, headers, body);
  }
}
