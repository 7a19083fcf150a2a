package io.mainstem.simulators.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.simulators.json.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
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

  /** The address callers reach this tool by: scheme, host, port and the tool's own name. */
  public String base() {
    String host = header("Host");
    return "http://" + (host == null ? "127.0.0.1" : host) + "/" + path.split("/", 3)[1];
  }

  /** The whole address that was called, without its query. */
  public String address() {
    return base() + path.replaceFirst("/[^/]+", "");
  }

  /** The fields of a form body, by name; what is not a form has none. */
  public Map<String, String> form() {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String pair : body.split("&", -1)) {
      String[] sides = pair.split("=", 2);
      if (sides.length == 2) {
        fields.put(
            URLDecoder.decode(sides[0], StandardCharsets.UTF_8),
            URLDecoder.decode(sides[1], StandardCharsets.UTF_8));
      }
    }
    return fields;
  }

  Call below(String name) {
    return new Call(method, "/" + name + path, query, headers, body, parts);
  }

  Call matched(List<String> caught) {
    return new Call(method, path, query, headers, body, caught);
  }
}
