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
import io.mainstem.simulators.vendor.Office;
import io.mainstem.simulators.vendor.Refusal;
import io.mainstem.simulators.vendor.Refusal.Why;
import io.mainstem.simulators.vendor.Signature;
import io.mainstem.simulators.vendor.Slice;
import io.mainstem.simulators.vendor.Subscription;
import io.mainstem.simulators.vendor.Times;
import io.mainstem.simulators.vendor.Vendor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * Shopify's Admin API: GraphQL with Relay cursors and a cost in {@code extensions}, errors and
 * throttling inside a 200, {@code customerSet} and {@code productSet}; REST lists with a Link
 * header. A webhook carries the whole record, its topic only in a header.
 */
public final class Shopify implements Vendor {
  private static final long FIRST_LOCATION = 6_100_000_000L;
  private static final String ADMIN = "/admin/api/[\\w-]+";
  private static final Map<String, String> SINGULAR =
      Map.of("orders", "order", "customers", "customer", "products", "product");
  private static final Map<String, String> TYPES =
      Map.of("orders", "Order", "customers", "Customer", "products", "Product");
  private static final int BUCKET = 2000;

  @Override
  public String name() {
    return "shopify";
  }

  @Override
  public Map<String, String> secrets() {
    return Map.of(
        "access_token", "shpat_simulated",
        "webhook_secret", "shpss_simulated",
        "shop", "lantern-lane.myshopify.com");
  }

  @Override
  public List<Kind> kinds() {
    List<Kind> kinds =
        new ArrayList<>(
            List.of(
                kind("customers", 7_100_000_000_000L, Shopify::customer),
                kind("products", 8_100_000_000_000L, Shopify::product),
                kind("orders", 5_100_000_000_000L, Shopify::order),
                new Kind(
                    "locations",
                    n -> String.valueOf(FIRST_LOCATION + n),
                    Shopify::location,
                    Shopify::stamp),
                new Kind(
                    "inventory_levels",
                    n -> item(n) + "-" + (FIRST_LOCATION + 1),
                    n ->
                        object(
                            "inventory_item_id",
                            item(n),
                            "location_id",
                            FIRST_LOCATION + 1,
                            "available",
                            40),
                    (body, entry) -> body.put("updated_at", Times.offset(entry.updated())))));
    kinds.addAll(Invented.kinds("shopify", Shopify::stamp));
    return List.copyOf(kinds);
  }

  private static void stamp(ObjectNode body, Entry entry) {
    body.put("id", Long.parseLong(entry.id()));
    body.put("created_at", Times.offset(entry.created()));
    body.put("updated_at", Times.offset(entry.updated()));
  }

  private static ObjectNode location(long n) {
    Cast who = Cast.of(n);
    return object(
        "name",
        "Shop " + n,
        "address1",
        who.street(),
        "address2",
        null,
        "city",
        who.town(),
        "zip",
        who.postcode(),
        "province",
        null,
        "country",
        "GB",
        "country_code",
        "GB",
        "country_name",
        "United Kingdom",
        "phone",
        who.phone(),
        "legacy",
        false,
        "active",
        true);
  }

  private static Kind kind(String name, long from, LongFunction<ObjectNode> sample) {
    return new Kind(
        name,
        n -> String.valueOf(from + n),
        sample,
        (body, entry) -> {
          body.put("id", Long.parseLong(entry.id()));
          body.put("admin_graphql_api_id", gid(name, entry.id()));
          body.put("created_at", Times.offset(entry.created()));
          body.put("updated_at", Times.offset(entry.updated()));
          if (name.equals("orders") && !body.has("name")) {
            body.put("order_number", 1000 + entry.number())
                .put("name", "#" + (1000 + entry.number()));
          }
        });
  }

  private static String gid(String kind, String id) {
    return "gid://shopify/" + TYPES.get(kind) + "/" + id;
  }

  private static ObjectNode address(Cast who) {
    return object(
        "first_name", who.given(),
        "last_name", who.family(),
        "address1", who.street(),
        "address2", null,
        "city", who.town(),
        "zip", who.postcode(),
        "country", "United Kingdom",
        "country_code", "GB",
        "phone", who.phone(),
        "company", null,
        "name", who.name());
  }

  private static ObjectNode customer(long n) {
    Cast who = Cast.of(n);
    return object(
        "email",
        who.email(),
        "first_name",
        who.given(),
        "last_name",
        who.family(),
        "orders_count",
        1,
        "state",
        "enabled",
        "total_spent",
        "24.99",
        "note",
        null,
        "verified_email",
        true,
        "tax_exempt",
        false,
        "phone",
        who.phone(),
        "currency",
        "GBP",
        "tags",
        "",
        "email_marketing_consent",
        object("state", "subscribed", "opt_in_level", "single_opt_in"),
        "default_address",
        address(who),
        "addresses",
        array(address(who)));
  }

  private static ObjectNode product(long n) {
    return object(
        "title", "Lantern " + n,
        "body_html", "<p>Lights a room.</p>",
        "vendor", "Lantern Lane",
        "product_type", "Lantern",
        "handle", "lantern-" + n,
        "status", "active",
        "tags", "",
        "published_at", "2026-01-05T09:00:00+00:00",
        "variants",
            array(
                object(
                    "id", 44_100_000_000_000L + n,
                    "product_id", 8_100_000_000_000L + n,
                    "title", "Default Title",
                    "price", "2" + n % 10 + ".99",
                    "sku", "LAN-" + n,
                    "barcode", "50000000000" + n % 10,
                    "inventory_quantity", 40,
                    "taxable", true,
                    "requires_shipping", true)),
        "options", array(),
        "images", array());
  }

  private static ObjectNode order(long n) {
    Cast who = Cast.of(n);
    ObjectNode customer = customer(n);
    customer.remove(List.of("addresses"));
    customer.put("id", 7_100_000_000_000L + n);
    return object(
        "email",
        who.email(),
        "contact_email",
        who.email(),
        "phone",
        who.phone(),
        "processed_at",
        "2026-02-02T09:00:00+00:00",
        "cancelled_at",
        null,
        "cancel_reason",
        null,
        "closed_at",
        null,
        "currency",
        "GBP",
        "financial_status",
        "paid",
        "fulfillment_status",
        null,
        "note",
        null,
        "tags",
        "",
        "test",
        false,
        "taxes_included",
        true,
        "subtotal_price",
        "45.98",
        "total_discounts",
        "0.00",
        "total_line_items_price",
        "45.98",
        "total_price",
        "49.98",
        "total_tax",
        "8.33",
        "current_total_price",
        "49.98",
        "total_shipping_price_set",
        moneySet("4.00"),
        "total_price_set",
        moneySet("49.98"),
        "customer",
        customer,
        "billing_address",
        address(who),
        "shipping_address",
        address(who),
        "line_items",
        array(
            object(
                "id",
                13_100_000_000_000L + n,
                "product_id",
                8_100_000_000_001L,
                "variant_id",
                44_100_000_000_001L,
                "title",
                "Lantern 1",
                "name",
                "Lantern 1",
                "sku",
                "LAN-1",
                "quantity",
                2,
                "price",
                "22.99",
                "total_discount",
                "0.00",
                "taxable",
                true,
                "fulfillment_status",
                null)),
        "shipping_lines",
        array(object("title", "Standard", "price", "4.00")),
        "fulfillments",
        array(),
        "refunds",
        array());
  }

  private static ObjectNode moneySet(String amount) {
    return object(
        "shop_money", object("amount", amount, "currency_code", "GBP"),
        "presentment_money", object("amount", amount, "currency_code", "GBP"));
  }

  @Override
  public String limit() {
    return "40/20s";
  }

  @Override
  public Answer refuse(Refusal refusal) {
    return switch (refusal.why()) {
      case UNAUTHENTICATED ->
          Answer.json(
              401,
              object(
                  "errors",
                  "[API] Invalid API key or access token (unrecognized login or wrong password)"));
      case RATE_LIMITED -> errors("THROTTLED", "Throttled");
      case INVALID, CONFLICT -> errors(refusal.code("INVALID"), refusal.words());
      case FORBIDDEN -> errors("ACCESS_DENIED", refusal.words());
      case NOT_FOUND -> Answer.json(404, object("errors", "Not Found"));
    };
  }

  private static Answer errors(String code, String message) {
    return Answer.json(
        200,
        object(
            "errors",
            array(object("message", message, "extensions", object("code", code))),
            "extensions",
            cost(0)));
  }

  private static ObjectNode cost(int spent) {
    return object(
        "cost",
        object(
            "requestedQueryCost", spent,
            "actualQueryCost", spent,
            "throttleStatus",
                object(
                    "maximumAvailable",
                    BUCKET,
                    "currentlyAvailable",
                    BUCKET - spent,
                    "restoreRate",
                    100)));
  }

  @Override
  public void open(Office office) {
    office.guardedBy(Credential.header("X-Shopify-Access-Token", office.secret("access_token")));
    String kinds = ADMIN + "/(orders|customers|products)";
    office
        .on("POST", ADMIN + "/graphql\\.json", call -> graph(office, call))
        .on(
            "GET",
            ADMIN + "/locations\\.json",
            call -> Answer.json(200, object("locations", bodies(office, "locations"))))
        .on("GET", ADMIN + "/locations/(\\d+)\\.json", call -> place(office, call))
        .on(
            "GET",
            ADMIN + "/locations/(\\d+)/inventory_levels\\.json",
            call -> levels(office, call))
        .on("GET", ADMIN + "/inventory_levels\\.json", call -> levels(office, call))
        .on(
            "GET",
            ADMIN + "/orders/(\\d+)/(transactions|refunds|fulfillments)\\.json",
            call -> below(office, call))
        .on("GET", kinds + "\\.json", call -> list(office, call))
        .on("GET", kinds + "/(\\d+)\\.json", call -> one(office, call))
        .on("POST", kinds + "\\.json", call -> create(office, call))
        .on("PUT", kinds + "/(\\d+)\\.json", call -> update(office, call));
  }

  // REST

  private static List<JsonNode> bodies(Office office, String kind) {
    return office.records().live(kind).stream().<JsonNode>map(Entry::body).toList();
  }

  private static Answer place(Office office, Call call) {
    return Answer.json(200, object("location", office.found("locations", call.part(0)).body()));
  }

  /** Of a place, or of the items and places asked for. */
  private static Answer levels(Office office, Call call) {
    String place = call.query("location_ids", "");
    List<String> items = List.of(call.query("inventory_item_ids", "").split(","));
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode level : bodies(office, "inventory_levels")) {
      boolean there =
          List.of(place.split(",")).contains(level.path("location_id").asText())
              || call.path().contains("/" + level.path("location_id").asText() + "/");
      if ((there || (place.isEmpty() && !call.path().contains("/locations/")))
          && (items.contains("") || items.contains(level.path("inventory_item_id").asText()))) {
        found.add(level);
      }
    }
    return Answer.json(200, object("inventory_levels", found));
  }

  private static Answer list(Office office, Call call) {
    String kind = call.part(0);
    Instant since = Times.read(call.query("updated_at_min")).orElse(Instant.MIN);
    List<Entry> found = office.records().live(kind);
    found.removeIf(entry -> entry.updated().isBefore(since));
    int size = office.capped(call.query("limit"), 50, 250);
    Slice<Entry> slice = Slice.after(found, call.query("page_info"), size);
    Answer answer =
        Answer.json(200, object(kind, slice.items().stream().<JsonNode>map(Entry::body).toList()));
    String next = call.address() + "?limit=" + size + "&page_info=" + slice.next();
    return slice.more() ? answer.with("Link", "<" + next + ">; rel=\"next\"") : answer;
  }

  private static Answer below(Office office, Call call) {
    ArrayNode below = array();
    office.found("orders", call.part(0)).body().path(call.part(1)).forEach(below::add);
    office.records().live(call.part(1)).stream()
        .map(Entry::body)
        .filter(it -> it.path("order_id").asText().equals(call.part(0)))
        .forEach(below::add);
    return Answer.json(200, object(call.part(1), below));
  }

  private static Answer one(Office office, Call call) {
    String kind = call.part(0);
    return wrapped(200, office.found(kind, call.part(1)));
  }

  private static Answer wrapped(int status, Entry entry) {
    return Answer.json(status, object(SINGULAR.get(entry.kind()), entry.body()));
  }

  private static Answer create(Office office, Call call) {
    return wrapped(201, office.create(call, call.part(0), sent(call), null));
  }

  private static Answer update(Office office, Call call) {
    return wrapped(200, office.change(call, call.part(0), call.part(1), sent(call)));
  }

  private static ObjectNode sent(Call call) {
    if (!(Office.body(call).path(SINGULAR.getOrDefault(call.part(0), ""))
        instanceof ObjectNode o)) {
      throw new Refusal(Why.INVALID, "Required parameter missing or invalid");
    }
    return o;
  }

  // GraphQL

  private static Answer graph(Office office, Call call) {
    ObjectNode data = GraphQl.answer(Office.body(call), field -> root(office, call, field));
    return Answer.json(200, object("data", data, "extensions", cost(12)));
  }

  private static JsonNode root(Office office, Call call, GraphQl.Field field) {
    String name = field.name();
    if (SINGULAR.containsKey(name)) {
      return connection(office, field);
    }
    return switch (name) {
      case "order", "customer", "product", "node" -> node(office, field.text("id", ""));
      case "productVariants" -> variants(office, field);
      case "inventorySetQuantities" -> setQuantities(office, call, field);
      case "location" -> place(office, field);
      case "inventoryLevel" ->
          office
              .records()
              .get("inventory_levels", levelId(field.text("id", "")))
              .<JsonNode>map(entry -> level(office, entry))
              .orElse(object().nullNode());
      case "shop" -> object("name", "Lantern Lane", "currencyCode", "GBP");
      case "customerSet" -> set(office, call, "customers", field);
      case "productSet" -> set(office, call, "products", field);
      case "customerCreate", "customerUpdate" -> set(office, call, "customers", field);
      case "orderUpdate" -> set(office, call, "orders", field);
      case "webhookSubscriptionCreate" -> subscribe(office, field);
      case "webhookSubscriptionDelete" -> unsubscribe(office, field);
      default ->
          throw new Refusal(
              Why.INVALID,
              "undefinedField",
              "Field '" + name + "' doesn't exist on type 'QueryRoot'");
    };
  }

  /** A place and what is kept there, in pages. */
  private static JsonNode place(Office office, GraphQl.Field field) {
    String gid = field.text("id", "");
    Optional<Entry> place =
        office.records().get("locations", gid.substring(gid.lastIndexOf('/') + 1));
    if (place.isEmpty()) {
      return object().nullNode();
    }
    ObjectNode shown = camel(place.get().body()).put("id", gid);
    shown.put("legacyResourceId", place.get().id());
    for (GraphQl.Field inner : field.fields()) {
      if (inner.name().equals("inventoryLevels")) {
        List<Entry> found = office.records().live("inventory_levels");
        found.removeIf(
            e ->
                !e.body().path("location_id").asText().equals(place.get().id())
                    || !fits(e, inner.text("query", "")));
        int size = office.capped(inner.optional("first"), 250, 250);
        Slice<Entry> slice = Slice.after(found, inner.optional("after"), size);
        ArrayNode nodes = array();
        slice.items().forEach(entry -> nodes.add(level(office, entry)));
        shown.set(
            "inventoryLevels",
            object(
                "nodes",
                nodes,
                "pageInfo",
                object("hasNextPage", slice.more(), "endCursor", slice.next())));
      }
    }
    return shown;
  }

  /** {@code gid://shopify/InventoryLevel/PLACE?inventory_item_id=ITEM}. */
  private static String levelId(String gid) {
    String[] sides = gid.substring(gid.lastIndexOf('/') + 1).split("\\?inventory_item_id=", 2);
    return sides.length == 2 ? sides[1] + "-" + sides[0] : "";
  }

  private static ObjectNode level(Office office, Entry entry) {
    String item = entry.body().path("inventory_item_id").asText();
    String place = entry.body().path("location_id").asText();
    ObjectNode variant = object("sku", null, "variant", null, "unitCost", null);
    for (Entry product : office.records().live("products")) {
      JsonNode first = product.body().path("variants").path(0);
      if (String.valueOf(item(product.number())).equals(item)) {
        variant = object("sku", first.path("sku"));
        variant.set("variant", object("legacyResourceId", first.path("id").asText()));
        variant.set("unitCost", object("amount", "9.50", "currencyCode", "GBP"));
      }
    }
    variant.put("id", "gid://shopify/InventoryItem/" + item);
    long available = entry.body().path("available").asLong();
    ArrayNode quantities = array();
    for (String name : List.of("available", "on_hand", "committed", "reserved", "incoming")) {
      boolean there = name.equals("available") || name.equals("on_hand");
      quantities.add(object("name", name, "quantity", there ? available : 0L));
    }
    return object(
        "id",
        "gid://shopify/InventoryLevel/" + place + "?inventory_item_id=" + item,
        "updatedAt",
        Times.seconds(entry.updated()),
        "item",
        variant,
        "location",
        object("id", "gid://shopify/Location/" + place, "legacyResourceId", place),
        "quantities",
        quantities);
  }

  /** By SKU, as {@code sku:"LAN-1"}. */
  private static JsonNode variants(Office office, GraphQl.Field field) {
    String sku = field.text("query", "").replaceFirst("^sku:", "").replace("\"", "");
    ArrayNode found = array();
    for (Entry product : office.records().live("products")) {
      for (JsonNode variant : product.body().path("variants")) {
        if (variant.path("sku").asText().equalsIgnoreCase(sku)) {
          found.add(
              object(
                  "sku",
                  variant.path("sku"),
                  "inventoryItem",
                  object("id", "gid://shopify/InventoryItem/" + item(product.number()))));
        }
      }
    }
    return nodes(found);
  }

  private static long item(long number) {
    return 45_100_000_000_000L + number;
  }

  /** Every quantity of the call, or none of them. */
  private static JsonNode setQuantities(Office office, Call call, GraphQl.Field field) {
    JsonNode quantities = field.arguments().at("/input/quantities");
    for (JsonNode one : quantities) {
      if (level(office, one).isEmpty()) {
        return object(
            "inventoryAdjustmentGroup",
            null,
            "userErrors",
            array(
                object(
                    "field", array("input", "quantities", "0", "inventoryItemId"),
                    "message", "The specified inventory item could not be found.",
                    "code", "INVALID_INVENTORY_ITEM")));
      }
    }
    String last = "";
    for (JsonNode one : quantities) {
      Entry level = level(office, one).orElseThrow();
      last = level.id();
      office.change(call, "inventory_levels", last, object("available", one.path("quantity")));
    }
    return object(
        "inventoryAdjustmentGroup",
        object(
            "id",
            "gid://shopify/InventoryAdjustmentGroup/" + Integer.toUnsignedString(last.hashCode())),
        "userErrors",
        array());
  }

  private static Optional<Entry> level(Office office, JsonNode quantity) {
    String item = quantity.path("inventoryItemId").asText().replaceFirst(".*/", "");
    String place = quantity.path("locationId").asText().replaceFirst(".*/", "");
    return office.records().live("inventory_levels").stream()
        .filter(entry -> entry.body().path("inventory_item_id").asText().equals(item))
        .filter(entry -> entry.body().path("location_id").asText().equals(place))
        .findFirst();
  }

  private static JsonNode node(Office office, String gid) {
    String id = gid.substring(gid.lastIndexOf('/') + 1);
    for (String kind : SINGULAR.keySet()) {
      Optional<Entry> found = office.records().get(kind, id);
      if (found.isPresent()) {
        return shown(found.get());
      }
    }
    return object().nullNode();
  }

  private static JsonNode connection(Office office, GraphQl.Field field) {
    String kind = field.name();
    List<Entry> found = office.records().live(kind);
    for (String term : field.text("query", "").split(" AND | (?=\\w+:)", -1)) {
      found.removeIf(entry -> !fits(entry, term.strip()));
    }
    if (field.text("sortKey", "").equals("UPDATED_AT")) {
      found.sort(Comparator.comparing(Entry::updated));
    }
    if (field.text("reverse", "").equals("true")) {
      found = found.reversed();
    }
    int size = office.capped(field.optional("first"), 250, 250);
    Slice<Entry> slice = Slice.after(found, field.optional("after"), size);
    ArrayNode nodes = array();
    ArrayNode edges = array();
    for (Entry entry : slice.items()) {
      nodes.add(shown(entry));
      edges.add(object("cursor", slice.next(), "node", shown(entry)));
    }
    return object(
        "nodes", nodes,
        "edges", edges,
        "pageInfo",
            object(
                "hasNextPage", slice.more(),
                "hasPreviousPage", false,
                "endCursor", slice.next()));
  }

  /** {@code updated_at:>'2026-01-01T00:00:00Z'}, {@code email:a@b.c}. */
  private static boolean fits(Entry entry, String term) {
    String[] sides = term.split(":", 2);
    if (sides.length != 2) {
      return true;
    }
    String value = sides[1].replaceAll("^[<>=]+|['\"]", "");
    if (!sides[0].equals("updated_at") && !sides[0].equals("created_at")) {
      return entry.body().path(sides[0]).asText().equalsIgnoreCase(value);
    }
    Instant held = sides[0].equals("updated_at") ? entry.updated() : entry.created();
    Instant than =
        Times.read(value)
            .orElseThrow(() -> new Refusal(Why.INVALID, "INVALID", "Invalid date: " + value));
    int sign = held.compareTo(than);
    return sides[1].startsWith("<")
        ? sign < 0 || (sign == 0 && sides[1].startsWith("<="))
        : sign > 0 || (sign == 0 && !sides[1].matches(">[^=].*"));
  }

  /** Names as GraphQL writes them; ids are addresses, money has its currency beside it. */
  private static ObjectNode shown(Entry entry) {
    ObjectNode shown = camel(entry.body());
    shown.put("id", gid(entry.kind(), entry.id())).put("legacyResourceId", entry.id());
    shown.put("createdAt", Times.seconds(entry.created()));
    shown.put("updatedAt", Times.seconds(entry.updated()));
    shown.set("tags", array());
    switch (entry.kind()) {
      case "orders" -> {
        String paid = entry.body().path("financial_status").asText("pending");
        String sent = entry.body().path("fulfillment_status").asText("unfulfilled");
        shown.put("displayFinancialStatus", paid.toUpperCase(Locale.ROOT));
        shown.put(
            "displayFulfillmentStatus",
            sent.equals("null") ? "UNFULFILLED" : sent.toUpperCase(Locale.ROOT));
        shown.put("currencyCode", entry.body().path("currency").asText());
        shown.put("processedAt", entry.body().path("processed_at").asText());
        for (String total :
            List.of(
                "totalPrice", "subtotalPrice", "totalTax", "totalDiscounts", "currentTotalPrice")) {
          shown.set(total + "Set", set(shown.path(total).asText("0.00")));
        }
        shown.set("totalShippingPriceSet", set("4.00"));
        String customer = entry.body().at("/customer/id").asText();
        shown.withObjectProperty("customer").put("id", gid("customers", customer));
        ArrayNode lines = array();
        for (JsonNode line : shown.path("lineItems")) {
          ObjectNode item = line.deepCopy();
          item.put("id", "gid://shopify/LineItem/" + line.path("id").asText());
          item.set("originalUnitPriceSet", set(line.path("price").asText()));
          item.set("discountedUnitPriceSet", set(line.path("price").asText()));
          item.set("product", object("id", gid("products", line.path("productId").asText())));
          item.set("variant", object("sku", line.path("sku")));
          lines.add(item);
        }
        shown.set("lineItems", nodes(lines));
      }
      case "customers" -> {
        shown.put(
            "displayName",
            shown.path("firstName").asText() + " " + shown.path("lastName").asText());
        shown.set("defaultEmailAddress", object("emailAddress", shown.path("email")));
        shown.set("defaultPhoneNumber", object("phoneNumber", shown.path("phone")));
        shown.put("numberOfOrders", shown.path("ordersCount").asText("0"));
        shown.set(
            "amountSpent",
            object("amount", shown.path("totalSpent").asText("0.00"), "currencyCode", "GBP"));
      }
      default -> {
        shown.put("status", shown.path("status").asText("active").toUpperCase(Locale.ROOT));
        shown.put("descriptionHtml", shown.path("bodyHtml").asText());
        ArrayNode variants = array();
        for (JsonNode variant : shown.path("variants")) {
          ObjectNode one = variant.deepCopy();
          String number = variant.path("id").asText();
          one.put("id", "gid://shopify/ProductVariant/" + number).put("legacyResourceId", number);
          one.put(
              "displayName", shown.path("title").asText() + " - " + variant.path("title").asText());
          one.set(
              "inventoryItem",
              object(
                  "id",
                  "gid://shopify/InventoryItem/" + number,
                  "sku",
                  variant.path("sku"),
                  "tracked",
                  true,
                  "unitCost",
                  object("amount", "9.50", "currencyCode", "GBP")));
          variants.add(one);
        }
        shown.set("variants", nodes(variants));
      }
    }
    return shown;
  }

  private static ObjectNode set(String amount) {
    return object("shopMoney", object("amount", amount, "currencyCode", "GBP"));
  }

  private static ObjectNode nodes(JsonNode items) {
    ArrayNode nodes = array();
    ArrayNode edges = array();
    items.forEach(nodes::add);
    items.forEach(item -> edges.add(object("node", item)));
    return object(
        "nodes", nodes,
        "edges", edges,
        "pageInfo", object("hasNextPage", false, "endCursor", null));
  }

  private static ObjectNode camel(JsonNode body) {
    ObjectNode shown = object();
    body.properties()
        .forEach(
            m -> shown.set(camel(m.getKey()), m.getKey().isEmpty() ? body : inner(m.getValue())));
    return shown;
  }

  private static JsonNode inner(JsonNode value) {
    if (value.isObject()) {
      return camel(value);
    }
    if (value.isArray()) {
      ArrayNode list = array();
      value.forEach(item -> list.add(inner(item)));
      return list;
    }
    return value;
  }

  private static String camel(String name) {
    StringBuilder text = new StringBuilder();
    for (String word : name.split("_", -1)) {
      text.append(
          text.isEmpty() || word.isEmpty()
              ? word
              : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
    }
    return text.toString();
  }

  private static ObjectNode snake(JsonNode input) {
    ObjectNode body = object();
    input
        .properties()
        .forEach(
            m ->
                body.set(
                    m.getKey().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT),
                    m.getValue().isObject() ? snake(m.getValue()) : m.getValue()));
    return body;
  }

  /** Creates, or changes what the identifier names: an id, an email, a handle. */
  private static JsonNode set(Office office, Call call, String kind, GraphQl.Field field) {
    ObjectNode input = snake(field.arguments().path("input"));
    JsonNode identifier = field.arguments().path("identifier");
    String gid = input.path("id").asText(identifier.path("id").asText(""));
    String id = gid.substring(gid.lastIndexOf('/') + 1);
    input.remove("id");
    for (String by : List.of("email", "handle", "phone")) {
      String value = Json.text(identifier, by);
      for (Entry entry : value == null ? List.<Entry>of() : office.records().live(kind)) {
        id = entry.body().path(by).asText().equalsIgnoreCase(value) ? entry.id() : id;
      }
    }
    boolean update = !id.isEmpty();
    boolean wrong =
        update
            ? office.records().get(kind, id).isEmpty()
            : kind.equals("products")
                ? !input.has("title")
                : (!input.has("email") && !input.has("phone") && !input.has("last_name"))
                    || (input.has("email") && !input.path("email").asText().contains("@"));
    String name = Objects.requireNonNull(SINGULAR.get(kind));
    if (wrong) {
      return object(
          name,
          null,
          "userErrors",
          array(object("field", array("input"), "message", "is invalid", "code", "INVALID")));
    }
    Entry entry =
        update ? office.change(call, kind, id, input) : office.create(call, kind, input, null);
    return object(name, shown(entry), "userErrors", array());
  }

  private static JsonNode subscribe(Office office, GraphQl.Field field) {
    JsonNode about = field.arguments().path("webhookSubscription");
    String topic = field.text("topic", "").toLowerCase(Locale.ROOT).replaceFirst("_", "/");
    String url = about.path("uri").asText(about.path("callbackUrl").asText());
    Subscription made = office.subscription(url, null, object("topic", topic));
    office.subscribe(made);
    return object(
        "webhookSubscription",
            object("id", "gid://shopify/WebhookSubscription/" + made.id(), "topic", topic),
        "userErrors", array());
  }

  private static JsonNode unsubscribe(Office office, GraphQl.Field field) {
    String id = field.text("id", "");
    office.subscriptions().stream()
        .filter(subscription -> id.endsWith("/" + subscription.id()))
        .forEach(office::unsubscribe);
    return object("deletedWebhookSubscriptionId", id, "userErrors", array());
  }

  @Override
  public Optional<Hooks> hooks(Office office) {
    return Optional.of(new Topics(office.secret("shop")));
  }

  private record Topics(String shop) implements Hooks {
    @Override
    public List<Letter> letters(List<Change> changes, Subscription to) {
      String only = to.terms().path("topic").asText();
      List<Letter> letters = new ArrayList<>();
      for (Change change : changes) {
        for (String topic : topics(change)) {
          if (only.isEmpty() || only.equals(topic)) {
            letters.add(letter(change, topic));
          }
        }
      }
      return letters;
    }

    private static List<String> topics(Change change) {
      String kind = change.entry().kind();
      if (kind.equals("inventory_levels")) {
        return change.action() == Change.Action.DELETED ? List.of() : List.of(kind + "/update");
      }
      String updated = kind.equals("orders") ? "updated" : "update";
      List<String> topics = new ArrayList<>();
      topics.add(kind + "/" + change.word("create", updated, "delete"));
      List<String> changed = change.changedFields();
      JsonNode body = change.entry().body();
      if (kind.equals("orders") && change.action() != Change.Action.DELETED) {
        if (changed.contains("financial_status")
            && body.path("financial_status").asText().equals("paid")) {
          topics.add("orders/paid");
        }
        if (changed.contains("cancelled_at") && body.hasNonNull("cancelled_at")) {
          topics.add("orders/cancelled");
        }
      }
      return topics;
    }

    private Letter letter(Change change, String topic) {
      Entry entry = change.entry();
      String event = entry.id() + "-" + entry.version();
      JsonNode body =
          change.action() == Change.Action.DELETED
              ? object("id", Long.parseLong(entry.id()))
              : entry.body();
      return Letter.json(body, event + "-" + topic)
          .with(
              Map.of(
                  "X-Shopify-Topic",
                  topic,
                  "X-Shopify-Shop-Domain",
                  shop,
                  "X-Shopify-API-Version",
                  "2026-04",
                  "X-Shopify-Webhook-Id",
                  "hook-" + event + "-" + topic.replace('/', '-'),
                  "X-Shopify-Event-Id",
                  "event-" + event + "-" + topic.replace('/', '-'),
                  "X-Shopify-Triggered-At",
                  Times.millis(entry.updated())));
    }

    @Override
    public Signature signature() {
      return Signature.Hmac.base64("X-Shopify-Hmac-Sha256", "{body}");
    }
  }
}
