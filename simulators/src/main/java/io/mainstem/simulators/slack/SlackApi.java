package io.mainstem.simulators.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.simulators.api.Answer;
import io.mainstem.simulators.api.Api;
import io.mainstem.simulators.api.Call;
import io.mainstem.simulators.api.Journal;
import io.mainstem.simulators.api.RateLimit;
import io.mainstem.simulators.json.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Slack's {@code chat.postMessage}: JSON or form, 200 with {@code ok:false} for errors, one message
 * a second a channel.
 */
public final class SlackApi {
  private static final int MAX_TEXT = 40_000;
  private static final int MAX_ATTACHMENTS = 100;

  private final String token;
  private final Set<String> channels;
  private final Journal journal;
  private final InstantSource clock;
  private final Supplier<RateLimit> limitOfAChannel;
  private final Map<String, RateLimit> limits = new ConcurrentHashMap<>();
  private final AtomicLong sequence = new AtomicLong();

  /**
   * A workspace with these channels.
   *
   * @param channels where the bot may post, by id or by name with #
   */
  public SlackApi(
      String token,
      Set<String> channels,
      Journal journal,
      InstantSource clock,
      Supplier<RateLimit> limitOfAChannel) {
    this.token = token;
    this.channels = Set.copyOf(channels);
    this.journal = journal;
    this.clock = clock;
    this.limitOfAChannel = limitOfAChannel;
  }

  public Api api() {
    return new Api("slack", call -> Optional.empty())
        .on("POST", "(?:/api)?/chat\\.postMessage", this::post)
        .on("POST", "(?:/api)?/auth\\.test", this::authTest);
  }

  private @Nullable String authProblem(Call call, JsonNode message) {
    String given = call.bearer() != null ? call.bearer() : Json.text(message, "token");
    if (given == null) {
      return "not_authed";
    }
    return given.equals(token) ? null : "invalid_auth";
  }

  private Answer authTest(Call call) {
    String problem = authProblem(call, Json.object());
    return problem == null
        ? Answer.json(200, Json.object("ok", true, "team", "Copper Kettle", "user", "mainstem"))
        : refused(problem);
  }

  private Answer post(Call call) {
    Optional<JsonNode> message = message(call);
    if (message.isEmpty()) {
      return refused("invalid_form_data");
    }
    JsonNode said = message.get();
    String problem = authProblem(call, said);
    if (problem == null) {
      problem = problem(said);
    }
    if (problem != null) {
      journal.add("slack", "chat.postMessage", "refused", problem, null, null, said);
      return refused(problem);
    }
    String channel = said.path("channel").asText();
    RateLimit limit = limits.computeIfAbsent(channel, name -> limitOfAChannel.get());
    return limit
        .refused()
        .map(
            wait ->
                Answer.json(429, Json.object("ok", false, "error", "ratelimited"))
                    .with("Retry-After", RateLimit.retryAfter(wait)))
        .orElseGet(() -> accepted(channel, said));
  }

  private @Nullable String problem(JsonNode said) {
    String channel = Json.text(said, "channel");
    String text = Json.text(said, "text");
    boolean rich = said.path("blocks").size() > 0 || said.path("attachments").size() > 0;
    if (channel == null || !channels.contains(channel)) {
      return "channel_not_found";
    }
    if (text == null && !rich) {
      return "no_text";
    }
    if (text != null && text.length() > MAX_TEXT) {
      return "msg_too_long";
    }
    return said.path("attachments").size() > MAX_ATTACHMENTS ? "too_many_attachments" : null;
  }

  private Answer accepted(String channel, JsonNode said) {
    Instant now = clock.instant();
    String ts =
        String.format(
            Locale.ROOT, "%d.%06d", now.getEpochSecond(), sequence.incrementAndGet() % 1_000_000);
    ObjectNode message =
        Json.object(
            "type", "message",
            "subtype", "bot_message",
            "text", said.path("text").asText(""),
            "ts", ts,
            "bot_id", "B0COPPERKETTLE");
    if (said.has("blocks")) {
      message.set("blocks", said.path("blocks"));
    }
    if (said.has("metadata")) {
      message.set("metadata", said.path("metadata"));
    }
    journal.add("slack", "chat.postMessage", "applied", null, channel, ts, message);
    return Answer.json(
        200, Json.object("ok", true, "channel", channel, "ts", ts, "message", message));
  }

  private static Answer refused(String error) {
    return Answer.json(200, Json.object("ok", false, "error", error));
  }

  private static Optional<JsonNode> message(Call call) {
    String type = call.header("Content-Type");
    if (type != null && type.startsWith("application/x-www-form-urlencoded")) {
      ObjectNode form = Json.object();
      for (String pair : call.body().split("&", -1)) {
        String[] sides = pair.split("=", 2);
        if (sides.length == 2) {
          form.put(
              URLDecoder.decode(sides[0], StandardCharsets.UTF_8),
              URLDecoder.decode(sides[1], StandardCharsets.UTF_8));
        }
      }
      return Optional.of(form);
    }
    return call.json().filter(JsonNode::isObject);
  }
}
