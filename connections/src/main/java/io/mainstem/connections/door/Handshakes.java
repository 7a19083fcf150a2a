package io.mainstem.connections.door;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.connections.Connection;
import io.mainstem.connections.Secret;
import io.mainstem.connections.http.Requests;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.json.EachPath;
import io.mainstem.connections.json.UnreadableJsonException;
import io.mainstem.connections.tool.HandshakeSpec;
import io.mainstem.connections.tool.WebhookSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Answers a vendor that makes sure the address is ours. What is answered unsigned has no body or
 * nothing but what is sent back, so that no event is lost by it.
 */
final class Handshakes {
  static final int MAX_ECHO_CHARS = 4096;

  private static final Pattern SECRET = Pattern.compile("[\\x21-\\x7e]{1,1024}");
  private static final Pattern HOLE = Pattern.compile("\\{(token|body:([^{}]+))}");
  private static final String REPEATABLE = "rehandshake";

  private final Connection connection;
  private final WebhookSpec spec;
  private final Guard guard;

  Handshakes(Connection connection, WebhookSpec spec, Guard guard) {
    this.connection = connection;
    this.spec = spec;
    this.guard = guard;
  }

  /** The answer to a handshake that comes without a signature. */
  Optional<Admission> unsigned(WebhookRequest request, Keys keys) {
    for (HandshakeSpec handshake : spec.handshakes()) {
      Optional<Admission> answer =
          switch (handshake) {
            case HandshakeSpec.GetOk _ -> visit(request);
            case HandshakeSpec.EchoQuery(String param) -> echoQuery(request, param);
            case HandshakeSpec.EchoHeader(String header) -> echoHeader(request, header, keys);
            case HandshakeSpec.BodyToken token -> bodyToken(request, token, keys);
            case HandshakeSpec.EchoBody echo when !echo.signed() -> echoBody(request, echo);
            case HandshakeSpec.Ping ping when !ping.signed() -> ping(request, ping);
            case HandshakeSpec.EchoBody _, HandshakeSpec.Ping _, HandshakeSpec.SignedStatus _ ->
                Optional.empty();
          };
      if (answer.isPresent()) {
        return answer;
      }
    }
    return Optional.empty();
  }

  /** Somebody looks whether the address is there; a secret in the address may be right or not. */
  private Optional<Admission> visit(WebhookRequest request) {
    return request.body().isEmpty() && !request.method().equals("POST")
        ? Optional.of(ok())
        : Optional.empty();
  }

  /** The answer to a handshake whose signature is right. */
  Optional<Admission> signed(WebhookRequest request) {
    for (HandshakeSpec handshake : spec.handshakes()) {
      Optional<Admission> answer =
          switch (handshake) {
            case HandshakeSpec.EchoBody echo -> echoBody(request, echo);
            case HandshakeSpec.Ping ping -> ping(request, ping);
            case HandshakeSpec.BodyToken token ->
                body(request).flatMap(token.field()::text).map(_ -> ok());
            case HandshakeSpec.GetOk _ -> visit(request);
            case HandshakeSpec.EchoQuery _,
                HandshakeSpec.EchoHeader _,
                HandshakeSpec.SignedStatus _ ->
                Optional.empty();
          };
      if (answer.isPresent()) {
        return answer;
      }
    }
    return Optional.empty();
  }

  private Optional<Admission> echoQuery(WebhookRequest request, String param) {
    List<String> values = request.parameter(param);
    return request.body().isEmpty() && values.size() == 1
        ? text(values.getFirst())
        : Optional.empty();
  }

  private Optional<Admission> echoBody(WebhookRequest request, HandshakeSpec.EchoBody echo) {
    Optional<JsonNode> body = body(request).filter(root -> matches(echo.match(), root));
    Optional<String> value = body.flatMap(echo.field()::text);
    if (value.isEmpty() || !echo.json()) {
      return value.flatMap(this::text);
    }
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put(echo.field().steps().getLast(), value.get());
    return Optional.of(
        new Admission.Handshake(
            new Reply(spec.reply().ok(), "application/json", Bytes.utf8(answer.toString()))));
  }

  private Optional<Admission> ping(WebhookRequest request, HandshakeSpec.Ping ping) {
    return body(request).filter(root -> matches(ping.match(), root)).map(_ -> ok());
  }

  private Optional<Admission> echoHeader(WebhookRequest request, String header, Keys keys) {
    List<String> values = request.header(header);
    if (values.isEmpty()) {
      return Optional.empty();
    }
    Reply reply =
        new Reply(spec.reply().ok(), Reply.TEXT, Bytes.EMPTY, Map.of(header, values.getFirst()));
    return Optional.of(
        values.size() == 1
            ? learn(values.getFirst(), null, reply, keys, guard.secrets(keys))
            : refused(Rejection.HANDSHAKE_UNFIT));
  }

  private Optional<Admission> bodyToken(
      WebhookRequest request, HandshakeSpec.BodyToken handshake, Keys keys) {
    Optional<JsonNode> body = body(request);
    return body.flatMap(handshake.field()::text)
        .map(
            token -> {
              HandshakeSpec.Confirm confirm = handshake.confirm();
              return learn(
                  token,
                  confirm == null ? null : confirm(confirm, token, body.orElseThrow()),
                  Reply.empty(spec.reply().ok()),
                  keys,
                  confirm == null ? connection.webhookSecrets() : List.of());
            });
  }

  /**
   * First come, first kept; the same again is the same state, and is confirmed again.
   *
   * @param done secrets of which nothing is left to do but to answer
   */
  private Admission learn(
      String secret,
      Admission.@Nullable Confirm confirm,
      Reply reply,
      Keys keys,
      List<Secret> done) {
    if (!SECRET.matcher(secret).matches()) {
      return refused(Rejection.HANDSHAKE_UNFIT);
    }
    if (isAmong(done, secret)) {
      return new Admission.Handshake(reply);
    }
    List<Secret> live = guard.secrets(keys);
    boolean known = isAmong(live, secret);
    boolean welcome = live.isEmpty() || "true".equals(connection.settings().get(REPEATABLE));
    return known || welcome
        ? new Admission.Learns(new Secret(secret), confirm, reply)
        : refused(Rejection.HANDSHAKE_REPEATED);
  }

  private static boolean isAmong(List<Secret> known, String secret) {
    boolean found = false;
    for (Secret one : known) {
      found |= SecretCheck.equal(one.value(), secret);
    }
    return found;
  }

  private static Admission.Confirm confirm(
      HandshakeSpec.Confirm confirm, String token, JsonNode body) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    confirm.body().forEach((name, template) -> json.put(name, fill(template, token, body, false)));
    Map<String, String> headers = new HashMap<>();
    confirm
        .headers()
        .forEach((name, template) -> headers.put(name, fill(template, token, body, false)));
    return new Admission.Confirm(
        confirm.method(),
        fill(confirm.path(), token, body, true),
        headers,
        json.isEmpty() ? Bytes.EMPTY : Bytes.utf8(json.toString()));
  }

  private static String fill(String template, String token, JsonNode body, boolean encoded) {
    Matcher matcher = HOLE.matcher(template);
    return matcher.replaceAll(
        hole -> {
          String value =
              hole.group(2) == null ? token : EachPath.of(hole.group(2)).text(body).orElse("");
          return Matcher.quoteReplacement(encoded ? Requests.encode(value) : value);
        });
  }

  private static boolean matches(Map<EachPath, String> match, JsonNode body) {
    return match.entrySet().stream()
        .allMatch(
            entry ->
                entry
                    .getKey()
                    .text(body)
                    .filter(
                        value ->
                            entry.getValue().equals(HandshakeSpec.ANY)
                                || entry.getValue().equals(value))
                    .isPresent());
  }

  private Optional<JsonNode> body(WebhookRequest request) {
    try {
      return Optional.of(Decoder.decode(spec, request.body()).body());
    } catch (UnreadableJsonException e) {
      return Optional.empty();
    }
  }

  private Optional<Admission> text(String value) {
    return Optional.of(
        value.length() > MAX_ECHO_CHARS
            ? refused(Rejection.HANDSHAKE_UNFIT)
            : new Admission.Handshake(
                new Reply(
                    spec.reply().ok(),
                    Reply.TEXT,
                    Bytes.utf8(value),
                    Map.of("X-Content-Type-Options", "nosniff"))));
  }

  private Admission ok() {
    return new Admission.Handshake(Reply.empty(spec.reply().ok()));
  }

  private Admission refused(Rejection reason) {
    return new Admission.Rejected(reason, Reply.empty(spec.reply().reject()));
  }
}
