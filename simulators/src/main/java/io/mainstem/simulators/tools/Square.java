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
import io.mainstem.simulators.vendor.Office;
import io.mainstem.simulators.vendor.Refusal;
import io.mainstem.simulators.vendor.Refusal.Why;
import io.mainstem.simulators.vendor.Signature;
import io.mainstem.simulators.vendor.Slice;
import io.mainstem.simulators.vendor.Subscription;
import io.mainstem.simulators.vendor.Times;
import io.mainstem.simulators.vendor.Tokens;
import io.mainstem.simulators.vendor.Vendor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Square: cursors in query or body, {@code idempotency_key} in the body, a version on what can be
 * changed; one whole event a POST, signed over the address and the body.
 */
public final class Square implements Vendor {
  private static final String MERCHANT = "ML8M1AQ1GQG2K";
  private static final Map<String, String> SINGULAR =
      Map.of(
          "locations", "location",
          "customers", "customer",
          "orders", "order",
          "payments", "payment",
          "refunds", "refund",
          "team-members", "team_member",
          "catalog", "object",
          "devices", "device",
          "timecards", "timecard",
          "scheduled_shifts", "scheduled_shift");

  @Override
  public String name() {
    return "square";
  }

  @Override
  public Map<String, String> secrets() {
    return Map.of(
        "access_token", "sq-token",
        "client_id", "sq-client",
        "client_secret", "sq-client-secret",
        "refresh_token", "sq-refresh",
        "webhook_secret", "sq-signature-key");
  }

  @Override
  public List<Kind> kinds() {
    List<Kind> kinds =
        new ArrayList<>(
            List.of(
                kind("locations", "L", Square::location),
                kind("customers", "C", Square::customer),
                kind("orders", "O", Square::order),
                kind("payments", "P", Square::payment),
                kind("team-members", "TM", Square::member),
                kind("refunds", "R", Square::refund),
                new Kind(
                    "counts",
                    n -> id("CAT", n) + ":" + id("L", 1),
                    Square::count,
                    (body, entry) -> {}),
                kind("catalog", "CAT", Square::item)));
    kinds.addAll(Invented.kinds("square", Square::stamp));
    return List.copyOf(kinds);
  }

  private static String id(String prefix, long n) {
    return prefix + String.format(Locale.ROOT, "SIM%012d", n);
  }

  private static Kind kind(String name, String prefix, LongFunction<ObjectNode> sample) {
    return new Kind(name, n -> id(prefix, n), sample, Square::stamp);
  }

  private static void stamp(ObjectNode body, Entry entry) {
    String name = entry.kind();
    body.put("id", entry.id()).put("version", entry.version());
    body.put("created_at", Times.millis(entry.created()));
    body.put("updated_at", Times.millis(entry.updated()));
    if (name.equals("devices")) {
      body.remove(List.of("version", "created_at", "updated_at"));
      body.withObjectProperty("attributes").put("updated_at", Times.millis(entry.updated()));
    }
    if (name.equals("timecards") && !body.has("start_at")) {
      body.put("start_at", Times.seconds(entry.created()));
    }
    ObjectNode draft =
        name.equals("scheduled_shifts")
            ? body.withObjectProperty("draft_shift_details")
            : object("start_at", "");
    if (!draft.has("start_at")) {
      draft.put("start_at", Times.seconds(entry.created()));
      draft.put("end_at", Times.seconds(entry.created().plus(Duration.ofHours(8))));
      body.set("published_shift_details", draft);
    }
    if (name.equals("team-members") || name.equals("locations")) {
      body.remove("version");
    }
    if (name.equals("locations")) {
      body.remove("updated_at");
    }
    if (name.equals("payments")) {
      body.put("version_token", "v" + entry.version()).remove("version");
    }
    if (name.equals("catalog")) {
      body.put("is_deleted", entry.deleted()).remove("created_at");
    }
  }

  private static ObjectNode money(long pence) {
    return object("amount", pence, "currency", "GBP");
  }

  private static ObjectNode address(Cast who) {
    return object(
        "address_line_1", who.street(),
        "locality", who.town(),
        "postal_code", who.postcode(),
        "country", "GB");
  }

  private static ObjectNode location(long n) {
    return object(
        "name", "Shop " + n,
        "address", address(Cast.of(n)),
        "timezone", "Europe/London",
        "status", "ACTIVE",
        "merchant_id", MERCHANT,
        "country", "GB",
        "language_code", "en-GB",
        "currency", "GBP",
        "type", "PHYSICAL");
  }

  private static ObjectNode customer(long n) {
    Cast who = Cast.of(n);
    return object(
        "given_name", who.given(),
        "family_name", who.family(),
        "email_address", who.email(),
        "phone_number", who.phone(),
        "address", address(who),
        "preferences", object("email_unsubscribed", false),
        "creation_source", "DIRECTORY");
  }

  private static ObjectNode order(long n) {
    long price = 1_000 + 10 * n;
    return object(
        "location_id", id("L", 1),
        "customer_id", id("C", n),
        "source", object("name", "Point of Sale"),
        "line_items",
            array(
                object(
                    "uid", "line-" + n,
                    "name", "Lantern",
                    "quantity", "2",
                    "catalog_object_id", id("CAT", 1),
                    "base_price_money", money(price),
                    "total_tax_money", money(0),
                    "total_money", money(2 * price))),
        "state", n % 3 == 0 ? "OPEN" : "COMPLETED",
        "total_money", money(2 * price),
        "total_tax_money", money(0),
        "total_discount_money", money(0),
        "total_tip_money", money(0),
        "total_service_charge_money", money(0));
  }

  private static ObjectNode payment(long n) {
    long price = 1_000 + 10 * n;
    return object(
        "amount_money", money(2 * price),
        "total_money", money(2 * price),
        "status", n % 5 == 0 ? "CANCELED" : "COMPLETED",
        "source_type", "CARD",
        "location_id", id("L", 1),
        "order_id", id("O", n),
        "customer_id", id("C", n),
        "team_member_id", id("TM", 1),
        "device_details", object("device_id", "DEVICE-1", "device_name", "Till 1"));
  }

  private static ObjectNode refund(long n) {
    return object(
        "status", "COMPLETED",
        "payment_id", id("P", n),
        "order_id", id("O", n),
        "location_id", id("L", 1),
        "amount_money", money(500),
        "reason", "Returned");
  }

  private static ObjectNode count(long n) {
    return object(
        "catalog_object_id",
        id("CAT", n),
        "catalog_object_type",
        "ITEM_VARIATION",
        "state",
        "IN_STOCK",
        "location_id",
        id("L", 1),
        "quantity",
        String.valueOf(10 + n),
        "calculated_at",
        "2026-02-02T09:00:00.000Z");
  }

  private static ObjectNode member(long n) {
    Cast who = Cast.of(500 + n);
    return object(
        "given_name", who.given(),
        "family_name", who.family(),
        "email_address", who.email(),
        "phone_number", who.phone(),
        "status", "ACTIVE",
        "is_owner", n == 1,
        "assigned_locations", object("assignment_type", "ALL_CURRENT_AND_FUTURE_LOCATIONS"));
  }

  private static ObjectNode item(long n) {
    return object(
        "type",
        "ITEM",
        "present_at_all_locations",
        true,
        "item_data",
        object(
            "name",
            "Lantern " + n,
            "variations",
            array(
                object(
                    "type", "ITEM_VARIATION",
                    "id", id("VAR", n),
                    "item_variation_data",
                        object(
                            "item_id",
                            id("CAT", n),
                            "name",
                            "Regular",
                            "sku",
                            "LAN-" + n,
                            "pricing_type",
                            "FIXED_PRICING",
                            "price_money",
                            money(1_000 + 10 * n))))));
  }

  @Override
  public String limit() {
    return "30/1s";
  }

  @Override
  public Answer refuse(Refusal refusal) {
    ObjectNode error =
        switch (refusal.why()) {
          case UNAUTHENTICATED -> error("AUTHENTICATION_ERROR", "UNAUTHORIZED", refusal);
          case FORBIDDEN -> error("AUTHENTICATION_ERROR", "FORBIDDEN", refusal);
          case NOT_FOUND -> error("INVALID_REQUEST_ERROR", "NOT_FOUND", refusal);
          case RATE_LIMITED -> error("RATE_LIMIT_ERROR", "RATE_LIMITED", refusal);
          case CONFLICT ->
              error("INVALID_REQUEST_ERROR", refusal.code("IDEMPOTENCY_KEY_REUSED"), refusal);
          case INVALID -> error("INVALID_REQUEST_ERROR", refusal.code("BAD_REQUEST"), refusal);
        };
    return Answer.json(refusal.status(), object("errors", array(error)));
  }

  private static ObjectNode error(String category, String code, Refusal refusal) {
    return object("category", category, "code", code, "detail", refusal.words());
  }

  @Override
  public void open(Office office) {
    Tokens tokens = office.tokens(Duration.ofDays(30), false);
    office.guardedBy(
        Credential.bearer(office.secret("access_token")).or(Credential.bearer(tokens)));
    String labor = "(?:/v2)?/labor/(timecards|scheduled-shifts)";
    String kinds = "(?:/v2)?/(locations|customers|orders|payments|refunds|team-members)";
    office
        .open("POST", "/oauth2/token", call -> tokens.answer(call, object("merchant_id", MERCHANT)))
        .on("POST", kinds + "/search", call -> search(office, call))
        .on("GET", "(?:/v2)?/(devices)", call -> list(office, call))
        .on("GET", "(?:/v2)?/(devices)/([^/]+)", c -> one(office, c.part(0), c.part(1)))
        .on("POST", labor + "/search", call -> shifts(office, call))
        .on("GET", labor + "/([^/]+)", call -> one(office, labour(call), call.part(1)))
        .on("GET", kinds, call -> list(office, call))
        .on("POST", "(?:/v2)?/refunds", call -> refund(office, call))
        .on("POST", "(?:/v2)?/inventory/counts/batch-retrieve", call -> counts(office, call))
        .on("POST", "(?:/v2)?/inventory/changes/batch-create", call -> inventory(office, call))
        .on("GET", "(?:/v2)?/inventory/([^/]+)", call -> kept(office, call))
        .on("POST", kinds, call -> create(office, call))
        .on("GET", kinds + "/([^/]+)", call -> one(office, call.part(0), call.part(1)))
        .on("PUT", kinds + "/([^/]+)", call -> update(office, call))
        .on("DELETE", kinds + "/([^/]+)", call -> delete(office, call))
        .on("GET", "(?:/v2)?/catalog/list", call -> catalog(office, call))
        .on("POST", "(?:/v2)?/catalog/search", call -> catalog(office, call))
        .on("POST", "(?:/v2)?/catalog/object", call -> upsert(office, call))
        .on("GET", "(?:/v2)?/catalog/object/([^/]+)", call -> one(office, "catalog", call.part(0)));
  }

  private static String plural(String kind) {
    return kind.replace('-', '_');
  }

  private static Answer page(
      Office office,
      String name,
      List<Entry> found,
      @Nullable String cursor,
      @Nullable String limit) {
    Slice<Entry> slice = Slice.after(found, cursor, office.capped(limit, 100, 1000));
    ObjectNode answer = object();
    if (!slice.items().isEmpty()) {
      answer.set(name, Json.list(slice.items().stream().map(Entry::body).toList()));
    }
    if (slice.more()) {
      answer.put("cursor", slice.next());
    }
    return Answer.json(200, answer);
  }

  private static Answer list(Office office, Call call) {
    String kind = call.part(0);
    List<Entry> found = office.records().live(kind);
    Instant since =
        Times.read(call.query("updated_at_begin_time", call.query("begin_time", "")))
            .orElse(Instant.MIN);
    found.removeIf(entry -> entry.updated().isBefore(since));
    if (kind.equals("locations")) { // all of them in one answer
      return Answer.json(
          200, object("locations", found.stream().<JsonNode>map(Entry::body).toList()));
    }
    return page(office, plural(kind), found, call.query("cursor"), call.query("limit"));
  }

  private static String labour(Call call) {
    return call.part(0).replace('-', '_');
  }

  /** By the time they begin: there is no asking for what changed. */
  private static Answer shifts(Office office, Call call) {
    JsonNode body = Office.body(call);
    JsonNode start = body.at("/query/filter/start");
    Instant from = Times.read(Json.text(start, "start_at")).orElse(Instant.MIN);
    Instant to = Times.read(Json.text(start, "end_at")).orElse(Instant.MAX);
    String kind = labour(call);
    List<Entry> found = office.records().live(kind);
    found.removeIf(entry -> begins(entry).isBefore(from) || begins(entry).isAfter(to));
    if (body.at("/query/sort/field").asText().equals("UPDATED_AT")) {
      found.sort(Comparator.comparing(Entry::updated));
    }
    return page(office, kind, found, Json.text(body, "cursor"), Json.text(body, "limit"));
  }

  private static Instant begins(Entry entry) {
    JsonNode shift =
        entry.kind().equals("timecards") ? entry.body() : entry.body().path("draft_shift_details");
    return Times.read(shift.path("start_at").asText()).orElse(Instant.EPOCH);
  }

  private static Answer search(Office office, Call call) {
    String kind = call.part(0);
    JsonNode body = Office.body(call);
    if (kind.equals("orders") && body.path("location_ids").isEmpty()) {
      throw new Refusal(Why.INVALID, "MISSING_REQUIRED_PARAMETER", "location_ids is required");
    }
    List<Entry> found = office.records().live(kind);
    if (kind.equals("orders")) {
      Set<String> asked = new HashSet<>();
      body.path("location_ids").forEach(id -> asked.add(id.asText()));
      found.removeIf(entry -> !asked.contains(entry.body().path("location_id").asText()));
    }
    JsonNode filter = body.at("/query/filter");
    JsonNode times =
        kind.equals("orders")
            ? filter.at("/date_time_filter/updated_at")
            : filter.path("updated_at");
    Instant since = Times.read(Json.text(times, "start_at")).orElse(Instant.MIN);
    found.removeIf(entry -> entry.updated().isBefore(since));
    for (String field : List.of("email_address", "phone_number", "reference_id")) {
      String exact = Json.text(filter.path(field), "exact");
      found.removeIf(e -> exact != null && !e.body().path(field).asText().equalsIgnoreCase(exact));
    }
    if (body.at("/query/sort/sort_field").asText().contains("UPDATED")) {
      found.sort(Comparator.comparing(Entry::updated));
    }
    return page(office, plural(kind), found, Json.text(body, "cursor"), Json.text(body, "limit"));
  }

  private static Answer catalog(Office office, Call call) {
    JsonNode body = call.body().isBlank() ? object() : Office.body(call);
    Instant since = Times.read(Json.text(body, "begin_time")).orElse(Instant.MIN);
    List<Entry> found = office.records().live("catalog");
    found.removeIf(entry -> !entry.updated().isAfter(since));
    String cursor = call.query("cursor") == null ? Json.text(body, "cursor") : call.query("cursor");
    return page(office, "objects", found, cursor, Json.text(body, "limit"));
  }

  private static Answer one(Office office, String kind, String id) {
    return shown(office.found(kind, id));
  }

  private static Answer shown(Entry entry) {
    return Answer.json(200, object(SINGULAR.get(entry.kind()), entry.body()));
  }

  private static Answer create(Office office, Call call) {
    String kind = call.part(0);
    ObjectNode body = Office.body(call);
    String key = Json.text(body, "idempotency_key");
    if (key == null && !kind.equals("customers")) {
      throw new Refusal(Why.INVALID, "MISSING_REQUIRED_PARAMETER", "idempotency_key is required");
    }
    return office.once(
        key,
        call,
        () -> {
          JsonNode inner = body.path(SINGULAR.getOrDefault(kind, ""));
          ObjectNode made = inner.isObject() ? inner.deepCopy() : body;
          made.remove("idempotency_key");
          if (kind.equals("orders") && !made.has("state")) {
            made.put("state", "OPEN");
          }
          if (kind.equals("payments")) {
            made.set("total_money", made.path("amount_money"));
            made.put("status", "COMPLETED");
          }
          return shown(office.create(call, kind, made, key));
        });
  }

  private static Answer refund(Office office, Call call) {
    ObjectNode body = Office.body(call);
    String key = Json.text(body, "idempotency_key");
    if (key == null || !body.at("/amount_money/amount").isIntegralNumber()) {
      throw new Refusal(Why.INVALID, "MISSING_REQUIRED_PARAMETER", "idempotency_key, amount_money");
    }
    return office.once(
        key,
        call,
        () -> {
          Entry paid = office.found("payments", body.path("payment_id").asText());
          body.remove("idempotency_key");
          body.put("status", "PENDING");
          body.set("order_id", paid.body().path("order_id"));
          body.set("location_id", paid.body().path("location_id"));
          return shown(office.create(call, "refunds", body, key));
        });
  }

  /** The counts of one item, at every place. */
  private static Answer kept(Office office, Call call) {
    List<Entry> found = office.records().live("counts");
    found.removeIf(e -> !e.body().path("catalog_object_id").asText().equals(call.part(0)));
    return page(office, "counts", found, call.query("cursor"), null);
  }

  private static Answer counts(Office office, Call call) {
    JsonNode body = Office.body(call);
    Instant since = Times.read(Json.text(body, "updated_after")).orElse(Instant.MIN);
    List<Entry> found = office.records().live("counts");
    found.removeIf(entry -> !entry.updated().isAfter(since));
    for (String name : List.of("catalog_object_id", "location_id")) {
      Set<String> asked = new HashSet<>();
      body.path(name + "s").forEach(id -> asked.add(id.asText()));
      found.removeIf(e -> !asked.isEmpty() && !asked.contains(e.body().path(name).asText()));
    }
    return page(office, "counts", found, Json.text(body, "cursor"), Json.text(body, "limit"));
  }

  /** A count taken by hand becomes the count. */
  private static Answer inventory(Office office, Call call) {
    ObjectNode body = Office.body(call);
    String key = Json.text(body, "idempotency_key");
    if (key == null || body.path("changes").isEmpty()) {
      throw new Refusal(Why.INVALID, "MISSING_REQUIRED_PARAMETER", "idempotency_key, changes");
    }
    return office.once(
        key,
        call,
        () -> {
          ArrayNode counts = array();
          for (JsonNode change : body.path("changes")) {
            JsonNode by = change.path("physical_count");
            String id =
                by.path("catalog_object_id").asText() + ":" + by.path("location_id").asText();
            ObjectNode count = count(1);
            for (String name : List.of("catalog_object_id", "location_id", "state", "quantity")) {
              count.set(name, by.path(name));
            }
            count.set("calculated_at", by.path("occurred_at"));
            counts.add(office.put(call, "counts", id, count).body());
          }
          return Answer.json(200, object("counts", counts));
        });
  }

  private static Answer update(Office office, Call call) {
    ObjectNode body = Office.body(call);
    JsonNode inner = body.path(SINGULAR.getOrDefault(call.part(0), ""));
    ObjectNode patch = inner.isObject() ? inner.deepCopy() : body;
    Entry held = office.found(call.part(0), call.part(1));
    if (patch.has("version") && patch.path("version").asInt() != held.version()) {
      throw new Refusal(Why.CONFLICT, "VERSION_MISMATCH", "Object version does not match latest");
    }
    patch.remove(List.of("idempotency_key", "version"));
    return shown(office.change(call, held.kind(), held.id(), patch));
  }

  private static Answer upsert(Office office, Call call) {
    ObjectNode body = Office.body(call);
    String key = Json.text(body, "idempotency_key");
    if (key == null || !(body.path("object") instanceof ObjectNode object)) {
      throw new Refusal(Why.INVALID, "idempotency_key and object are required");
    }
    return office.once(
        key,
        call,
        () -> {
          String id = object.path("id").asText();
          Entry entry =
              id.startsWith("#")
                  ? office.create(call, "catalog", object, key)
                  : office.change(call, "catalog", id, object);
          return Answer.json(200, object("catalog_object", entry.body()));
        });
  }

  private static Answer delete(Office office, Call call) {
    office.delete(call, call.part(0), call.part(1));
    return Answer.json(200, object());
  }

  @Override
  public Optional<Hooks> hooks(Office office) {
    return Optional.of(new Events());
  }

  private static final class Events implements Hooks {
    @Override
    public List<Letter> letters(List<Change> changes, Subscription to) {
      return changes.stream()
          .filter(change -> SINGULAR.containsKey(change.entry().kind()))
          .map(Events::letter)
          .toList();
    }

    private static Letter letter(Change change) {
      Entry entry = change.entry();
      String type = Objects.requireNonNull(SINGULAR.get(entry.kind()));
      boolean catalog = entry.kind().equals("catalog");
      String name =
          catalog
              ? "catalog.version.updated"
              : type + "." + change.word("created", "updated", "deleted");
      String id =
          UUID.nameUUIDFromBytes(
                  ("sq" + entry.id() + "v" + entry.version()).getBytes(StandardCharsets.UTF_8))
              .toString();
      ObjectNode data = object("type", type, "id", entry.id());
      if (change.action() == Change.Action.DELETED) {
        data.put("deleted", true);
      }
      ObjectNode inner =
          switch (entry.kind()) {
            case "orders" ->
                object(
                    name.replace('.', '_'),
                    object(
                        "order_id", entry.id(),
                        "version", entry.version(),
                        "location_id", entry.body().path("location_id"),
                        "state", entry.body().path("state"),
                        "created_at", entry.body().path("created_at"),
                        "updated_at", entry.body().path("updated_at")));
            case "catalog" ->
                object("catalog_version", object("updated_at", entry.body().path("updated_at")));
            default -> object(type, entry.body());
          };
      if (!entry.kind().equals("locations")) {
        data.set("object", inner);
      }
      return Letter.json(
          object(
              "merchant_id", MERCHANT,
              "type", name,
              "event_id", id,
              "created_at", Times.millis(entry.updated()),
              "data", data),
          id);
    }

    @Override
    public Signature signature() {
      return Signature.Hmac.base64("x-square-hmacsha256-signature", "{url}{body}");
    }

    @Override
    public Map<String, String> again(int attempt) {
      return Map.of(
          "square-retry-number", String.valueOf(attempt), "square-retry-reason", "http_timeout");
    }

    @Override
    public Duration patience() {
      return Duration.ofSeconds(10);
    }
  }
}
