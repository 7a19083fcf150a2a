package io.mainstem.connections.door;

import io.mainstem.connections.Connection;
import io.mainstem.connections.Secret;
import io.mainstem.connections.json.EachPath;
import io.mainstem.connections.json.StrictJson;
import io.mainstem.connections.json.UnreadableJsonException;
import io.mainstem.connections.plugin.ToolPlugin;
import io.mainstem.connections.tool.AuthScheme;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks who sent a request, by the schemes of which any will do. */
final class Guard {
  private final Connection connection;
  private final List<AuthScheme> schemes;

  Guard(Connection connection, List<AuthScheme> schemes) {
    this.connection = connection;
    this.schemes = schemes;
  }

  /** Every secret that is live: those of the files and those of handshakes. */
  List<Secret> secrets(Keys keys) {
    List<Secret> secrets = new ArrayList<>(connection.webhookSecrets());
    secrets.addAll(keys.learnt());
    return secrets;
  }

  /**
   * Empty where one scheme finds the request genuine and fresh; otherwise what the scheme found
   * that came furthest.
   */
  Optional<Rejection> reject(WebhookRequest request, Keys keys, Instant now) {
    Rejection furthest = null;
    for (AuthScheme scheme : schemes) {
      Optional<Rejection> rejection = check(scheme, keys, request).reject(request, now);
      if (rejection.isEmpty()) {
        return rejection;
      }
      if (furthest == null || rejection.get().compareTo(furthest) > 0) {
        furthest = rejection.get();
      }
    }
    return Optional.of(furthest == null ? Rejection.NOT_CONFIGURED : furthest);
  }

  private Check check(AuthScheme scheme, Keys keys, WebhookRequest asked) {
    List<Secret> secrets = secrets(keys);
    String url = connection.publicUrl().toString();
    return switch (scheme) {
      case AuthScheme.Signed signed -> new SignedCheck(signed, url, secrets);
      case AuthScheme.StandardWebhooks standard ->
          new StandardWebhooksCheck(standard, url, secrets);
      case AuthScheme.Jwt jwt ->
          new JwtCheck(jwt, claims(jwt, asked.address(url)), secrets, keys.published());
      case AuthScheme.SharedSecret shared ->
          SecretCheck.once(secrets, request -> shared(shared, request));
      case AuthScheme.BodySecret(EachPath at) ->
          SecretCheck.each(secrets, request -> inBody(at, request));
      case AuthScheme.Basic _ -> SecretCheck.basic(secrets);
      case AuthScheme.Plugin(ToolPlugin code) -> new PluginCheck(code, url, secrets);
      case AuthScheme.None _ -> (_, _) -> Optional.empty();
    };
  }

  private Map<String, String> claims(AuthScheme.Jwt jwt, String url) {
    Map<String, String> claims = new HashMap<>();
    jwt.claims()
        .forEach(
            (name, template) -> {
              String text = template.replace("{url}", url);
              for (var setting : connection.settings().entrySet()) {
                text = text.replace("{setting." + setting.getKey() + "}", setting.getValue());
              }
              claims.put(name, text);
            });
    return claims;
  }

  private static List<String> shared(AuthScheme.SharedSecret scheme, WebhookRequest request) {
    List<String> values =
        switch (scheme.at()) {
          case HEADER -> request.header(scheme.name());
          case QUERY -> request.parameter(scheme.name());
          case PATH -> {
            String tail = request.tail();
            String last = tail.substring(tail.lastIndexOf('/') + 1);
            yield last.isEmpty() ? List.of() : List.of(last);
          }
        };
    return values.stream()
        .filter(value -> value.startsWith(scheme.prefix()))
        .map(value -> value.substring(scheme.prefix().length()))
        .toList();
  }

  private static List<String> inBody(EachPath at, WebhookRequest request) {
    try {
      return at.texts(StrictJson.parse(request.body()));
    } catch (UnreadableJsonException e) {
      return List.of();
    }
  }
}
