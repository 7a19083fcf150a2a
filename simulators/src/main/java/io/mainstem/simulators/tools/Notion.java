package io.mainstem.simulators.tools;

import static io.mainstem.simulators.json.Json.array;
import static io.mainstem.simulators.json.Json.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.simulators.api.Answer;
import io.mainstem.simulators.api.Call;
import io.mainstem.simulators.json.Json;
import io.mainstem.simulators.vendor.Cast;
import io.mainstem.simulators.vendor.Change;
import io.mainstem.simulators.vendor.Credential;
import io.mainstem.simulators.vendor.Entry;
import io.mainstem.simulators.vendor.Hooks;
import io.mainstem.simulators.vendor.Invented;
import io.mainstem.simulators.vendor.Kind;
import io.mainstem.simulators.vendor.Letter;
import io.mainstem.simulators.vendor.Messenger;
import io.mainstem.simulators.vendor.Office;
import io.mainstem.simulators.vendor.Refusal;
import io.mainstem.simulators.vendor.Refusal.Why;
import io.mainstem.simulators.vendor.Signature;
import io.mainstem.simulators.vendor.Slice;
import io.mainstem.simulators.vendor.Subscription;
import io.mainstem.simulators.vendor.Times;
import io.mainstem.simulators.vendor.Vendor;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Notion: queries as POST with the cursor in the body, filters by time or property, a version
 * header on every call; webhooks begin with a token posted unsigned, which signs all that follow.
 */
public final class Notion implements Vendor {
  static final String DATABASE = "2f26ee68-df30-4251-aad4-8ddc420cba3d";

  @Override
  public String name() {
    return "notion";
  }

  @Override
  public Map<String, String> secrets() {
    return Map.of(
        "access_token", "ntn_simulated",
        "database_id", DATABASE,
        "webhook_secret", "secret_tMrlL1qK5vuQAh1b6cZGhFChZTSYJlce98V0pYn7yBl");
  }

  @Override
  public List<Kind> kinds() {
    List<Kind> kinds =
        new ArrayList<>(
            List.of(
                new Kind(
                    "databases",
                    n -> n == 1 ? DATABASE : uuid("notion-database-" + n),
                    n -> database(n == 1 ? "Clients" : "Clients, part " + n),
                    (body, entry) -> {
                      body.put("object", "database").put("id", entry.id());
                      body.put("created_time", Times.millis(entry.created()));
                      body.put("last_edited_time", Times.millis(entry.updated()));
                      body.put("archived", entry.deleted()).put("in_trash", entry.deleted());
                      body.put("url", "https://www.notion.so/" + entry.id().replace("-", ""));
                    }),
                new Kind(
                    "pages",
                    n ->
                        UUID.nameUUIDFromBytes(
                                ("notion-page-" + n).getBytes(StandardCharsets.UTF_8))
                            .toString(),
                    Notion::page,
                    (body, entry) -> {
                      ObjectNode user = object("object", "user", "id", uuid("notion-user-1"));
                      body.put("object", "page").put("id", entry.id());
                      body.put("created_time", Times.millis(entry.created()));
                      body.put("last_edited_time", Times.millis(entry.updated()));
                      body.set("created_by", user);
                      body.set("last_edited_by", user);
                      body.put("archived", entry.deleted()).put("in_trash", entry.deleted());
                      body.put("url", "https://www.notion.so/" + entry.id().replace("-", ""));
                    })));
    kinds.addAll(
        Invented.kinds(
            "notion", (body, entry) -> body.put("object", "user").put("id", entry.id())));
    return List.copyOf(kinds);
  }

  private static String uuid(String of) {
    return UUID.nameUUIDFromBytes(of.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static ObjectNode page(long n) {
    Cast who = Cast.of(n);
    return object(
        "cover", null,
        "icon", null,
        "parent", object("type", "database_id", "database_id", DATABASE),
        "properties",
            object(
                "Name", object("id", "title", "type", "title", "title", text(who.company())),
                "Contact",
                    object("id", "a%3Db", "type", "rich_text", "rich_text", text(who.name())),
                "Email", object("id", "pQ%3Fe", "type", "email", "email", who.email()),
                "Phone",
                    object("id", "r%40Wq", "type", "phone_number", "phone_number", who.phone()),
                "Amount", object("id", "uV%7Cx", "type", "number", "number", 1000 + n),
                "Status",
                    object(
                        "id", "yB%60d",
                        "type", "status",
                        "status", object("id", "1", "name", "In progress", "color", "blue")),
                "Due",
                    object(
                        "id", "kJ%5Da",
                        "type", "date",
                        "date", object("start", "2026-04-30", "end", null, "time_zone", null))),
        "public_url", null);
  }

  private static ArrayNode text(String content) {
    return array(
        object(
            "type",
            "text",
            "text",
            object("content", content, "link", null),
            "annotations",
            object(
                "bold", false,
                "italic", false,
                "strikethrough", false,
                "underline", false,
                "code", false,
                "color", "default"),
            "plain_text",
            content,
            "href",
            null));
  }

  @Override
  public String limit() {
    return "3/1s";
  }

  @Override
  public Answer refuse(Refusal refusal) {
    String code =
        switch (refusal.why()) {
          case UNAUTHENTICATED -> "unauthorized";
          case FORBIDDEN -> "restricted_resource";
          case NOT_FOUND -> "object_not_found";
          case CONFLICT -> "conflict_error";
          case RATE_LIMITED -> "rate_limited";
          case INVALID -> refusal.code("validation_error");
        };
    return Answer.json(
        refusal.status(),
        object(
            "object",
            "error",
            "status",
            refusal.status(),
            "code",
            code,
            "message",
            refusal.words()));
  }

  @Override
  public void open(Office office) {
    office.guardedBy(Credential.bearer(office.secret("access_token")));
    office
        .on("POST", "/v1/(?:databases|data_sources)/([^/]+)/query", call -> query(office, call))
        .on("POST", "/v1/search", call -> search(office, call))
        .on("POST", "/v1/databases", call -> createDatabase(office, call))
        .on(
            "GET",
            "/v1/databases/([^/]+)",
            call -> Answer.json(200, office.found("databases", call.part(0)).body()))
        .on("GET", "/v1/users", call -> users(office, call))
        .on(
            "GET",
            "/v1/users/([^/]+)",
            call -> Answer.json(200, office.found("users", call.part(0)).body()))
        .on("GET", "/v1/pages/([^/]+)", call -> one(office, call))
        .on("POST", "/v1/pages", call -> create(office, call))
        .on("PATCH", "/v1/pages/([^/]+)", call -> update(office, call));
  }

  private static Answer users(Office office, Call call) {
    versioned(call);
    int size = office.capped(call.query("page_size"), 100, 100);
    Slice<Entry> slice =
        Slice.after(office.records().live("users"), call.query("start_cursor"), size);
    return Answer.json(
        200,
        object(
            "object", "list",
            "results", slice.items().stream().<JsonNode>map(Entry::body).toList(),
            "next_cursor", slice.next(),
            "has_more", slice.more()));
  }

  private static ObjectNode database(String title) {
    return object(
        "title",
        text(title),
        "description",
        array(),
        "parent",
        object("type", "workspace", "workspace", true),
        "properties",
        object());
  }

  /** What is shared with the integration and has the words in its title. */
  private static Answer search(Office office, Call call) {
    versioned(call);
    JsonNode body = Office.body(call);
    String kind =
        body.at("/filter/value").asText("page").equals("database") ? "databases" : "pages";
    String words = body.path("query").asText("").toLowerCase(Locale.ROOT);
    List<Entry> found = office.records().live(kind);
    found.removeIf(
        entry ->
            kind.equals("databases")
                && !entry
                    .body()
                    .at("/title/0/plain_text")
                    .asText()
                    .toLowerCase(Locale.ROOT)
                    .contains(words));
    return Answer.json(200, page(office, body, found));
  }

  private static Answer createDatabase(Office office, Call call) {
    versioned(call);
    ObjectNode body = Office.body(call);
    boolean parented = body.at("/parent/page_id").isTextual();
    boolean titled =
        body.path("properties").valueStream().anyMatch(property -> property.has("title"));
    if (!parented || !titled) {
      throw new Refusal(
          Why.INVALID,
          "body failed validation: body.parent.page_id and a title property should be defined");
    }
    body.set("title", text(body.at("/title/0/text/content").asText()));
    return Answer.json(200, office.create(call, "databases", body, null).body());
  }

  private static void versioned(Call call) {
    if (call.header("Notion-Version") == null) {
      throw new Refusal(Why.INVALID, "missing_version", "Notion-Version header failed validation");
    }
  }

  private static Answer query(Office office, Call call) {
    versioned(call);
    String database = call.part(0);
    if (office.records().get("databases", database).isEmpty()
        && !database.replace("-", "").equals(DATABASE.replace("-", ""))) {
      throw new Refusal(Why.NOT_FOUND, "Could not find database with ID: " + database);
    }
    JsonNode body = call.body().isBlank() ? object() : Office.body(call);
    List<Entry> found = office.records().live("pages");
    found.removeIf(entry -> !in(entry, database) || !fits(entry, body.path("filter")));
    JsonNode sort = body.path("sorts").path(0);
    if (sort.path("timestamp").asText().equals("last_edited_time")) {
      found.sort(Comparator.comparing(Entry::updated));
      found = sort.path("direction").asText().equals("descending") ? found.reversed() : found;
    }
    ObjectNode page = page(office, body, found);
    page.put("type", "page_or_database").set("page_or_database", object());
    return Answer.json(200, page);
  }

  private static ObjectNode page(Office office, JsonNode body, List<Entry> found) {
    int size = office.capped(Json.text(body, "page_size"), 100, 100);
    Slice<Entry> slice = Slice.after(found, Json.text(body, "start_cursor"), size);
    return object(
        "object", "list",
        "results", slice.items().stream().<JsonNode>map(Entry::body).toList(),
        "next_cursor", slice.next(),
        "has_more", slice.more());
  }

  private static boolean in(Entry page, String database) {
    String held = page.body().at("/parent/database_id").asText();
    return held.replace("-", "").equals(database.replace("-", ""));
  }

  /** By name or by id. */
  private static JsonNode property(JsonNode properties, String name) {
    return properties.has(name)
        ? properties.path(name)
        : properties
            .valueStream()
            .filter(property -> property.path("id").asText().equals(name))
            .findFirst()
            .orElse(properties.path(name));
  }

  private static boolean fits(Entry entry, JsonNode filter) {
    if (filter.has("and")) {
      return filter.path("and").valueStream().allMatch(one -> fits(entry, one));
    }
    if (filter.has("or")) {
      return filter.path("or").valueStream().anyMatch(one -> fits(entry, one));
    }
    if (filter.has("timestamp")) {
      JsonNode bounds = filter.path(filter.path("timestamp").asText());
      Instant held =
          filter.path("timestamp").asText().equals("created_time")
              ? entry.created()
              : entry.updated();
      return Times.read(Json.text(bounds, "on_or_after")).map(t -> !held.isBefore(t)).orElse(true)
          && Times.read(Json.text(bounds, "after")).map(held::isAfter).orElse(true)
          && Times.read(Json.text(bounds, "before")).map(held::isBefore).orElse(true);
    }
    if (!filter.has("property")) {
      return true;
    }
    JsonNode property = property(entry.body().path("properties"), filter.path("property").asText());
    String type = property.path("type").asText();
    JsonNode value = property.path(type);
    String held =
        value.isArray()
            ? value.at("/0/plain_text").asText()
            : value.path("name").asText(value.asText());
    for (JsonNode condition : filter.propertyStream().map(Map.Entry::getValue).toList()) {
      if (condition.has("equals")) {
        return held.equalsIgnoreCase(condition.path("equals").asText());
      }
      if (condition.has("contains")) {
        return held.contains(condition.path("contains").asText());
      }
    }
    throw new Refusal(Why.INVALID, "body failed validation: body.filter should have a condition");
  }

  private static Answer one(Office office, Call call) {
    versioned(call);
    Entry entry =
        office
            .records()
            .any("pages", call.part(0))
            .orElseThrow(() -> new Refusal(Why.NOT_FOUND, "Could not find page " + call.part(0)));
    return Answer.json(200, entry.body());
  }

  private static Answer create(Office office, Call call) {
    versioned(call);
    ObjectNode body = Office.body(call);
    if (!body.path("parent").isObject() || !body.path("properties").isObject()) {
      throw new Refusal(
          Why.INVALID, "body failed validation: body.parent and body.properties should be defined");
    }
    body.remove(List.of("children", "template"));
    typed(body.withObjectProperty("properties"), page(1).withObjectProperty("properties"));
    return Answer.json(200, office.create(call, "pages", body, null).body());
  }

  /** Fills in what callers leave out and readers find: type, id, plain text. */
  private static void typed(ObjectNode properties, JsonNode known) {
    properties
        .properties()
        .forEach(
            member -> {
              ObjectNode property = (ObjectNode) member.getValue();
              JsonNode like = property(known, member.getKey());
              if (like.isMissingNode()) {
                throw new Refusal(Why.INVALID, member.getKey() + " is not a property that exists.");
              }
              String type = like.path("type").asText();
              property.put("id", like.path("id").asText()).put("type", type);
              if (property.path(type).isArray()) {
                property.set(type, text(property.at("/" + type + "/0/text/content").asText()));
              }
            });
  }

  private static Answer update(Office office, Call call) {
    versioned(call);
    ObjectNode body = Office.body(call);
    typed(body.withObjectProperty("properties"), page(1).withObjectProperty("properties"));
    boolean gone = body.path("archived").asBoolean() || body.path("in_trash").asBoolean();
    body.remove(List.of("archived", "in_trash"));
    Entry entry =
        gone
            ? office.delete(call, "pages", call.part(0))
            : office.change(call, "pages", call.part(0), body);
    return Answer.json(200, entry.body());
  }

  @Override
  public Optional<Hooks> hooks(Office office) {
    return Optional.of(new Events());
  }

  private static final class Events implements Hooks {
    @Override
    public List<Letter> letters(List<Change> changes, Subscription to) {
      return changes.stream()
          .filter(change -> change.entry().kind().equals("pages"))
          .map(change -> letter(change, to))
          .toList();
    }

    private static Letter letter(Change change, Subscription to) {
      Entry entry = change.entry();
      ObjectNode data = object("parent", object("id", DATABASE, "type", "database"));
      if (change.action() == Change.Action.UPDATED) {
        data.set("updated_properties", array("title"));
      }
      ObjectNode event =
          object(
              "id", uuid("event-" + entry.id() + "-" + entry.version()),
              "timestamp", Times.millis(entry.updated()),
              "workspace_id", uuid("notion-workspace"),
              "workspace_name", "Kite and Quill",
              "subscription_id", uuid("subscription-" + to.id()),
              "integration_id", uuid("notion-integration"),
              "authors", array(object("id", uuid("notion-user-1"), "type", "person")),
              "accessible_by", array(),
              "attempt_number", 1,
              "api_version", "2022-06-28",
              "entity", object("id", entry.id(), "type", "page"),
              "type", "page." + change.word("created", "properties_updated", "deleted"),
              "data", data);
      return new Letter(
          "application/json",
          attempt -> Json.write(event.deepCopy().put("attempt_number", attempt + 1)),
          Map.of(),
          List.of(event.path("id").asText()));
    }

    @Override
    public Signature signature() {
      return Signature.Hmac.hex("X-Notion-Signature", "{body}").shown("sha256={sig}");
    }

    @Override
    public @Nullable String shakeHands(Subscription with, Messenger messenger)
        throws InterruptedException {
      Letter token = Letter.json(object("verification_token", with.secret()));
      int status = messenger.unsigned(token, with).status();
      with.live(status == 200);
      return status == 200 ? null : "The verification token was answered with " + status;
    }
  }
}
