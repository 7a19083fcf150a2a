package io.mainstem.simulators.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.simulators.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request to a simulated API.
 *
 * @param path the decoded path, e.g. {@code /hubspot/crm/v3/objects/deals/1}
 * @param headers by lower-case name
 * @param parts what the route's pattern caught
 */
public record Call(
    String method,
    String path,
    Map<String, String> query,
    Map<String, String> headers,
    String body,
    List<String> parts) {

  public Call {
    query = Map.copyOf(query);
    headers = Map.copyOf(headers);
    parts = List.copyOf(parts);
  }

  public @Nullable String header(String name) {
    return headers.get(name.toLowerCase(Locale.ROOT));
  }

  public @Nullable String query(String name) {
    return query.get(name);
  }

  public String query(String name, String otherwise) {
    return query.getOrDefault(name, otherwise);
  }

  public String part(int index) {
    return parts.get(index);
  }

  public Optional<JsonNode> json() {
    return Json.read(body);
  }

  /** The token of {@code Authorization: Bearer …}, or null. */
  public @Nullable String bearer() {
    String value = header("Authorization");
    return value != null && value.regionMatches(true, 0, "Bearer ", 0, 7)
        ? value.substring(7).strip()
        : null;
  }

  Call matched(List<String> caught) {
    return new Call(method, path, query, headers, body, caught);
  }
}
