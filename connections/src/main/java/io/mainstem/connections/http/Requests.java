package io.mainstem.connections.http;

import io.mainstem.connections.Connection;
import io.mainstem.connections.Secret;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.tool.ApiSpec;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Puts requests together: address, query, credentials. */
public final class Requests {
  private static final Pattern VARIABLE = Pattern.compile("\\{(secret|setting)\\.([a-z_]+)}");

  private final Connection connection;
  private final ApiSpec api;

  private Requests(Connection connection, ApiSpec api) {
    this.connection = connection;
    this.api = api;
  }

  /**
   * For that connection.
   *
   * @throws IllegalArgumentException if its tool has no API
   */
  public static Requests of(Connection connection) {
    ApiSpec api = connection.tool().api();
    if (api == null || connection.api() == null) {
      throw new IllegalArgumentException(
          "connection: " + connection.name() + " (expected: one whose tool has an API)");
    }
    return new Requests(connection, api);
  }

  /** The request, with {@code more} headers beside those every request carries. */
  public HttpCall call(
      String method, String path, Map<String, String> query, Map<String, String> more, Bytes body) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Accept", "application/json");
    api.headers().forEach((name, template) -> headers.put(name, fill(template)));
    if (!body.isEmpty()) {
      headers.put("Content-Type", "application/json; charset=utf-8");
    }
    headers.putAll(more);
    return new HttpCall(method, address(path, query), headers, body);
  }

  private URI address(String path, Map<String, String> query) {
    String base = String.valueOf(connection.api()).replaceAll("/+$", "");
    String search =
        query.entrySet().stream()
            .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
            .collect(Collectors.joining("&"));
    return URI.create(base + path + (search.isEmpty() ? "" : "?" + search));
  }

  /** For one step of a path or one value of a query. */
  public static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private String fill(String template) {
    Matcher matcher = VARIABLE.matcher(template);
    return matcher.replaceAll(
        found -> {
          String name = found.group(2);
          Secret secret = connection.secrets().get(name);
          String value =
              found.group(1).equals("secret")
                  ? secret == null ? "" : secret.value()
                  : connection.settings().getOrDefault(name, "");
          return Matcher.quoteReplacement(value);
        });
  }
}
