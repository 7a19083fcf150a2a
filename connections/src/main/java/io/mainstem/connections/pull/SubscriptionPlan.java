package io.mainstem.connections.pull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.connections.Connection;
import io.mainstem.connections.expression.Moments;
import io.mainstem.connections.http.AccessToken;
import io.mainstem.connections.http.HttpAnswer;
import io.mainstem.connections.http.HttpCall;
import io.mainstem.connections.http.Requests;
import io.mainstem.connections.http.Verdict;
import io.mainstem.connections.http.Verdicts;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.json.JsonPath;
import io.mainstem.connections.json.StrictJson;
import io.mainstem.connections.json.UnreadableJsonException;
import io.mainstem.connections.tool.CallSpec;
import io.mainstem.connections.tool.Moment;
import io.mainstem.connections.tool.SubscriptionSpec;
import io.mainstem.connections.tool.WebhookSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How one connection's webhook is made, renewed and removed by calls. */
public final class SubscriptionPlan {
  private final Connection connection;
  private final SubscriptionSpec spec;
  private final Requests requests;

  private SubscriptionPlan(Connection connection, SubscriptionSpec spec, Requests requests) {
    this.connection = connection;
    this.spec = spec;
    this.requests = requests;
  }

  /** Empty where people make the webhook by hand. */
  public static Optional<SubscriptionPlan> of(Connection connection, Supplier<AccessToken> tokens) {
    SubscriptionSpec spec = connection.tool().subscription();
    return spec == null || connection.tool().api() == null
        ? Optional.empty()
        : Optional.of(new SubscriptionPlan(connection, spec, Requests.of(connection, tokens)));
  }

  /**
   * A webhook that was made. Never printed.
   *
   * @param secret what signs its deliveries; empty where the connection's own secret does
   */
  public record Held(String id, String secret, @Nullable Instant expiresAt) {
    public String write() {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      node.put("id", id);
      node.put("secret", secret);
      if (expiresAt != null) {
        node.put("expiresAt", expiresAt.toString());
      }
      return node.toString();
    }

    /**
     * The same again.
     *
     * @throws IllegalArgumentException if it is not what {@link #write} wrote
     */
    public static Held read(String text) {
      try {
        JsonNode node = StrictJson.parse(Bytes.utf8(text));
        String expires = node.path("expiresAt").asText();
        return new Held(
            node.path("id").asText(),
            node.path("secret").asText(),
            expires.isEmpty() ? null : Instant.parse(expires));
      } catch (UnreadableJsonException e) {
        throw new IllegalArgumentException("subscription: not what was kept", e);
      }
    }

    @Override
    public String toString() {
      return id + ", until " + expiresAt;
    }
  }

  /** The call that makes it, with a secret of its own. */
  public HttpCall create(String secret, Instant now) {
    return requests.call(spec.create(), values("", secret, now)::get);
  }

  /** What was made; empty where the tool refused. */
  public Optional<Held> created(HttpAnswer answer, String secret, Instant now) {
    if (!(verdict(answer) instanceof Verdict.Success)) {
      return Optional.empty();
    }
    try {
      JsonNode body = StrictJson.parse(answer.body());
      String ours = spec.create().names("secret") ? secret : "";
      String theirs = Optional.ofNullable(spec.secret()).flatMap(at -> at.text(body)).orElse(ours);
      return spec.id().text(body).map(id -> new Held(id, theirs, expires(body, now)));
    } catch (UnreadableJsonException e) {
      return Optional.empty();
    }
  }

  /** The call that shows whether it is still there; empty where nothing does. */
  public Optional<HttpCall> look(Held held) {
    return call(spec.read(), held, Instant.EPOCH);
  }

  /** Whether making it brings a new secret to the door, which takes one only where it has none. */
  public boolean isSecretPosted() {
    WebhookSpec webhook = connection.tool().webhook();
    return webhook != null && webhook.learnsSecret();
  }

  public Verdict verdict(HttpAnswer answer) {
    return Verdicts.of(answer, connection.tool().api());
  }

  /** Whether it ends so soon that it has to be renewed. */
  public boolean isDue(Held held, Instant now) {
    return held.expiresAt() != null && !now.isBefore(held.expiresAt().minus(spec.renewBefore()));
  }

  /** The call that renews it; empty where it is made anew. */
  public Optional<HttpCall> renewal(Held held, Instant now) {
    return call(spec.renew(), held, now);
  }

  public Held renewed(Held held, HttpAnswer answer, Instant now) {
    try {
      Instant until = expires(StrictJson.parse(answer.body()), now);
      return new Held(held.id(), held.secret(), until);
    } catch (UnreadableJsonException e) {
      return new Held(held.id(), held.secret(), spec.life() == null ? null : now.plus(spec.life()));
    }
  }

  /** The call that removes it; empty where there is none. */
  public Optional<HttpCall> removal(Held held) {
    return call(spec.delete(), held, Instant.EPOCH);
  }

  private Optional<HttpCall> call(@Nullable CallSpec call, Held held, Instant now) {
    return Optional.ofNullable(call)
        .map(known -> requests.call(known, values(held.id(), held.secret(), now)::get));
  }

  private @Nullable Instant expires(JsonNode body, Instant now) {
    Optional<Instant> said =
        Optional.ofNullable(spec.expires())
            .flatMap((JsonPath at) -> at.text(body))
            .flatMap(Moments::read);
    Duration life = spec.life();
    return said.orElse(life == null ? null : now.plus(life));
  }

  private Map<String, String> values(String id, String secret, Instant now) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("url", connection.publicUrl().toString());
    values.put("id", id);
    values.put("secret", secret);
    Duration life = spec.life();
    values.put("expires", Moment.write(life == null ? now : now.plus(life), "iso"));
    return values;
  }
}
