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
import io.mainstem.simulators.vendor.Office;
import io.mainstem.simulators.vendor.Refusal;
import io.mainstem.simulators.vendor.Refusal.Why;
import io.mainstem.simulators.vendor.Signature;
import io.mainstem.simulators.vendor.Slice;
import io.mainstem.simulators.vendor.Subscription;
import io.mainstem.simulators.vendor.Times;
import io.mainstem.simulators.vendor.Vendor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * Zendesk Support: cursors and offsets side by side, incremental exports that end with {@code
 * end_of_stream}, {@code Idempotency-Key} on new tickets, {@code safe_update}, users created or
 * updated by email or external id; one signed event a POST.
 */
public final class Zendesk implements Vendor {
  private static final Duration LATEST_START = Duration.ofMinutes(1);
  private static final long USERS = 1_500_000_000_000L;
  private static final long ORGANIZATIONS = 3_600_000_000_000L;
  private static final Map<String, String> TICKET_EVENTS =
      Map.of(
          "status", "status_changed",
          "subject", "subject_changed",
          "priority", "priority_changed",
          "assignee_id", "agent_assignment_changed",
          "external_id", "external_id_changed",
          "organization_id", "organization_changed");

  @Override
  public String name() {
    return "zendesk";
  }

  @Override
  public Map<String, String> secrets() {
    return Map.of(
        "email", "integration@example.com",
        "api_token", "zd-api-token",
        "access_token", "zd-oauth-token",
        "webhook_secret", "zd-webhook-secret");
  }

  @Override
  public List<Kind> kinds() {
    return List.of(
        kind("tickets", 0, Zendesk::ticket),
        kind("users", USERS, Zendesk::user),
        kind("organizations", ORGANIZATIONS, Zendesk::organization));
  }

  private static Kind kind(String name, long from, LongFunction<ObjectNode> sample) {
    return new Kind(
        name,
        n -> String.valueOf(from + n),
        sample,
        (body, entry) -> {
          body.put("id", Long.parseLong(entry.id()));
          body.put(
              "url",
              "https://copperkettle.zendesk.com/api/v2/" + name + "/" + entry.id() + ".json");
          body.put("created_at", Times.seconds(entry.created()));
          body.put("updated_at", Times.seconds(entry.updated()));
          if (name.equals("tickets")) {
            body.put("status", entry.deleted() ? "deleted" : body.path("status").asText("new"));
          }
        });
  }

  private static ObjectNode ticket(long n) {
    return object(
        "external_id",
        null,
        "via",
        object("channel", "email"),
        "type",
        "question",
        "subject",
        "Where is order " + n + "?",
        "raw_subject",
        "Where is order " + n + "?",
        "description",
        "It has not arrived.",
        "priority",
        "normal",
        "status",
        n % 3 == 0 ? "solved" : "open",
        "recipient",
        "help@example.com",
        "requester_id",
        USERS + n,
        "submitter_id",
        USERS + n,
        "assignee_id",
        USERS + 1,
        "organization_id",
        ORGANIZATIONS + n,
        "group_id",
        360_001L,
        "has_incidents",
        false,
        "is_public",
        true,
        "due_at",
        null,
        "tags",
        array("delivery"),
        "custom_fields",
        array(),
        "satisfaction_rating",
        object("score", "unoffered"));
  }

  private static ObjectNode user(long n) {
    Cast who = Cast.of(n);
    return object(
        "name",
        who.name(),
        "email",
        who.email(),
        "phone",
        who.phone(),
        "time_zone",
        "London",
        "locale",
        "en-GB",
        "organization_id",
        ORGANIZATIONS + n,
        "role",
        n == 1 ? "agent" : "end-user",
        "verified",
        true,
        "external_id",
        null,
        "tags",
        array(),
        "active",
        true,
        "suspended",
        false,
        "details",
        "",
        "notes",
        "",
        "user_fields",
        object());
  }

  private static ObjectNode organization(long n) {
    Cast who = Cast.of(n);
    return object(
        "name",
        who.company(),
        "details",
        null,
        "notes",
        null,
        "domain_names",
        array(who.family().toLowerCase(Locale.ROOT) + ".example"),
        "shared_tickets",
        false,
        "shared_comments",
        false,
        "external_id",
        null,
        "tags",
        array(),
        "organization_fields",
        object());
  }

  @Override
  public String limit() {
    return "200/1m";
  }

  @Override
  public Answer refuse(Refusal refusal) {
    return switch (refusal.why()) {
      case UNAUTHENTICATED -> error(401, "Couldn't authenticate you", refusal);
      case FORBIDDEN -> error(403, "Forbidden", refusal);
      case NOT_FOUND -> error(404, "RecordNotFound", refusal);
      case CONFLICT -> error(409, refusal.code("Conflict"), refusal);
      case RATE_LIMITED -> error(429, "APIRateLimitExceeded", refusal);
      case INVALID -> error(422, refusal.code("RecordInvalid"), refusal);
    };
  }

  private static Answer error(int status, String error, Refusal refusal) {
    return Answer.json(status, object("error", error, "description", refusal.words()));
  }

  @Override
  public void open(Office office) {
    office.guardedBy(
        Credential.basic(office.secret("email") + "/token", office.secret("api_token"))
            .or(Credential.bearer(office.secret("access_token"))));
    String api = "/api/v2/";
    String kinds = "(tickets|users|organizations)";
    office
        .on("GET", api + "incremental/" + kinds + "/cursor(?:\\.json)?", c -> export(office, c))
        .on("GET", api + "users/search(?:\\.json)?", call -> search(office, call))
        .on("POST", api + "users/create_or_update(?:\\.json)?", call -> upsert(office, call))
        .on("POST", api + "tickets/(\\d+)/merge(?:\\.json)?", call -> merge(office, call))
        .on("GET", api + kinds + "(?:\\.json)?", call -> list(office, call))
        .on("POST", api + kinds + "(?:\\.json)?", call -> create(office, call))
        .on("GET", api + kinds + "/(\\d+)(?:\\.json)?", call -> one(office, call))
        .on("PUT", api + kinds + "/(\\d+)(?:\\.json)?", call -> update(office, call))
        .on("DELETE", api + kinds + "/(\\d+)(?:\\.json)?", call -> delete(office, call));
  }

  private static String singular(String kind) {
    return kind.substring(0, kind.length() - 1);
  }

  private static Answer list(Office office, Call call) {
    String kind = call.part(0);
    List<Entry> all = office.records().live(kind);
    String external = call.query("external_id");
    all.removeIf(e -> external != null && !e.body().path("external_id").asText().equals(external));
    String asked = call.query("page[size]");
    if (asked == null) {
      int size = Office.size(call.query("per_page"), 100, 100);
      int page = Office.size(call.query("page"), 1, 100);
      Slice<Entry> slice = Slice.at(all, (page - 1) * size, size);
      String next = call.address() + "?per_page=" + size;
      return Answer.json(
          200,
          object(
              kind,
              bodies(slice.items()),
              "next_page",
              slice.more() ? next + "&page=" + (page + 1) : null,
              "previous_page",
              null,
              "count",
              all.size()));
    }
    Slice<Entry> slice =
        Slice.after(all, call.query("page[after]"), office.capped(asked, 100, 100));
    String here = call.address() + "?page%5Bsize%5D=" + asked;
    return Answer.json(
        200,
        object(
            kind,
            bodies(slice.items()),
            "meta",
            object("has_more", slice.more(), "after_cursor", slice.next()),
            "links",
            object("next", slice.more() ? here + "&page%5Bafter%5D=" + slice.next() : null)));
  }

  private static List<JsonNode> bodies(List<Entry> entries) {
    return entries.stream().<JsonNode>map(Entry::body).toList();
  }

  /** Everything in the order in which it changed last, deleted tickets too. */
  private static Answer export(Office office, Call call) {
    String kind = call.part(0);
    String cursor = call.query("cursor");
    Instant after =
        cursor == null
            ? start(call.query("start_time", ""), office.now())
            : Instant.ofEpochMilli(position(cursor));
    List<Entry> changed = office.records().where(kind, e -> e.updated().isAfter(after));
    changed.sort(Comparator.comparing(Entry::updated));
    Slice<Entry> slice = Slice.at(changed, 0, office.capped(call.query("per_page"), 1000, 1000));
    Instant last = slice.items().isEmpty() ? after : slice.items().getLast().updated();
    String next =
        Base64.getUrlEncoder()
            .encodeToString(("ms" + last.toEpochMilli()).getBytes(StandardCharsets.UTF_8));
    String here = call.address();
    return Answer.json(
        200,
        object(
            kind,
            exported(slice.items()),
            "after_url",
            here + "?cursor=" + next,
            "after_cursor",
            next,
            "before_url",
            null,
            "before_cursor",
            null,
            "end_of_stream",
            !slice.more()));
  }

  /** Seconds, 0 for everything; never the last minute. */
  private static Instant start(String seconds, Instant now) {
    if (!seconds.matches("\\d{1,10}")) {
      throw new Refusal(Why.INVALID, "InvalidValue", "start_time: invalid");
    }
    Instant start = Instant.ofEpochSecond(Long.parseLong(seconds));
    if (start.isAfter(now.minus(LATEST_START))) {
      throw new Refusal(
          Why.INVALID,
          "InvalidValue",
          "Too recent start_time. Use a start_time older than 1 minute");
    }
    return start.minusMillis(1);
  }

  private static List<JsonNode> exported(List<Entry> entries) {
    return entries.stream()
        .<JsonNode>map(e -> e.copy().put("generated_timestamp", e.updated().getEpochSecond()))
        .toList();
  }

  private static long position(String cursor) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      return Long.parseLong(text.substring(2));
    } catch (IllegalArgumentException | IndexOutOfBoundsException foreign) {
      throw new Refusal(Why.INVALID, "InvalidPaginationParameter", "cursor is invalid");
    }
  }

  private static Answer one(Office office, Call call) {
    return shown(200, call.part(0), office.found(call.part(0), call.part(1)));
  }

  private static Answer shown(int status, String kind, Entry entry) {
    return Answer.json(status, object(singular(kind), entry.body()));
  }

  private static ObjectNode sent(Call call, String name) {
    JsonNode sent = Office.body(call).path(name);
    if (!(sent instanceof ObjectNode body)) {
      throw new Refusal(Why.INVALID, "ParameterMissing", "Parameter " + name + " is required");
    }
    return body;
  }

  private static Answer create(Office office, Call call) {
    String kind = call.part(0);
    String key = kind.equals("tickets") ? call.header("Idempotency-Key") : null;
    return office.once(
        key,
        call,
        () -> {
          ObjectNode body = sent(call, singular(kind));
          boolean ticket = kind.equals("tickets");
          if (ticket && !body.path("comment").hasNonNull("body") && !body.has("description")) {
            throw new Refusal(Why.INVALID, "Description: cannot be blank");
          }
          if (!ticket && Json.text(body, "name") == null) {
            throw new Refusal(Why.INVALID, "Name: is too short (minimum one character)");
          }
          JsonNode comment = body.remove("comment");
          if (comment != null) {
            body.put("description", comment.path("body").asText());
          }
          Entry made = office.create(call, kind, body, key);
          return shown(201, kind, made).with("Location", made.body().path("url").asText());
        });
  }

  private static Answer update(Office office, Call call) {
    String kind = call.part(0);
    ObjectNode body = sent(call, singular(kind));
    Entry held = office.found(kind, call.part(1));
    String stamp = Json.text(body, "updated_stamp");
    if (body.path("safe_update").asBoolean()
        && !held.body().path("updated_at").asText().equals(stamp)) {
      throw new Refusal(
          Why.CONFLICT,
          "UpdateConflict",
          "Safe Update prevented the update due to outdated ticket data.");
    }
    body.remove(List.of("safe_update", "updated_stamp", "comment"));
    return shown(200, kind, office.change(call, kind, call.part(1), body));
  }

  private static Answer delete(Office office, Call call) {
    office.delete(call, call.part(0), call.part(1));
    return Answer.empty(204);
  }

  private static Answer merge(Office office, Call call) {
    office.found("tickets", call.part(0));
    for (JsonNode id : Office.body(call).path("ids")) {
      office.change(call, "tickets", id.asText(), object("status", "closed"));
    }
    return Answer.json(200, object("job_status", object("id", "merge-1", "status", "queued")));
  }

  private static Answer search(Office office, Call call) {
    String query = call.query("query", "").replaceFirst("^email:", "").replace("\"", "");
    String external = call.query("external_id");
    List<Entry> found = office.records().live("users");
    found.removeIf(
        e ->
            external == null
                ? !e.body().path("email").asText().equalsIgnoreCase(query)
                : !e.body().path("external_id").asText().equals(external));
    return Answer.json(
        200, object("users", bodies(found), "next_page", null, "count", found.size()));
  }

  private static Answer upsert(Office office, Call call) {
    ObjectNode body = sent(call, "user");
    for (String by : List.of("external_id", "email")) {
      String value = Json.text(body, by);
      for (Entry held : value == null ? List.<Entry>of() : office.records().live("users")) {
        if (held.body().path(by).asText().equalsIgnoreCase(value)) {
          return shown(200, "users", office.change(call, "users", held.id(), body));
        }
      }
    }
    return shown(201, "users", office.create(call, "users", body, null));
  }

  @Override
  public Optional<Hooks> hooks(Office office) {
    return Optional.of(new Events());
  }

  private static final class Events implements Hooks {
    @Override
    public List<Letter> letters(List<Change> changes, Subscription to) {
      List<Letter> letters = new ArrayList<>();
      for (Change change : changes) {
        for (ObjectNode event : events(change)) {
          String id = event.path("id").asText();
          letters.add(
              Letter.json(event, id)
                  .with(
                      Map.of(
                          "X-Zendesk-Webhook-Id", "01WEBHOOK",
                          "X-Zendesk-Webhook-Invocation-Id", "01INVOCATION" + id.hashCode(),
                          "X-Zendesk-Account-Id", "123456")));
        }
      }
      return letters;
    }

    private static List<ObjectNode> events(Change change) {
      Entry entry = change.entry();
      if (change.action() != Change.Action.UPDATED) {
        boolean merged = change.survivor() != null && entry.kind().equals("tickets");
        return List.of(
            event(
                change,
                merged ? "merged" : change.word("created", "", "deleted"),
                merged ? object("target_ticket_id", change.survivor()) : object()));
      }
      List<ObjectNode> events = new ArrayList<>();
      for (String field : change.changedFields()) {
        String name =
            entry.kind().equals("tickets")
                ? TICKET_EVENTS.get(field)
                : field.equals("name") ? "name_changed" : null;
        if (name != null) {
          events.add(
              event(
                  change,
                  name,
                  object(
                      "current", shouted(field, entry.body()),
                      "previous", shouted(field, change.previous()))));
        }
      }
      if (events.isEmpty()) {
        events.add(
            event(
                change,
                entry.kind().equals("tickets") ? "comment_added" : "external_id_changed",
                object()));
      }
      return events;
    }

    /** Statuses and priorities are written large in events, and small in the API. */
    private static String shouted(String field, JsonNode of) {
      String text = of.path(field).asText();
      return field.equals("status") || field.equals("priority")
          ? text.toUpperCase(Locale.ROOT)
          : text;
    }

    private static ObjectNode event(Change change, String name, ObjectNode said) {
      Entry entry = change.entry();
      String kind = singular(entry.kind());
      ObjectNode detail = entry.copy();
      detail.remove("url");
      detail.put("id", entry.id());
      for (String field : List.of("status", "priority", "type")) {
        if (kind.equals("ticket")) {
          detail.put(field, detail.path(field).asText().toUpperCase(Locale.ROOT));
        }
      }
      for (String field : List.of("requester_id", "assignee_id", "organization_id", "group_id")) {
        if (detail.hasNonNull(field)) {
          detail.put(field, detail.path(field).asText());
        }
      }
      return object(
          "account_id",
          123_456,
          "detail",
          detail,
          "event",
          said,
          "id",
          "zd-" + entry.kind() + "-" + entry.id() + "-" + entry.version() + "-" + name,
          "subject",
          "zen:" + kind + ":" + entry.id(),
          "time",
          Times.millis(entry.updated()),
          "type",
          "zen:event-type:" + kind + "." + name,
          "zendesk_event_version",
          "2022-11-06");
    }

    @Override
    public Signature signature() {
      return Signature.Hmac.base64("X-Zendesk-Webhook-Signature", "{ts}{body}")
          .time("X-Zendesk-Webhook-Signature-Timestamp", Signature.Clock.ISO);
    }

    @Override
    public boolean triesAgain(int status) {
      return status == 0 || status == 409 || status == 429 || status >= 500;
    }

    @Override
    public Duration patience() {
      return Duration.ofSeconds(12);
    }
  }
}
