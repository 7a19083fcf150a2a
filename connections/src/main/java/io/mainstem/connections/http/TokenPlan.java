package io.mainstem.connections.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.connections.Connection;
import io.mainstem.connections.Secret;
import io.mainstem.connections.expression.Moments;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.json.JsonPath;
import io.mainstem.connections.json.StrictJson;
import io.mainstem.connections.json.UnreadableJsonException;
import io.mainstem.connections.tool.ApiAuth;
import io.mainstem.connections.tool.ApiSpec;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How one connection's access tokens are had: what to ask, and how to read the answer. */
public final class TokenPlan {
  /** A new token is fetched this much before the old one ends, or after 9/10 of its life. */
  public static final Duration AHEAD = Duration.ofMinutes(2);

  /** How long an assertion is good for. */
  static final Duration ASSERTION_LIFE = Duration.ofMinutes(3);

  private final Connection connection;
  private final ApiSpec api;
  private final ApiAuth.Token auth;
  private final Requests requests;

  private TokenPlan(Connection connection, ApiSpec api, ApiAuth.Token auth) {
    this.connection = connection;
    this.api = api;
    this.auth = auth;
    this.requests = Requests.of(connection);
  }

  /** Empty where the tool gives no access tokens. */
  public static Optional<TokenPlan> of(Connection connection) {
    ApiSpec api = connection.tool().api();
    return api != null && api.auth(connection.secrets().keySet()) instanceof ApiAuth.Token token
        ? Optional.of(new TokenPlan(connection, api, token))
        : Optional.empty();
  }

  /** The refresh token a person put into the connection; empty where there is none. */
  public Optional<String> firstRefreshToken() {
    return auth.exchange() instanceof ApiAuth.RefreshToken
        ? Optional.ofNullable(connection.secrets().get("refresh_token")).map(Secret::value)
        : Optional.empty();
  }

  /** Whether every use of a refresh token gives a new one. */
  public boolean rotates() {
    return auth.exchange()
            instanceof ApiAuth.RefreshToken(var _, var _, var _, var _, boolean rotates, var _)
        && rotates;
  }

  /** When a refresh token had then ends, unless it is used before; empty where nobody knows. */
  public Optional<Instant> refreshEnds(Instant hadAt) {
    return auth.exchange()
                instanceof ApiAuth.RefreshToken(var _, var _, var _, var _, var _, Duration life)
            && life != null
        ? Optional.of(hadAt.plus(life))
        : Optional.empty();
  }

  /**
   * The call that asks for a token.
   *
   * @param refresh the refresh token that is valid now; ignored where there is none of the kind
   */
  public HttpCall call(@Nullable String refresh, Instant now) {
    return switch (auth.exchange()) {
      case ApiAuth.Login(var call, var _, var _) -> requests.unsigned(call);
      case ApiAuth.RefreshToken(
              String address,
              var client,
              String scope,
              var more,
              var _,
              var _) -> {
        Map<String, String> form = form("refresh_token", scope, more);
        form.put("refresh_token", refresh == null ? "" : refresh);
        yield token(address, client, form);
      }
      case ApiAuth.ClientCredentials(String address, var client, String scope, var more) ->
          token(address, client, form("client_credentials", scope, more));
      case ApiAuth.Assertion assertion -> {
        Map<String, String> form =
            form(
                "urn:ietf:params:oauth:grant-type:jwt-bearer", assertion.scope(), assertion.more());
        form.put(
            "assertion",
            Assertions.sign(
                requests.text(assertion.issuer()),
                requests.text(assertion.subject()),
                requests.text(assertion.audience()),
                requests.text("{secret.private_key}"),
                now,
                ASSERTION_LIFE));
        yield token(assertion.address(), null, form);
      }
    };
  }

  private Map<String, String> form(String grant, @Nullable String scope, Map<String, String> more) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", grant);
    if (scope != null) {
      form.put("scope", scope);
    }
    more.forEach((name, text) -> form.put(name, requests.text(text)));
    return form;
  }

  private HttpCall token(
      String address, ApiAuth.@Nullable ClientProof client, Map<String, String> form) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Accept", "application/json");
    headers.put("Content-Type", "application/x-www-form-urlencoded");
    if (client == ApiAuth.ClientProof.BASIC) {
      headers.put(
          "Authorization",
          Credentials.basic(
              requests.text("{secret.client_id}"), requests.text("{secret.client_secret}")));
    } else if (client == ApiAuth.ClientProof.BODY) {
      form.put("client_id", requests.text("{secret.client_id}"));
      form.put("client_secret", requests.text("{secret.client_secret}"));
    }
    URI own = connection.options().token();
    String body =
        form.entrySet().stream()
            .map(entry -> Requests.encode(entry.getKey()) + "=" + Requests.encode(entry.getValue()))
            .collect(Collectors.joining("&"));
    return new HttpCall(
        "POST", own != null ? own : URI.create(requests.text(address)), headers, Bytes.utf8(body));
  }

  /**
   * What the answer means.
   *
   * @param askedAt when it was asked: a token's life is counted from then
   */
  public TokenAnswer read(HttpAnswer answer, Instant askedAt) {
    if (answer.status() / 100 != 2) {
      return switch (Verdicts.of(answer, api)) {
        case Verdict.Retry(String code, Duration after) -> new TokenAnswer.Again(code, after);
        case Verdict.Refused _, Verdict.Gone _, Verdict.Success _ -> refused(answer);
      };
    }
    try {
      JsonNode body = StrictJson.parse(answer.body());
      JsonPath at =
          auth.exchange() instanceof ApiAuth.Login login
              ? login.result()
              : JsonPath.of("access_token");
      Optional<String> value = at.text(body);
      if (value.isEmpty()) {
        return refused(answer);
      }
      Map<String, String> kept = new LinkedHashMap<>();
      auth.keep()
          .forEach(field -> JsonPath.of(field).text(body).ifPresent(text -> kept.put(field, text)));
      String refresh = JsonPath.of("refresh_token").text(body).orElse(null);
      return new TokenAnswer.Granted(
          new AccessToken(value.get(), kept, expires(body, askedAt)),
          auth.exchange() instanceof ApiAuth.RefreshToken ? refresh : null);
    } catch (UnreadableJsonException e) {
      return new TokenAnswer.Again("UNREADABLE_ANSWER", null);
    }
  }

  private @Nullable Instant expires(JsonNode body, Instant askedAt) {
    JsonPath at =
        auth.exchange() instanceof ApiAuth.Login login
            ? login.expires()
            : JsonPath.of("expires_in");
    Optional<String> said = at == null ? Optional.empty() : at.text(body);
    if (said.isPresent() && said.get().matches("[0-9]{1,8}(\\.[0-9]+)?")) {
      return askedAt.plusSeconds(Long.parseLong(said.get().replaceAll("\\..*", "")));
    }
    return said.flatMap(Moments::read)
        .orElse(auth.life() == null ? null : askedAt.plus(auth.life()));
  }

  /** When to have another token, so that none ends under way; empty where its end is not known. */
  public static Optional<Instant> renewAt(AccessToken token, Instant hadAt) {
    if (token.expiresAt() == null) {
      return Optional.empty();
    }
    Duration life = Duration.between(hadAt, token.expiresAt());
    Duration tenth = life.dividedBy(10);
    return Optional.of(token.expiresAt().minus(tenth.compareTo(AHEAD) < 0 ? tenth : AHEAD));
  }

  private TokenAnswer refused(HttpAnswer answer) {
    String code = "HTTP_" + answer.status();
    try {
      code =
          JsonPath.of("error")
              .text(StrictJson.parse(answer.body()))
              .filter(text -> text.matches("[A-Za-z0-9_.-]{1,60}"))
              .orElse(code);
    } catch (UnreadableJsonException e) {
      // The status says enough.
    }
    return new TokenAnswer.Refused(
        code,
        "The tool gives no access token to connection '"
            + connection.name()
            + "': "
            + code
            + ". Its credentials have to be given again.");
  }
}
