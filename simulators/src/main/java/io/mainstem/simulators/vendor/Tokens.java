package io.mainstem.simulators.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.simulators.api.Answer;
import io.mainstem.simulators.api.Call;
import io.mainstem.simulators.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * OAuth 2.0 as the vendors' token endpoints do it: refresh tokens that are worth nothing once a
 * newer one is given out, client credentials, codes and signed assertions; the client shows itself
 * by Basic authentication or in the body.
 */
public final class Tokens {
  private final Map<String, String> secrets;
  private final InstantSource clock;
  private final Duration life;
  private final boolean rotating;
  private final AtomicInteger issued = new AtomicInteger();
  private final Map<String, Instant> access = new HashMap<>();
  private final Set<String> refresh = new HashSet<>();

  /**
   * Knows the client of {@code client_id} and {@code client_secret}, and their first {@code
   * refresh_token}.
   *
   * @param rotating whether every refresh gives out a new refresh token and voids the one shown
   */
  public Tokens(Map<String, String> secrets, InstantSource clock, Duration life, boolean rotating) {
    this.secrets = secrets;
    this.clock = clock;
    this.life = life;
    this.rotating = rotating;
    refresh.add(secrets.getOrDefault("refresh_token", "refresh-0"));
  }

  synchronized boolean valid(@Nullable String token) {
    Instant end = token == null ? null : access.get(token);
    return end != null && clock.instant().isBefore(end);
  }

  /** Every access token given out so far is worth nothing from now on. */
  public synchronized void expire() {
    access.clear();
  }

  /** How many access tokens were given out. */
  public int issued() {
    return issued.get();
  }

  /** Answers a call of the token endpoint; {@code more} is what this vendor adds to the answer. */
  public synchronized Answer answer(Call call, ObjectNode more) {
    Map<String, String> form = fields(call);
    String grant = form.getOrDefault("grant_type", "");
    boolean assertion = grant.equals("urn:ietf:params:oauth:grant-type:jwt-bearer");
    if (!assertion && !client(call, form)) {
      return problem(401, "invalid_client", "client authentication failed");
    }
    ObjectNode answer = Json.object();
    switch (grant) {
      case "refresh_token" -> {
        String shown = form.getOrDefault("refresh_token", "");
        if (!refresh.contains(shown)) {
          return problem(400, "invalid_grant", "the refresh token is unknown or was used before");
        }
        answer.put("refresh_token", next(shown));
      }
      case "authorization_code" -> {
        if (!form.getOrDefault("code", "").equals(secrets.getOrDefault("code", "code-1"))) {
          return problem(400, "invalid_grant", "the code is unknown");
        }
        answer.put("refresh_token", next(null));
      }
      case "client_credentials" -> {}
      case "urn:ietf:params:oauth:grant-type:jwt-bearer" -> {
        String wrong =
            Assertion.problem(
                form.getOrDefault("assertion", ""),
                secrets.getOrDefault("public_key", ""),
                secrets.getOrDefault("client_id", ""),
                clock.instant());
        if (wrong != null) {
          return problem(400, "invalid_grant", wrong);
        }
      }
      default -> {
        return problem(400, "unsupported_grant_type", "grant_type: " + grant);
      }
    }
    String token = "access-" + issued.incrementAndGet();
    access.put(token, clock.instant().plus(life));
    answer.put("access_token", token).put("token_type", "Bearer");
    answer.put("expires_in", life.toSeconds());
    return Answer.json(200, answer.setAll(more));
  }

  private String next(@Nullable String shown) {
    if (!rotating && shown != null) {
      return shown;
    }
    refresh.clear();
    String fresh = "refresh-" + (issued.get() + 1);
    refresh.add(fresh);
    return fresh;
  }

  private boolean client(Call call, Map<String, String> form) {
    String id = form.getOrDefault("client_id", "");
    String secret = form.getOrDefault("client_secret", "");
    String basic = call.header("Authorization");
    if (basic != null && basic.startsWith("Basic ")) {
      String[] pair = basic(basic).split(":", 2);
      id = pair[0];
      secret = pair.length == 2 ? pair[1] : "";
    }
    return id.equals(secrets.get("client_id")) && secret.equals(secrets.get("client_secret"));
  }

  /** The user and password of a Basic header; empty where it is none. */
  public static String basic(String header) {
    try {
      return new String(
          Base64.getDecoder().decode(header.substring("Basic ".length()).strip()),
          StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notBase64) {
      return "";
    }
  }

  private static Map<String, String> fields(Call call) {
    String type = Objects.requireNonNullElse(call.header("Content-Type"), "");
    if (!type.startsWith("application/json")) {
      return call.form();
    }
    Map<String, String> fields = new HashMap<>();
    call.json().orElse(Json.object()).properties().forEach(m -> put(fields, m));
    return fields;
  }

  private static void put(Map<String, String> fields, Map.Entry<String, JsonNode> member) {
    fields.put(member.getKey(), member.getValue().asText());
  }

  private static Answer problem(int status, String error, String description) {
    return Answer.json(status, Json.object("error", error, "error_description", description));
  }
}
