package io.mainstem.connections.tool;

import io.mainstem.connections.http.Holes;
import io.mainstem.connections.json.JsonPath;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How we say who we are when we ask. Texts are templates over secrets and settings. */
public sealed interface ApiAuth {

  /** Names of the connection's secrets without which it cannot be used. */
  default Set<String> secrets() {
    return switch (this) {
      case None _ -> Set.of();
      case Header header -> named(header.values().values().stream());
      case Query query -> named(query.values().values().stream());
      case Basic basic -> named(Stream.of(basic.user(), basic.password()));
      case Signing signing -> named(Stream.of(signing.secret()));
      case Token token ->
          switch (token.exchange()) {
            case RefreshToken _ -> Set.of("client_id", "refresh_token");
            case ClientCredentials _ -> Set.of("client_id", "client_secret");
            case Assertion _ -> Set.of("private_key");
            case Login login -> named(login.call().texts().stream());
          };
    };
  }

  private static Set<String> named(Stream<String> texts) {
    return texts
        .flatMap(text -> Holes.in(text).stream())
        .filter(hole -> hole.startsWith("secret."))
        .map(hole -> hole.substring("secret.".length()))
        .collect(Collectors.toSet());
  }

  /** Nobody asks. */
  record None() implements ApiAuth {}

  /** Fixed headers. */
  record Header(Map<String, String> values) implements ApiAuth {}

  /** Fixed parameters. */
  record Query(Map<String, String> values) implements ApiAuth {}

  /** HTTP Basic. */
  record Basic(String user, String password) implements ApiAuth {}

  /**
   * Every request is signed.
   *
   * @param template over {@code {method} {path} {query} {body}}
   */
  record Signing(
      AuthScheme.Algorithm algorithm,
      AuthScheme.Encoding encoding,
      String template,
      String secret,
      String header)
      implements ApiAuth {}

  /**
   * An access token is fetched first, and sent while it lasts.
   *
   * @param send headers over {@code {token}}
   * @param keep fields of the token answer that {@code {token.x}} may name
   * @param life of a token where the answer does not say; null where it always does
   */
  record Token(
      Exchange exchange, Map<String, String> send, List<String> keep, @Nullable Duration life)
      implements ApiAuth {}

  /** How an access token is had. */
  sealed interface Exchange {}

  /** How the client proves itself to the token address. */
  enum ClientProof {
    BASIC,
    BODY
  }

  /**
   * OAuth 2 by a refresh token that a person once allowed.
   *
   * @param rotates every answer replaces the refresh token
   * @param refreshLife after which a refresh token that was not used ends, or null
   * @param more further parameters
   */
  record RefreshToken(
      String address,
      ClientProof client,
      @Nullable String scope,
      Map<String, String> more,
      boolean rotates,
      @Nullable Duration refreshLife)
      implements Exchange {}

  /** OAuth 2 client credentials. */
  record ClientCredentials(
      String address, ClientProof client, @Nullable String scope, Map<String, String> more)
      implements Exchange {}

  /** A JWT signed with RS256 by {@code {secret.private_key}}. */
  record Assertion(
      String address,
      String issuer,
      String subject,
      String audience,
      @Nullable String scope,
      Map<String, String> more)
      implements Exchange {}

  /**
   * A call that answers with a token.
   *
   * @param result where the answer holds the token
   * @param expires where it says how long, or null
   */
  record Login(CallSpec call, JsonPath result, @Nullable JsonPath expires) implements Exchange {}
}
