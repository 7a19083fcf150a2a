package io.mainstem.connections.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.connections.Connection;
import io.mainstem.connections.Secret;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.tool.ApiSpec;
import io.mainstem.connections.tool.CallSpec;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts requests together: address, query, body, credentials. */
public final class Requests {
  private final Connection connection;
  private final ApiSpec api;
  private final Supplier<AccessToken> tokens;

  private Requests(Connection connection, ApiSpec api, Supplier<AccessToken> tokens) {
    this.connection = connection;
    this.api = api;
    this.tokens = tokens;
  }

  /** For a connection whose tool gives no access tokens. */
  public static Requests of(Connection connection) {
    return of(connection, () -> AccessToken.NONE);
  }

  /**
   * For that connection.
   *
   * @param tokens the access token that is valid now; asked for every request
   * @throws IllegalArgumentException if its tool has no API
   */
  public static Requests of(Connection connection, Supplier<AccessToken> tokens) {
    ApiSpec api = connection.tool().api();
    if (api == null) {
      throw new IllegalArgumentException(
          "connection: " + connection.name() + " (expected: one whose tool has an API)");
    }
    return new Requests(connection, api, tokens);
  }

  /** The request, with {@code more} headers beside those every request carries. */
  public HttpCall call(
      String method, String path, Map<String, String> query, Map<String, String> more, Bytes body) {
    return signed(method, address(path, query), more, body);
  }

  /**
   * The request a tool file describes.
   *
   * @param names values of the holes that are not the connection's
   */
  public HttpCall call(CallSpec spec, Function<String, @Nullable String> names) {
    return call(spec, names, List.of());
  }

  /** The same with values put where the tool wants them. */
  public HttpCall call(
      CallSpec spec, Function<String, @Nullable String> names, List<Placed> placed) {
    Function<String, @Nullable String> values = values(Placed.names(placed, names));
    Map<String, String> query = new LinkedHashMap<>();
    spec.query().forEach((name, text) -> query.put(name, Holes.fill(text, values)));
    Map<String, String> headers = new LinkedHashMap<>();
    spec.headers().forEach((name, text) -> headers.put(name, Holes.fill(text, values)));
    for (Placed one : placed) {
      switch (one.put().where()) {
        case QUERY -> query.put(one.put().name(), one.value().asText());
        case HEADER -> headers.put(one.put().name(), one.value().asText());
        case BODY, VARIABLE, PATH, TEXT -> {
          // A hole, filled above, or a place in the body, filled below.
        }
      }
    }
    return signed(
        spec.method(),
        address(Holes.fill(spec.path(), encoded(values)), query),
        headers,
        body(spec.body(), values, placed));
  }

  /** A request to an address the tool gave, with the same credentials. */
  public HttpCall to(URI address, CallSpec spec, Function<String, @Nullable String> names) {
    HttpCall first = call(spec, names);
    return signed(spec.method(), address, first.headers(), first.body());
  }

  /** Where the API is now. */
  public URI base() {
    URI fixed = connection.api();
    return fixed != null ? fixed : URI.create(Holes.fill(api.base(), values(name -> null)));
  }

  /** The text with the connection's own holes filled. */
  public String text(String template) {
    return Holes.fill(template, values(name -> null));
  }

  /** A call without credentials: the one that asks for them. */
  HttpCall unsigned(CallSpec spec) {
    Function<String, @Nullable String> values = values(name -> null);
    Map<String, String> query = new LinkedHashMap<>();
    spec.query().forEach((name, text) -> query.put(name, Holes.fill(text, values)));
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Accept", "application/json");
    Bytes body = body(spec.body(), values, List.of());
    if (!body.isEmpty()) {
      headers.put("Content-Type", Bodies.type(api.format()));
    }
    spec.headers().forEach((name, text) -> headers.put(name, Holes.fill(text, values)));
    return new HttpCall(
        spec.method(), address(Holes.fill(spec.path(), encoded(values)), query), headers, body);
  }

  private HttpCall signed(String method, URI address, Map<String, String> more, Bytes body) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Accept", "application/json");
    Function<String, @Nullable String> values = values(name -> null);
    api.headers().forEach((name, text) -> headers.put(name, Holes.fill(text, values)));
    if (!body.isEmpty()) {
      headers.put("Content-Type", Bodies.type(api.format()));
    }
    headers.putAll(more);
    return Credentials.add(
        api.auth(connection.secrets().keySet()),
        new HttpCall(method, address, headers, body),
        tokens.get(),
        values);
  }

  private Bytes body(
      @Nullable JsonNode template, Function<String, @Nullable String> values, List<Placed> placed) {
    if (template == null) {
      return Bytes.EMPTY;
    }
    JsonNode filled =
        Bodies.fill(template, values, Placed.names(placed, name -> null), api.format());
    placed.forEach(one -> one.in(filled));
    return Bodies.write(filled, api.format());
  }

  private URI address(String path, Map<String, String> query) {
    String base = String.valueOf(base()).replaceAll("/+$", "");
    String whole = path.startsWith("https://") || path.startsWith("http://") ? path : base + path;
    String search =
        query.entrySet().stream()
            .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
            .collect(Collectors.joining("&"));
    return URI.create(
        search.isEmpty() ? whole : whole + (whole.contains("?") ? "&" : "?") + search);
  }

  /** For one step of a path or one value of a query. */
  public static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static Function<String, @Nullable String> encoded(
      Function<String, @Nullable String> values) {
    return name -> {
      String value = values.apply(name);
      return value == null ? null : encode(value);
    };
  }

  /** Holes of the connection: {@code setting.x}, {@code secret.x}, {@code token.x}. */
  private Function<String, @Nullable String> values(Function<String, @Nullable String> names) {
    return name -> {
      String own = names.apply(name);
      if (own != null || !Holes.isOfConnection(name)) {
        return own;
      }
      String key = name.substring(name.indexOf('.') + 1);
      return switch (name.substring(0, name.indexOf('.'))) {
        case "secret" -> {
          Secret secret = connection.secrets().get(key);
          yield secret == null ? "" : secret.value();
        }
        case "setting" -> connection.settings().getOrDefault(key, "");
        default -> tokens.get().kept().getOrDefault(key, "");
      };
    };
  }
}
