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
import io.mainstem.simulators.vendor.GraphQl;
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
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * monday.com: one GraphQL address for boards, items and mutations, items by {@code items_page} and
 * {@code next_items_page}; webhooks per board, begun by a challenge, shown by a JWT.
 */
public final class Monday implements Vendor {
  private static final long BOARD = 4_400_000_001L;
  private static final int COMPLEXITY = 5_000_000;

  @Override
  public String name() {
    return "monday";
  }

  @Override
  public Map<String, String> secrets() {
    return Map.of(
        "access_token", "monday-token",
        "board_id", String.valueOf(BOARD),
        "webhook_secret", "monday-signing-secret");
  }

  @Override
  public List<Kind> kinds() {
    List<Kind> kinds =
        new ArrayList<>(
            List.of(
                new Kind(
                    "boards",
                    n -> String.valueOf(BOARD + n - 1),
                    n -> board(n == 1 ? "Projects" : "Projects, part " + n),
                    (body, entry) -> {
                      body.put("id", entry.id());
                      body.put("updated_at", Times.seconds(entry.updated()));
                      body.put("state", entry.deleted() ? "deleted" : "active");
                    }),
                new Kind(
                    "items",
                    n -> String.valueOf(4_500_000_000L + n),
                    Monday::item,
                    (body, entry) -> {
                      body.put("id", entry.id());
                      body.put("created_at", Times.seconds(entry.created()));
                      body.put("updated_at", Times.seconds(entry.updated()));
                      body.put("state", entry.deleted() ? "deleted" : "active");
                    })));
    kinds.addAll(Invented.kinds("monday", (body, entry) -> body.put("id", entry.id())));
    return List.copyOf(kinds);
  }

  private static ObjectNode item(long n) {
    Cast who = Cast.of(n);
    return object(
        "name", who.company() + " shoot " + n,
        "board", object("id", String.valueOf(BOARD), "name", "Projects"),
        "group", object("id", "topics", "title", "This month"),
        "creator_id", "4",
        "column_values",
            array(
                column("status", "status", "Working on it", "{\"index\":0}"),
                column("date4", "date", "2026-04-30", "{\"date\":\"2026-04-30\"}"),
                column("email", "email", who.email(), "{\"email\":\"" + who.email() + "\"}"),
                column("numbers", "numbers", String.valueOf(900 + n), "\"" + (900 + n) + "\"")));
  }

  private static ObjectNode column(String id, String type, String text, String value) {
    return object(
        "id", id,
        "type", type,
        "text", text,
        "value", value,
        "column", object("id", id, "title", id));
  }

  @Override
  public String limit() {
    return "1000/1m";
  }

  @Override
  public Answer refuse(Refusal refusal) {
    return switch (refusal.why()) {
      case UNAUTHENTICATED -> Answer.json(401, object("errors", array("Not Authenticated")));
      case RATE_LIMITED ->
          Answer.json(
              429,
              object(
                  "errors",
                  array(
                      object(
                          "message",
                          "Complexity budget exhausted",
                          "extensions",
                          object("code", "COMPLEXITY_BUDGET_EXHAUSTED", "retry_in_seconds", 1)))));
      case INVALID, NOT_FOUND, CONFLICT, FORBIDDEN ->
          Answer.json(
              200,
              object(
                  "errors",
                  array(
                      object(
                          "message", refusal.words(),
                          "extensions",
                              object("code", refusal.code("InvalidArgumentException"))))));
    };
  }

  @Override
  public void open(Office office) {
    String token = office.secret("access_token");
    office.guardedBy(Credential.header("Authorization", token).or(Credential.bearer(token)));
    office.on("POST", "/v2/?", call -> graph(office, call));
  }

  private static Answer graph(Office office, Call call) {
    JsonNode body = Office.body(call);
    ObjectNode data = GraphQl.answer(body, field -> root(office, call, field));
    return Answer.json(200, object("data", data, "account_id", 1_825_529));
  }

  private static JsonNode root(Office office, Call call, GraphQl.Field field) {
    return switch (field.name()) {
      case "boards" -> boards(office, field);
      case "create_board" -> createBoard(office, call, field);
      case "next_items_page" ->
          page(office, field, String.valueOf(BOARD), field.text("cursor", ""));
      case "items_page_by_column_values" -> byColumns(office, field);
      case "items" -> items(office, field);
      case "complexity" ->
          object(
              "before",
              COMPLEXITY,
              "after",
              COMPLEXITY - 100,
              "query",
              100,
              "reset_in_x_seconds",
              30);
      case "create_item" -> create(office, call, field);
      case "change_multiple_column_values" -> change(office, call, field);
      case "delete_item" -> office.delete(call, "items", field.text("item_id", "")).body();
      case "create_webhook" -> subscribe(office, field);
      case "delete_webhook" -> unsubscribe(office, field);
      case "users" -> users(office, field);
      case "me" -> object("id", "4", "name", "Mainstem", "email", "integration@example.com");
      default ->
          throw new Refusal(
              Why.INVALID,
              "undefinedField",
              "Cannot query field \"" + field.name() + "\" on type \"Query\".");
    };
  }

  private static ObjectNode board(String name) {
    return object(
        "name",
        name,
        "board_kind",
        "public",
        "url",
        "https://kettlemoor.monday.com/boards/1",
        "owners",
        array(object("id", "4")),
        "columns",
        array());
  }

  private static JsonNode users(Office office, GraphQl.Field field) {
    int size = Office.size(field.optional("limit"), 200, 1000);
    int page = Office.size(field.optional("page"), 1, 1_000);
    List<Entry> found = office.records().live("users");
    JsonNode ids = field.arguments().path("ids");
    Set<String> asked = new HashSet<>();
    ids.forEach(id -> asked.add(id.asText()));
    found.removeIf(entry -> ids.isArray() && !asked.contains(entry.id()));
    return Json.list(
        Slice.at(found, (page - 1) * size, size).items().stream().map(Entry::body).toList());
  }

  /** Those of the ids asked for, or all in pages. */
  private static JsonNode boards(Office office, GraphQl.Field field) {
    List<Entry> found = office.records().live("boards");
    JsonNode ids = field.arguments().path("ids");
    Set<String> asked = new HashSet<>();
    (ids.isArray() ? ids : array(ids)).forEach(id -> asked.add(id.asText()));
    boolean all = ids.isMissingNode() || ids.isNull();
    found.removeIf(entry -> !all && !asked.contains(entry.id()));
    int size = Office.size(field.optional("limit"), 25, 500);
    int page = Office.size(field.optional("page"), 1, 1_000);
    ArrayNode shown = array();
    for (Entry entry : Slice.at(found, (page - 1) * size, size).items()) {
      ObjectNode board = entry.copy();
      for (GraphQl.Field inner : field.fields()) {
        if (inner.name().equals("items_page")) {
          board.set("items_page", page(office, inner, entry.id(), inner.text("cursor", "")));
        }
      }
      shown.add(board);
    }
    return shown;
  }

  private static JsonNode createBoard(Office office, Call call, GraphQl.Field field) {
    String name = field.text("board_name", "");
    if (name.isEmpty() || field.text("board_kind", "").isEmpty()) {
      throw new Refusal(Why.INVALID, "InvalidArgumentException", "board_name and board_kind");
    }
    ObjectNode made = board(name).put("board_kind", field.text("board_kind", ""));
    return office.create(call, "boards", made, null).body();
  }

  private static JsonNode page(Office office, GraphQl.Field field, String board, String cursor) {
    List<Entry> found = office.records().live("items");
    found.removeIf(entry -> !entry.body().at("/board/id").asText().equals(board));
    for (JsonNode rule : field.arguments().at("/query_params/rules")) {
      String text =
          rule.path("compare_value")
              .path(rule.path("compare_value").isArray() ? 0 : -1)
              .asText(rule.path("compare_value").asText());
      if (rule.path("column_id").asText().contains("updated")) {
        Instant since = Times.read(text.replace("EXACT", "").strip()).orElse(Instant.MIN);
        found.removeIf(entry -> entry.updated().isBefore(since));
      }
    }
    String order = field.arguments().at("/query_params/order_by/0/column_id").asText();
    if (order.contains("updated")) {
      found.sort(Comparator.comparing(Entry::updated));
    }
    int size = office.capped(field.optional("limit"), 25, 500);
    Slice<Entry> slice = Slice.after(found, cursor, size);
    return object(
        "cursor", slice.next(),
        "items", slice.items().stream().<JsonNode>map(Entry::body).toList());
  }

  private static JsonNode byColumns(Office office, GraphQl.Field field) {
    List<Entry> found = office.records().live("items");
    for (JsonNode column : field.arguments().path("columns")) {
      List<String> wanted = new ArrayList<>();
      column.path("column_values").forEach(value -> wanted.add(value.asText()));
      found.removeIf(entry -> !wanted.contains(text(entry, column.path("column_id").asText())));
    }
    return object("cursor", null, "items", found.stream().<JsonNode>map(Entry::body).toList());
  }

  private static String text(Entry entry, String column) {
    if (column.equals("name")) {
      return entry.body().path("name").asText();
    }
    for (JsonNode value : entry.body().path("column_values")) {
      if (value.path("id").asText().equals(column)) {
        return value.path("text").asText();
      }
    }
    return "";
  }

  private static JsonNode items(Office office, GraphQl.Field field) {
    ArrayNode found = array();
    JsonNode ids = field.arguments().path("ids");
    for (JsonNode id : ids.isArray() ? ids : array(ids)) {
      office.records().get("items", id.asText()).ifPresent(entry -> found.add(entry.body()));
    }
    return found;
  }

  /** Columns come as JSON inside a string: {@code {"status":{"label":"Done"},"numbers":"5"}}. */
  private static ObjectNode laid(ObjectNode body, GraphQl.Field field) {
    JsonNode given =
        Json.read(field.text("column_values", "{}"))
            .orElseThrow(() -> new Refusal(Why.INVALID, "JsonParseException", "Invalid JSON"));
    ArrayNode columns = array();
    ObjectNode left = given.deepCopy();
    for (JsonNode held : body.path("column_values")) {
      JsonNode value = left.remove(held.path("id").asText());
      columns.add(
          value == null
              ? held
              : column(
                  held.path("id").asText(),
                  held.path("type").asText(),
                  plain(value),
                  value.toString()));
    }
    left.properties()
        .forEach(
            m ->
                columns.add(
                    column(m.getKey(), "text", plain(m.getValue()), m.getValue().toString())));
    body.set("column_values", columns);
    return body;
  }

  private static String plain(JsonNode value) {
    for (String name : List.of("label", "date", "email", "text", "phone")) {
      if (value.has(name)) {
        return value.path(name).asText();
      }
    }
    return value.asText();
  }

  private static JsonNode create(Office office, Call call, GraphQl.Field field) {
    String name = field.text("item_name", "");
    if (name.isEmpty() || office.records().get("boards", field.text("board_id", "")).isEmpty()) {
      throw new Refusal(
          Why.INVALID, "InvalidBoardIdException", "board_id and item_name are required");
    }
    ObjectNode body = item(0);
    body.put("name", name).set("column_values", array());
    body.set("board", object("id", field.text("board_id", "")));
    return office.create(call, "items", laid(body, field), null).body();
  }

  private static JsonNode change(Office office, Call call, GraphQl.Field field) {
    String id = field.text("item_id", "");
    ObjectNode body = laid(office.found("items", id).copy(), field);
    return office.put(call, "items", id, body).body();
  }

  private static JsonNode subscribe(Office office, GraphQl.Field field) {
    Subscription made =
        office.subscription(field.text("url", ""), null, object("event", field.text("event", "")));
    String wrong = office.subscribe(made);
    if (wrong != null) {
      throw new Refusal(Why.INVALID, "WebhookChallengeException", wrong);
    }
    return object("id", made.id(), "board_id", String.valueOf(BOARD));
  }

  private static JsonNode unsubscribe(Office office, GraphQl.Field field) {
    String id = field.text("id", "");
    office.subscriptions().stream()
        .filter(subscription -> subscription.id().equals(id))
        .forEach(office::unsubscribe);
    return object("id", id);
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
        if (change.entry().kind().equals("boards")) {
          continue; // a webhook belongs to a board and tells of its items
        }
        ObjectNode event = event(change, to);
        String only = to.terms().path("event").asText();
        boolean wanted =
            only.isEmpty()
                || only.equals(change.word("create_item", "change_column_value", "item_deleted"));
        if (wanted) {
          letters.add(Letter.json(object("event", event), event.path("triggerUuid").asText()));
        }
      }
      return letters;
    }

    private static ObjectNode event(Change change, Subscription to) {
      Entry entry = change.entry();
      ObjectNode event =
          object(
              "app", "monday",
              "type", change.word("create_pulse", "update_column_value", "delete_pulse"),
              "triggerTime", Times.millis(entry.updated()),
              "subscriptionId", Long.parseLong(to.id()),
              "userId", 4,
              "originalTriggerUuid", null,
              "boardId", BOARD,
              "groupId", "topics",
              "pulseId", Long.parseLong(entry.id()),
              "pulseName", entry.body().path("name"),
              "triggerUuid",
                  UUID.nameUUIDFromBytes(
                          (entry.id() + "v" + entry.version()).getBytes(StandardCharsets.UTF_8))
                      .toString()
                      .replace("-", ""));
      if (change.action() == Change.Action.UPDATED) {
        event.put("columnId", "status").put("columnType", "color").put("columnTitle", "Status");
        event.set(
            "value",
            object("label", object("index", 1, "text", text(entry, "status")), "post_id", null));
        event.set(
            "previousValue",
            change.before() == null
                ? object().nullNode()
                : object("label", object("text", text(change.before(), "status"))));
      }
      if (change.action() == Change.Action.DELETED) {
        event
            .put("itemId", Long.parseLong(entry.id()))
            .put("itemName", event.path("pulseName").asText());
      }
      return event;
    }

    @Override
    public Signature signature() {
      return (of, body, url, secret, now) -> Map.of("Authorization", token(url, secret, now));
    }

    private static String token(String url, String secret, Instant now) {
      long seconds = now.getEpochSecond();
      JsonNode claims =
          object(
              "accountId",
              1_825_529,
              "userId",
              4,
              "aud",
              url,
              "exp",
              seconds + 300,
              "iat",
              seconds);
      String signed =
          part(Json.write(object("alg", "HS256", "typ", "JWT"))) + "." + part(Json.write(claims));
      return signed
          + "."
          + Base64.getUrlEncoder()
              .withoutPadding()
              .encodeToString(Signature.mac("HmacSHA256", secret, signed));
    }

    private static String part(String json) {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public @Nullable String shakeHands(Subscription with, Messenger messenger)
        throws InterruptedException {
      String challenge = "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P" + with.id();
      Messenger.Reply reply =
          messenger.post(Letter.json(object("challenge", challenge)), with, with.secret(), 0);
      boolean echoed =
          reply.status() == 200 && reply.json().path("challenge").asText().equals(challenge);
      with.live(echoed);
      return echoed ? null : "Failed to verify the challenge: " + reply.status();
    }
  }
}
