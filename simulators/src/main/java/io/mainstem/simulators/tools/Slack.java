package io.mainstem.simulators.tools;

import static io.mainstem.simulators.json.Json.array;
import static io.mainstem.simulators.json.Json.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.simulators.api.Answer;
import io.mainstem.simulators.api.Call;
import io.mainstem.simulators.json.Json;
import io.mainstem.simulators.vendor.Cast;
import io.mainstem.simulators.vendor.Change;
import io.mainstem.simulators.vendor.Credential;
import io.mainstem.simulators.vendor.Entry;
import io.mainstem.simulators.vendor.Hooks;
import io.mainstem.simulators.vendor.Kind;
import io.mainstem.simulators.vendor.Letter;
import io.mainstem.simulators.vendor.Messenger;
import io.mainstem.simulators.vendor.Office;
import io.mainstem.simulators.vendor.Refusal;
import io.mainstem.simulators.vendor.Refusal.Why;
import io.mainstem.simulators.vendor.Signature;
import io.mainstem.simulators.vendor.Slice;
import io.mainstem.simulators.vendor.Subscription;
import io.mainstem.simulators.vendor.Vendor;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Slack: 200 with {@code ok:false} for errors, JSON or form bodies, {@code
 * response_metadata.next_cursor}; the Events API with its signed challenge and counted retries.
 */
public final class Slack implements Vendor {
  private static final String TEAM = "T0MAINSTEM";
  private static final long FIRST_TS = 1_772_000_000L;
  private static final int LONGEST_TEXT = 40_000;

  @Override
  public String name() {
    return "slack";
  }

  @Override
  public Map<String, String> secrets() {
    return Map.of(
        "access_token", "xoxb-simulated",
        "channel", "C0000000001",
        "webhook_secret", "slack-signing-secret");
  }

  @Override
  public List<Kind> kinds() {
    return List.of(
        new Kind(
            "channels",
            n -> String.format(Locale.ROOT, "C%010d", n),
            n -> object("name", n == 1 ? "operations" : "channel-" + n, "is_archived", false),
            (body, entry) -> {
              body.put("id", entry.id()).put("is_channel", true).put("is_private", false);
              body.put("created", entry.created().getEpochSecond());
              body.put("is_member", true).put("num_members", 3);
            }),
        new Kind(
            "users",
            n -> String.format(Locale.ROOT, "U%010d", n),
            Slack::user,
            (body, entry) -> {
              body.put("id", entry.id()).put("team_id", TEAM).put("deleted", entry.deleted());
              body.put("updated", entry.updated().getEpochSecond());
            }),
        new Kind(
            "messages",
            n -> String.format(Locale.ROOT, "%d.%06d", FIRST_TS + n, n),
            n ->
                object(
                    "user", String.format(Locale.ROOT, "U%010d", 1),
                    "channel", String.format(Locale.ROOT, "C%010d", 1),
                    "text", "Morning, number " + n),
            (body, entry) -> body.put("type", "message").put("ts", entry.id())));
  }

  private static ObjectNode user(long n) {
    Cast who = Cast.of(400 + n);
    return object(
        "name",
        who.given().toLowerCase(Locale.ROOT),
        "real_name",
        who.name(),
        "tz",
        "Europe/London",
        "is_bot",
        false,
        "is_admin",
        n == 1,
        "profile",
        object(
            "real_name", who.name(),
            "display_name", who.given(),
            "first_name", who.given(),
            "last_name", who.family(),
            "email", who.email(),
            "phone", who.phone(),
            "title", ""));
  }

  @Override
  public String limit() {
    return "50/1m";
  }

  @Override
  public Answer refuse(Refusal refusal) {
    String error =
        switch (refusal.why()) {
          case UNAUTHENTICATED -> "invalid_auth";
          case FORBIDDEN -> "missing_scope";
          case RATE_LIMITED -> "ratelimited";
          case INVALID, NOT_FOUND, CONFLICT -> refusal.code("invalid_arguments");
        };
    int status = refusal.why() == Why.RATE_LIMITED ? 429 : 200;
    return Answer.json(status, object("ok", false, "error", error));
  }

  @Override
  public void open(Office office) {
    office.guardedBy(
        Credential.bearer(office.secret("access_token"))
            .or(call -> office.secret("access_token").equals(call.form().get("token"))));
    String api = "(?:/api)?/";
    office
        .on("POST", api + "auth\\.test", call -> ok(object("team_id", TEAM, "user", "mainstem")))
        .on("POST", api + "chat\\.postMessage", call -> post(office, call))
        .on("POST", api + "chat\\.update", call -> update(office, call));
    for (String method : List.of("GET", "POST")) {
      office
          .on(method, api + "users\\.list", call -> list(office, call, "users", "members"))
          .on(method, api + "conversations\\.list", c -> list(office, c, "channels", "channels"))
          .on(method, api + "conversations\\.history", call -> history(office, call))
          .on(method, api + "users\\.lookupByEmail", call -> lookup(office, call))
          .on(method, api + "users\\.info", call -> info(office, call));
    }
  }

  private static Answer ok(ObjectNode body) {
    return Answer.json(200, object("ok", true).setAll(body));
  }

  /** Arguments come in the query, a form or, for writes, JSON. */
  private static ObjectNode arguments(Call call) {
    ObjectNode arguments = object();
    call.query().forEach(arguments::put);
    String type = Objects.requireNonNullElse(call.header("Content-Type"), "");
    if (type.startsWith("application/json")) {
      arguments.setAll(Office.body(call));
    } else {
      call.form().forEach(arguments::put);
    }
    return arguments;
  }

  private static Answer page(Office office, ObjectNode arguments, String name, List<Entry> found) {
    int size = office.capped(Json.text(arguments, "limit"), 100, 1000);
    Slice<Entry> slice;
    try {
      slice = Slice.after(found, Json.text(arguments, "cursor"), size);
    } catch (Refusal foreign) {
      throw new Refusal(Why.INVALID, "invalid_cursor", foreign.words());
    }
    return ok(
        object(
            name,
            slice.items().stream().<JsonNode>map(Entry::body).toList(),
            "has_more",
            slice.more(),
            "response_metadata",
            object("next_cursor", slice.more() ? slice.next() : "")));
  }

  private static Answer list(Office office, Call call, String kind, String name) {
    boolean gone = kind.equals("users");
    return page(
        office, arguments(call), name, office.records().where(kind, e -> gone || !e.deleted()));
  }

  private static Entry channel(Office office, JsonNode arguments) {
    String asked = arguments.path("channel").asText();
    return office.records().live("channels").stream()
        .filter(e -> e.id().equals(asked) || asked.equals("#" + e.body().path("name").asText()))
        .findFirst()
        .orElseThrow(() -> new Refusal(Why.NOT_FOUND, "channel_not_found", asked));
  }

  private static Answer history(Office office, Call call) {
    ObjectNode arguments = arguments(call);
    String channel = channel(office, arguments).id();
    BigDecimal oldest = new BigDecimal(arguments.path("oldest").asText("0"));
    List<Entry> found =
        office
            .records()
            .where(
                "messages",
                e ->
                    !e.deleted()
                        && e.body().path("channel").asText().equals(channel)
                        && new BigDecimal(e.id()).compareTo(oldest) > 0);
    return page(office, arguments, "messages", found.reversed());
  }

  private static Answer lookup(Office office, Call call) {
    String email = arguments(call).path("email").asText();
    return office.records().live("users").stream()
        .filter(user -> user.body().at("/profile/email").asText().equalsIgnoreCase(email))
        .findFirst()
        .map(user -> ok(object("user", user.body())))
        .orElseThrow(() -> new Refusal(Why.NOT_FOUND, "users_not_found", email));
  }

  private static Answer info(Office office, Call call) {
    String id = arguments(call).path("user").asText();
    return office
        .records()
        .any("users", id)
        .map(user -> ok(object("user", user.body())))
        .orElseThrow(() -> new Refusal(Why.NOT_FOUND, "user_not_found", id));
  }

  private static Answer post(Office office, Call call) {
    ObjectNode said = arguments(call);
    Entry channel = channel(office, said);
    boolean rich = said.path("blocks").size() > 0 || said.path("attachments").size() > 0;
    if (Json.text(said, "text") == null && !rich) {
      throw new Refusal(Why.INVALID, "no_text", "no text");
    }
    if (said.path("text").asText().length() > LONGEST_TEXT) {
      throw new Refusal(Why.INVALID, "msg_too_long", "too long");
    }
    ObjectNode message =
        object(
            "subtype",
            "bot_message",
            "bot_id",
            "B0MAINSTEM",
            "channel",
            channel.id(),
            "text",
            said.path("text").asText());
    for (String extra :
        List.of("blocks", "attachments", "metadata", "thread_ts", "client_msg_id")) {
      if (said.has(extra)) {
        message.set(extra, said.path(extra));
      }
    }
    Entry made = office.create(call, "messages", message, Json.text(said, "client_msg_id"));
    return ok(object("channel", channel.id(), "ts", made.id(), "message", made.body()));
  }

  private static Answer update(Office office, Call call) {
    ObjectNode said = arguments(call);
    String ts = said.path("ts").asText();
    if (office.records().get("messages", ts).isEmpty()) {
      throw new Refusal(Why.NOT_FOUND, "message_not_found", ts);
    }
    office.change(call, "messages", ts, object("text", said.path("text").asText()));
    return ok(object("channel", said.path("channel"), "ts", ts, "text", said.path("text")));
  }

  @Override
  public Optional<Hooks> hooks(Office office) {
    return Optional.of(new Events());
  }

  private static final class Events implements Hooks {
    @Override
    public List<Letter> letters(List<Change> changes, Subscription to) {
      return changes.stream().map(Events::letter).toList();
    }

    private static Letter letter(Change change) {
      Entry entry = change.entry();
      ObjectNode event =
          switch (entry.kind()) {
            case "messages" -> message(change);
            case "users" ->
                object(
                    "type",
                    change.word("team_join", "user_change", "user_change"),
                    "user",
                    entry.body());
            default ->
                object(
                    "type",
                    change.word("channel_created", "channel_rename", "channel_deleted"),
                    "channel",
                    change.action() == Change.Action.DELETED
                        ? object().textNode(entry.id())
                        : entry.body());
          };
      event.put("event_ts", entry.updated().getEpochSecond() + ".000100");
      String id =
          "Ev" + entry.kind().charAt(0) + entry.id().replace(".", "") + "v" + entry.version();
      return Letter.json(
          object(
              "token",
              "deprecated",
              "team_id",
              TEAM,
              "api_app_id",
              "A0MAINSTEM",
              "event",
              event,
              "type",
              "event_callback",
              "event_id",
              id,
              "event_time",
              entry.updated().getEpochSecond(),
              "authorizations",
              array(object("team_id", TEAM, "user_id", "U0BOT", "is_bot", true))),
          id);
    }

    private static ObjectNode message(Change change) {
      Entry entry = change.entry();
      ObjectNode event = object("type", "message", "channel", entry.body().path("channel"));
      switch (change.action()) {
        case CREATED -> event.setAll(entry.body());
        case UPDATED -> event.put("subtype", "message_changed").set("message", entry.body());
        case DELETED -> event.put("subtype", "message_deleted").put("deleted_ts", entry.id());
      }
      return event.put("channel_type", "channel");
    }

    @Override
    public Signature signature() {
      return Signature.Hmac.hex("X-Slack-Signature", "v0:{ts}:{body}")
          .shown("v0={sig}")
          .time("X-Slack-Request-Timestamp", Signature.Clock.SECONDS);
    }

    @Override
    public Map<String, String> again(int attempt) {
      return Map.of(
          "X-Slack-Retry-Num", String.valueOf(attempt), "X-Slack-Retry-Reason", "http_error");
    }

    @Override
    public Duration patience() {
      return Duration.ofSeconds(3);
    }

    @Override
    public @Nullable String shakeHands(Subscription with, Messenger messenger)
        throws InterruptedException {
      String challenge = "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P" + with.id();
      Letter letter =
          Letter.json(
              object("token", "deprecated", "challenge", challenge, "type", "url_verification"));
      Messenger.Reply reply = messenger.post(letter, with, with.secret(), 0);
      boolean echoed =
          reply.status() == 200
              && (reply.body().strip().equals(challenge)
                  || reply.json().path("challenge").asText().equals(challenge));
      with.live(echoed);
      return echoed ? null : "Your URL didn't respond with the value of the challenge parameter.";
    }
  }
}
