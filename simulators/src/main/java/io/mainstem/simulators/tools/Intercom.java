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
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Intercom: {@code starting_after} and {@code per_page}, searches by POST, merging contacts; signed
 * with SHA-1, the whole record inside a notification, a ping when the address is set.
 */
public final class Intercom implements Vendor {
  private static final String APP = "a86dr8yl";
  private static final int ADMIN = 991_267_715;

  @Override
  public String name() {
    return "intercom";
  }

  @Override
  public Map<String, String> secrets() {
    return Map.of("access_token", "ic-token", "webhook_secret", "ic-client-secret");
  }

  @Override
  public List<Kind> kinds() {
    return List.of(
        kind("contacts", "contact", Intercom::contact),
        kind("companies", "company", Intercom::company),
        kind("conversations", "conversation", Intercom::conversation),
        kind("tickets", "ticket", Intercom::ticket));
  }

  private static Kind kind(String name, String type, LongFunction<ObjectNode> sample) {
    return new Kind(
        name,
        n -> id(name, n),
        sample,
        (body, entry) -> {
          body.put("type", type).put("id", entry.id());
          body.put("created_at", entry.created().getEpochSecond());
          body.put("updated_at", entry.updated().getEpochSecond());
          if (name.equals("contacts")) {
            body.put("workspace_id", APP);
          }
        });
  }

  private static String id(String kind, long n) {
    long prefix = kind.equals("contacts") ? 0x6762L : kind.equals("companies") ? 0x6763L : 0;
    return prefix == 0
        ? String.valueOf((kind.equals("tickets") ? 620 : 470) + n)
        : String.format(Locale.ROOT, "%x%020x", prefix, n);
  }

  private static ObjectNode list() {
    return object("data", array(), "total_count", 0, "has_more", false);
  }

  private static ObjectNode contact(long n) {
    Cast who = Cast.of(n);
    return object(
        "external_id",
        null,
        "role",
        "user",
        "email",
        who.email(),
        "phone",
        who.phone(),
        "name",
        who.name(),
        "owner_id",
        null,
        "has_hard_bounced",
        false,
        "marked_email_as_spam",
        false,
        "unsubscribed_from_emails",
        false,
        "signed_up_at",
        1_770_000_000,
        "last_seen_at",
        null,
        "language_override",
        null,
        "custom_attributes",
        object(),
        "tags",
        list(),
        "notes",
        list(),
        "companies",
        list(),
        "location",
        object("type", "location", "country", "United Kingdom", "region", null, "city", who.town()),
        "social_profiles",
        object("data", array()));
  }

  private static ObjectNode company(long n) {
    Cast who = Cast.of(n);
    return object(
        "company_id",
        "company-" + n,
        "app_id",
        APP,
        "name",
        who.company(),
        "website",
        "www." + who.family().toLowerCase(Locale.ROOT) + n + ".example",
        "industry",
        "Retail",
        "size",
        12,
        "monthly_spend",
        0,
        "session_count",
        0,
        "user_count",
        1,
        "plan",
        object(),
        "tags",
        object("type", "tag.list", "tags", array()),
        "segments",
        object("type", "segment.list", "segments", array()),
        "custom_attributes",
        object());
  }

  private static ObjectNode ticket(long n) {
    return ticket("Lantern " + n + " is late", "Where is it?", "88", id("contacts", n));
  }

  private static ObjectNode ticket(String title, String description, String type, String contact) {
    return object(
        "ticket_id",
        "1",
        "category",
        "Customer",
        "ticket_attributes",
        object("_default_title_", title, "_default_description_", description),
        "ticket_state",
        object(
            "type", "ticket_state",
            "id", "8481",
            "category", "submitted",
            "internal_label", "Submitted",
            "external_label", "Submitted"),
        "ticket_type",
        object("type", "ticket_type", "id", type, "name", "Delivery", "category", "Customer"),
        "contacts",
        object("type", "contact.list", "contacts", array(object("type", "contact", "id", contact))),
        "admin_assignee_id",
        "0",
        "team_assignee_id",
        "0",
        "open",
        true,
        "is_shared",
        true);
  }

  private static ObjectNode conversation(long n) {
    Cast who = Cast.of(n);
    return object(
        "title",
        null,
        "waiting_since",
        null,
        "snoozed_until",
        null,
        "open",
        n % 3 != 0,
        "state",
        n % 3 == 0 ? "closed" : "open",
        "read",
        false,
        "priority",
        "not_priority",
        "admin_assignee_id",
        ADMIN,
        "team_assignee_id",
        null,
        "tags",
        object("type", "tag.list", "tags", array()),
        "conversation_rating",
        null,
        "source",
        object(
            "type",
            "email",
            "id",
            String.valueOf(403_918_320 + n),
            "delivered_as",
            "customer_initiated",
            "subject",
            "Where is my order?",
            "body",
            "<p>It has not arrived.</p>",
            "author",
            object(
                "type", "user",
                "id", id("contacts", n),
                "name", who.name(),
                "email", who.email()),
            "attachments",
            array(),
            "url",
            null,
            "redacted",
            false),
        "contacts",
        object(
            "type",
            "contact.list",
            "contacts",
            array(object("type", "contact", "id", id("contacts", n), "external_id", null))),
        "teammates",
        null,
        "custom_attributes",
        object(),
        "statistics",
        null,
        "linked_objects",
        list().put("type", "list"));
  }

  @Override
  public String limit() {
    return "166/10s";
  }

  @Override
  public Answer refuse(Refusal refusal) {
    String code =
        switch (refusal.why()) {
          case UNAUTHENTICATED -> "unauthorized";
          case FORBIDDEN -> "forbidden";
          case NOT_FOUND -> "not_found";
          case CONFLICT -> "conflict";
          case RATE_LIMITED -> "rate_limit_exceeded";
          case INVALID -> refusal.code("parameter_invalid");
        };
    return Answer.json(
        refusal.status(),
        object(
            "type", "error.list",
            "request_id", "b3c0ilsjn6vnfm2a1lq0",
            "errors", array(object("code", code, "message", refusal.words()))));
  }

  @Override
  public void open(Office office) {
    office.guardedBy(Credential.bearer(office.secret("access_token")));
    String kinds = "/(contacts|companies|conversations|tickets)";
    office
        .on("GET", "/companies", call -> companies(office, call))
        .on(
            "GET",
            "/me",
            call -> Answer.json(200, object("type", "admin", "id", String.valueOf(ADMIN))))
        .on("GET", "/admins", call -> Answer.json(200, admins()))
        .on("POST", "/tickets", call -> raise(office, call))
        .on("POST", "/contacts/merge", call -> merge(office, call))
        .on("POST", kinds + "/search", call -> search(office, call))
        .on("GET", "/contacts/find_by_external_id/([^/]+)", call -> external(office, call))
        .on("GET", kinds, call -> list(office, call, call.part(0)))
        .on("POST", "/companies/list", call -> companies(office, call))
        .on("POST", kinds, call -> create(office, call))
        .on(
            "GET",
            kinds + "/([^/]+)",
            call -> Answer.json(200, office.found(call.part(0), call.part(1)).body()))
        .on("PUT", kinds + "/([^/]+)", call -> update(office, call))
        .on("DELETE", kinds + "/([^/]+)", call -> delete(office, call))
        .on("POST", "/conversations/([^/]+)/(?:reply|parts)", call -> reply(office, call));
  }

  private static ObjectNode admins() {
    Cast who = Cast.of(401);
    return object(
        "type",
        "admin.list",
        "admins",
        array(
            object(
                "type",
                "admin",
                "id",
                String.valueOf(ADMIN),
                "name",
                who.name(),
                "email",
                who.email(),
                "job_title",
                null,
                "away_mode_enabled",
                false,
                "away_mode_reassign",
                false,
                "has_inbox_seat",
                true,
                "team_ids",
                array())));
  }

  private static Answer page(
      Office office,
      String kind,
      List<Entry> found,
      @Nullable String size,
      @Nullable String after) {
    int length = office.capped(size, kind.equals("conversations") ? 20 : 50, 150);
    Slice<Entry> slice = Slice.after(found, after, length);
    String own = kind.equals("conversations") || kind.equals("tickets") ? kind : "";
    ObjectNode pages =
        object(
            "type",
            "pages",
            "page",
            1,
            "per_page",
            length,
            "total_pages",
            (found.size() + length - 1) / length);
    if (slice.more()) {
      pages.set("next", object("per_page", length, "starting_after", slice.next()));
    }
    return Answer.json(
        200,
        object(
            "type",
            own.isEmpty() ? "list" : own.substring(0, own.length() - 1) + ".list",
            own.isEmpty() ? "data" : own,
            slice.items().stream().<JsonNode>map(Entry::body).toList(),
            "total_count",
            found.size(),
            "pages",
            pages));
  }

  /** Companies are the ones whose pages are counted. */
  private static Answer companies(Office office, Call call) {
    List<Entry> found = office.records().live("companies");
    int size = Office.size(call.query("per_page"), 15, 60);
    int page = Office.size(call.query("page"), 1, Integer.MAX_VALUE);
    Slice<Entry> slice = Slice.at(found, (page - 1) * size, size);
    return Answer.json(
        200,
        object(
            "type",
            "list",
            "data",
            slice.items().stream().<JsonNode>map(Entry::body).toList(),
            "pages",
            object(
                "type",
                "pages",
                "page",
                page,
                "per_page",
                size,
                "total_pages",
                (found.size() + size - 1) / size),
            "total_count",
            found.size()));
  }

  private static Answer list(Office office, Call call, String kind) {
    return page(
        office,
        kind,
        office.records().live(kind),
        call.query("per_page"),
        call.query("starting_after"));
  }

  private static Answer search(Office office, Call call) {
    JsonNode body = Office.body(call);
    List<Entry> found = office.records().live(call.part(0));
    found.removeIf(entry -> !fits(entry, body.path("query")));
    if (body.at("/sort/field").asText().equals("updated_at")) {
      found.sort(Comparator.comparing(Entry::updated));
    }
    JsonNode pagination = body.path("pagination");
    return page(
        office,
        call.part(0),
        found,
        Json.text(pagination, "per_page"),
        Json.text(pagination, "starting_after"));
  }

  private static boolean fits(Entry entry, JsonNode query) {
    JsonNode value = query.path("value");
    String operator = query.path("operator").asText();
    if (operator.equals("AND")) {
      return value.valueStream().allMatch(one -> fits(entry, one));
    }
    if (operator.equals("OR")) {
      return value.valueStream().anyMatch(one -> fits(entry, one));
    }
    if (!query.has("field") || operator.isEmpty()) {
      throw new Refusal(Why.INVALID, "query.field and query.operator are required");
    }
    String field = query.path("field").asText();
    String at =
        entry.kind().equals("tickets") && (field.equals("title") || field.equals("description"))
            ? "ticket_attributes._default_" + field + "_"
            : field;
    JsonNode held = entry.body().at("/" + at.replace('.', '/'));
    int sign =
        held.isNumber()
            ? Long.compare(held.asLong(), value.asLong())
            : held.asText().compareToIgnoreCase(value.asText());
    return switch (operator) {
      case "=" -> sign == 0;
      case "!=" -> sign != 0;
      case ">" -> sign > 0;
      case "<" -> sign < 0;
      case "~" -> held.asText().contains(value.asText());
      case "IN" -> value.valueStream().anyMatch(one -> one.asText().equals(held.asText()));
      default -> throw new Refusal(Why.INVALID, "operator: " + operator + " is not supported");
    };
  }

  private static Answer external(Office office, Call call) {
    return office.records().live("contacts").stream()
        .filter(entry -> entry.body().path("external_id").asText().equals(call.part(0)))
        .findFirst()
        .map(entry -> Answer.json(200, entry.body()))
        .orElseThrow(() -> new Refusal(Why.NOT_FOUND, "User Not Found"));
  }

  private static Answer create(Office office, Call call) {
    String kind = call.part(0);
    ObjectNode body = Office.body(call);
    if (kind.equals("contacts")) {
      String email = Json.text(body, "email");
      String external = Json.text(body, "external_id");
      if (email == null && external == null && !body.has("role")) {
        throw new Refusal(Why.INVALID, "role, email or external_id is required");
      }
      for (Entry held : office.records().live(kind)) {
        boolean same =
            (email != null && email.equalsIgnoreCase(held.body().path("email").asText()))
                || (external != null && external.equals(held.body().path("external_id").asText()));
        if (same) {
          throw new Refusal(
              Why.CONFLICT, "A contact matching those details already exists with id=" + held.id());
        }
      }
    }
    if (kind.equals("companies")) {
      String company = Json.text(body, "company_id");
      for (Entry held : office.records().live(kind)) {
        if (held.body().path("company_id").asText().equals(company)) {
          return Answer.json(200, office.change(call, kind, held.id(), body).body());
        }
      }
    }
    return Answer.json(200, office.create(call, kind, body, null).body());
  }

  private static Answer raise(Office office, Call call) {
    ObjectNode body = Office.body(call);
    JsonNode about = body.path("ticket_attributes");
    JsonNode contact = body.path("contacts").path(0);
    if (!body.hasNonNull("ticket_type_id") || contact.isMissingNode()) {
      throw new Refusal(Why.INVALID, "ticket_type_id and contacts are required");
    }
    String email = contact.path("email").asText();
    String id =
        office.records().live("contacts").stream()
            .filter(entry -> entry.body().path("email").asText().equalsIgnoreCase(email))
            .findFirst()
            .map(Entry::id)
            .orElse(contact.path("id").asText("new"));
    ObjectNode made =
        ticket(
            about.path("_default_title_").asText(),
            about.path("_default_description_").asText(),
            body.path("ticket_type_id").asText(),
            id);
    return Answer.json(200, office.create(call, "tickets", made, null).body());
  }

  private static Answer update(Office office, Call call) {
    return Answer.json(
        200, office.change(call, call.part(0), call.part(1), Office.body(call)).body());
  }

  private static Answer delete(Office office, Call call) {
    office.delete(call, call.part(0), call.part(1));
    return Answer.json(200, object("id", call.part(1), "object", "contact", "deleted", true));
  }

  private static Answer reply(Office office, Call call) {
    ObjectNode body = Office.body(call);
    boolean close = body.path("message_type").asText().equals("close");
    ObjectNode patch = object("read", true);
    if (close) {
      patch.put("open", false).put("state", "closed");
    }
    return Answer.json(200, office.change(call, "conversations", call.part(0), patch).body());
  }

  private static Answer merge(Office office, Call call) {
    ObjectNode body = Office.body(call);
    String from = body.path("from").asText();
    String into = body.path("into").asText();
    office.found("contacts", from);
    office.found("contacts", into);
    return Answer.json(200, office.records().merge("contacts", into, from).orElseThrow().body());
  }

  @Override
  public Optional<Hooks> hooks(Office office) {
    return Optional.of(new Notifications());
  }

  private static final class Notifications implements Hooks {
    @Override
    public List<Letter> letters(List<Change> changes, Subscription to) {
      return changes.stream().map(Notifications::letter).toList();
    }

    private static Letter letter(Change change) {
      Entry entry = change.entry();
      String topic =
          switch (entry.kind()) {
            case "contacts" ->
                change.survivor() == null
                    ? change.word("contact.user.created", "contact.user.updated", "contact.deleted")
                    : "contact.merged";
            case "tickets" ->
                change.word("ticket.created", "ticket.attribute.updated", "ticket.deleted");
            case "companies" ->
                change.word("company.created", "company.updated", "company.deleted");
            default ->
                entry.body().path("state").asText().equals("closed")
                    ? "conversation.admin.closed"
                    : change.word(
                        "conversation.user.created",
                        "conversation.user.replied",
                        "conversation.deleted");
          };
      JsonNode item = entry.body();
      if (topic.equals("contact.merged")) {
        item = object("type", "contact", "id", change.survivor(), "merged_id", entry.id());
      } else if (topic.endsWith("deleted")) {
        item = object("type", entry.body().path("type"), "id", entry.id());
      }
      return notification(
          topic, item, "notif_" + entry.id() + "v" + entry.version(), entry.updated());
    }

    private static Letter notification(String topic, JsonNode item, String id, Instant at) {
      ObjectNode body =
          object(
              "type",
              "notification_event",
              "app_id",
              APP,
              "data",
              object("type", "notification_event_data", "item", item),
              "links",
              object(),
              "id",
              id,
              "topic",
              topic,
              "delivery_status",
              "pending",
              "delivery_attempts",
              1,
              "delivered_at",
              0,
              "first_sent_at",
              at.getEpochSecond(),
              "created_at",
              at.getEpochSecond(),
              "self",
              null);
      return new Letter(
          "application/json",
          attempt -> Json.write(body.deepCopy().put("delivery_attempts", attempt + 1)),
          Map.of(),
          List.of(id));
    }

    @Override
    public Signature signature() {
      return Signature.Hmac.hex("X-Hub-Signature", "{body}")
          .algorithm("HmacSHA1")
          .shown("sha1={sig}");
    }

    @Override
    public @Nullable String shakeHands(Subscription with, Messenger messenger)
        throws InterruptedException {
      Letter ping =
          notification(
              "ping",
              object("type", "ping", "message", "something something interzen"),
              "notif_ping_" + with.id(),
              Instant.ofEpochSecond(1_781_524_800));
      int status = messenger.post(ping, with, with.secret(), 0).status();
      with.live(status / 100 == 2);
      return status / 100 == 2 ? null : "The ping was answered with " + status;
    }
  }
}
