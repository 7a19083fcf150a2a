package io.mainstem.conformance;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.connections.Connection;
import io.mainstem.connections.Secret;
import io.mainstem.connections.http.AccessToken;
import io.mainstem.connections.http.HttpAnswer;
import io.mainstem.connections.http.HttpCall;
import io.mainstem.connections.http.TokenAnswer;
import io.mainstem.connections.http.TokenPlan;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.tool.ApiAuth;
import io.mainstem.connections.tool.ApiSpec;
import io.mainstem.simulators.Simulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A simulated vendor and a connection to it. */
final class Vendor implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final List<String> KEYS = List.of("access_token", "api_token", "api_key");
  private static final List<String> OWN_HEADERS =
      List.of("host", "content-length", "connection", "expect", "upgrade");

  private final Simulator simulator;
  private final Connection connection;
  private final HttpClient client = HttpClient.newHttpClient();
  private AccessToken token = AccessToken.NONE;
  private @Nullable String refresh;

  Vendor(Subject subject, Simulator simulator) {
    this.simulator = simulator;
    this.connection = connection(subject, simulator);
    this.refresh = simulator.secrets().get("refresh_token");
  }

  private static Connection connection(Subject subject, Simulator simulator) {
    Map<String, String> theirs = simulator.secrets();
    Map<String, Secret> secrets = new HashMap<>();
    theirs.forEach((name, value) -> secrets.put(name, new Secret(value)));
    for (String name :
        List.of("access_token", "api_key", "api_token", "bot_token", "system_token")) {
      KEYS.stream()
          .map(theirs::get)
          .filter(Objects::nonNull)
          .findFirst()
          .ifPresent(key -> secrets.putIfAbsent(name, new Secret(key)));
    }
    Map<String, String> settings = new HashMap<>(subject.samples().settings());
    theirs.forEach(
        (name, value) -> {
          settings.put(name, value);
          settings.put(name.replaceAll("_id$", ""), value);
        });
    ApiSpec api = subject.tool().api();
    return new Connection(
        subject.tool().name(),
        subject.tool(),
        simulator.base(),
        URI.create(subject.url()),
        List.of(),
        secrets,
        settings,
        null,
        null,
        new Connection.Options(true, null, false, token(api, simulator)),
        List.of());
  }

  private static @Nullable URI token(@Nullable ApiSpec api, Simulator simulator) {
    String address =
        api == null || !(api.auth() instanceof ApiAuth.Token token)
            ? null
            : switch (token.exchange()) {
              case ApiAuth.RefreshToken exchange -> exchange.address();
              case ApiAuth.ClientCredentials exchange -> exchange.address();
              case ApiAuth.Assertion exchange -> exchange.address();
              case ApiAuth.Login _ -> null;
            };
    return address == null
        ? null
        : URI.create(simulator.base() + URI.create(address.replaceAll("[{}]", "")).getPath());
  }

  /** What stands before the vendor's own paths. */
  String below() {
    return simulator.base().getPath();
  }

  /** {@code object|id} of the records it holds of a kind. */
  Set<String> held(String object, String kind) {
    Set<String> held = new TreeSet<>();
    simulator.records().live(kind).forEach(it -> held.add(object + "|" + it.id()));
    return held;
  }

  /** Records it holds, of every kind. */
  int holds() {
    return simulator.records().kinds().stream()
        .mapToInt(kind -> simulator.records().live(kind).size())
        .sum();
  }

  /**
   * An input with {@code {kind}} as the id of the first record of that kind, {@code {secret}} as
   * what a caller of this vendor knows.
   *
   * @param fresh the record is one that came just now, as a deadline wants
   */
  ObjectNode filled(ObjectNode input, boolean fresh) {
    String text = input.toString();
    for (String kind : simulator.records().kinds()) {
      if (fresh && text.contains("{" + kind + "}")) {
        text = text.replace("{" + kind + "}", simulator.add(kind).id());
      }
    }
    Map<String, String> known = new HashMap<>(simulator.secrets());
    simulator
        .records()
        .kinds()
        .forEach(
            kind ->
                simulator.records().live(kind).stream()
                    .findFirst()
                    .ifPresent(entry -> known.put(kind, entry.id())));
    for (Map.Entry<String, String> one : known.entrySet()) {
      text = text.replace("{" + one.getKey() + "}", one.getValue());
    }
    try {
      return (ObjectNode) new ObjectMapper().readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Connection connection() {
    return connection;
  }

  Simulator simulator() {
    return simulator;
  }

  AccessToken token() {
    return token;
  }

  boolean renews() {
    return TokenPlan.of(connection).isPresent();
  }

  /** Asks for an access token, where the tool has any. Empty where that went well. */
  Optional<String> renew(Instant now) {
    Optional<TokenPlan> plan = TokenPlan.of(connection);
    if (plan.isEmpty()) {
      return Optional.empty();
    }
    return switch (plan.get().read(send(plan.get().call(refresh, now)), now)) {
      case TokenAnswer.Granted(AccessToken granted, String next) -> {
        token = granted;
        refresh = next == null ? refresh : next;
        yield Optional.empty();
      }
      case TokenAnswer.Again(String code, var _) -> Optional.of(code);
      case TokenAnswer.Refused(String code, String cause) -> Optional.of(code + ": " + cause);
    };
  }

  HttpAnswer send(HttpCall call) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(call.uri())
            .timeout(TIMEOUT)
            .method(call.method(), HttpRequest.BodyPublishers.ofByteArray(call.body().toArray()));
    call.headers()
        .forEach(
            (name, value) -> {
              if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                request.header(name, value);
              }
            });
    try {
      HttpResponse<byte[]> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      return new HttpAnswer(
          response.statusCode(), response.headers().map(), Bytes.of(response.body()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    client.close();
    simulator.close();
  }
}
