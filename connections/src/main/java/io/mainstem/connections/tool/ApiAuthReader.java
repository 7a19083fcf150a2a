package io.mainstem.connections.tool;

import io.mainstem.connections.tool.ApiAuth.ClientProof;
import io.mainstem.connections.yaml.Durations;
import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads {@code api.auth}. */
final class ApiAuthReader {
  private static final Map<String, List<String>> KEYS = keys();

  private final Problems problems;
  private final CallReader calls;

  ApiAuthReader(Problems problems, CallReader calls) {
    this.problems = problems;
    this.calls = calls;
  }

  private static Map<String, List<String>> keys() {
    List<String> token =
        List.of("kind", "token", "client", "scope", "params", "keep", "life", "send");
    Map<String, List<String>> keys = new LinkedHashMap<>();
    keys.put("none", List.of("kind"));
    keys.put("header", List.of("kind", "values"));
    keys.put("query", List.of("kind", "values"));
    keys.put("basic", List.of("kind", "user", "password"));
    keys.put("oauth2-code", plus(token, "rotates", "refreshLife"));
    keys.put("oauth2-client", token);
    keys.put(
        "jwt-bearer",
        List.of(
            "kind",
            "token",
            "issuer",
            "subject",
            "audience",
            "scope",
            "params",
            "keep",
            "life",
            "send"));
    keys.put(
        "login",
        List.of(
            "kind", "method", "path", "query", "headers", "body", "result", "expires", "send",
            "keep", "life"));
    keys.put("signing", List.of("kind", "alg", "enc", "template", "secret", "header"));
    return keys;
  }

  private static List<String> plus(List<String> keys, String... more) {
    return Stream.concat(keys.stream(), Stream.of(more)).toList();
  }

  /** One way, or a list of which the first that the connection has the secrets for is used. */
  List<ApiAuth> ways(YamlNode at) {
    return at.isList() ? at.items().stream().map(this::read).toList() : List.of(read(at));
  }

  private ApiAuth read(YamlNode at) {
    if (!at.isPresent()) {
      return new ApiAuth.None();
    }
    String kind = at.get("kind").oneOf(KEYS.keySet(), problems).orElse("");
    if (!KEYS.containsKey(kind)) {
      if (!at.get("kind").isPresent()) {
        problems.missing(at, "kind", "one of " + String.join(", ", KEYS.keySet()));
      }
      return new ApiAuth.None();
    }
    at.allow(KEYS.get(kind), problems);
    return switch (kind) {
      case "header" -> new ApiAuth.Header(values(at.get("values")));
      case "query" -> new ApiAuth.Query(values(at.get("values")));
      case "basic" ->
          new ApiAuth.Basic(
              template(at, "user", List.of()),
              at.get("password").isPresent() ? template(at, "password", List.of()) : "");
      case "oauth2-code" ->
          token(
              at,
              new ApiAuth.RefreshToken(
                  template(at, "token", List.of()),
                  client(at.get("client")),
                  at.get("scope").text().orElse(null),
                  calls.texts(at.get("params")),
                  at.get("rotates").bool(problems).orElse(false),
                  Durations.read(at.get("refreshLife"), problems).orElse(null)));
      case "oauth2-client" ->
          token(
              at,
              new ApiAuth.ClientCredentials(
                  template(at, "token", List.of()),
                  client(at.get("client")),
                  at.get("scope").text().orElse(null),
                  calls.texts(at.get("params"))));
      case "jwt-bearer" ->
          token(
              at,
              new ApiAuth.Assertion(
                  template(at, "token", List.of()),
                  template(at, "issuer", List.of()),
                  template(at, "subject", List.of()),
                  template(at, "audience", List.of()),
                  at.get("scope").text().orElse(null),
                  calls.texts(at.get("params"))));
      case "login" -> login(at);
      case "signing" -> signing(at);
      default -> new ApiAuth.None();
    };
  }

  private Map<String, String> values(YamlNode at) {
    if (at.entries().isEmpty()) {
      at.report("a map of names to texts such as Bearer {secret.access_token}", problems);
    }
    calls.holes(at, List.of());
    return calls.texts(at);
  }

  private String template(YamlNode parent, String key, List<String> names) {
    YamlNode at = parent.get(key);
    if (!at.isPresent()) {
      problems.missing(parent, key, "a text; {setting.x} and {secret.x} are filled in");
    }
    calls.holes(at, names);
    return at.text().orElse("");
  }

  private ClientProof client(YamlNode at) {
    return at.constant(ClientProof.class, problems).orElse(ClientProof.BODY);
  }

  private ApiAuth.Token token(YamlNode at, ApiAuth.Exchange exchange) {
    calls.holes(at.get("params"), List.of());
    YamlNode send = at.get("send");
    calls.holes(send, List.of("token"));
    return new ApiAuth.Token(
        exchange,
        send.isPresent() ? calls.texts(send) : Map.of("Authorization", "Bearer {token}"),
        at.get("keep").texts(problems),
        Durations.read(at.get("life"), problems).orElse(null));
  }

  private ApiAuth.Token login(YamlNode at) {
    YamlNode expires = at.get("expires");
    @Nullable Duration life =
        expires
            .text()
            .flatMap(Durations::parse)
            .or(() -> Durations.read(at.get("life"), problems))
            .orElse(null);
    boolean isPath = expires.isPresent() && Durations.parse(expires.text().orElse("")).isEmpty();
    ApiAuth.Token token =
        token(
            at,
            new ApiAuth.Login(
                calls.read(at, List.of()),
                ToolReader.path(at.get("result"), problems),
                isPath ? ToolReader.path(expires, problems) : null));
    return new ApiAuth.Token(token.exchange(), token.send(), token.keep(), life);
  }

  private ApiAuth.Signing signing(YamlNode at) {
    List<String> names = List.of("method", "path", "query", "body");
    return new ApiAuth.Signing(
        at.get("alg")
            .constant(AuthScheme.Algorithm.class, problems)
            .orElse(AuthScheme.Algorithm.SHA256),
        at.get("enc")
            .constant(AuthScheme.Encoding.class, problems)
            .orElse(AuthScheme.Encoding.BASE64),
        template(at, "template", names),
        template(at, "secret", List.of()),
        at.get("header").requireText("the header that carries the signature", problems));
  }
}
