package io.mainstem.simulators.tools;

import static io.mainstem.simulators.json.Json.array;
import static io.mainstem.simulators.json.Json.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.simulators.api.Answer;
import io.mainstem.simulators.api.Call;
import io.mainstem.simulators.json.Json;
import io.mainstem.simulators.vendor.Brackets;
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
import io.mainstem.simulators.vendor.Vendor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stripe: lists newest first with {@code starting_after} and {@code has_more}, form bodies with
 * brackets, {@code Idempotency-Key}, a feed of events of the last 30 days, search; one whole event
 * a POST, signed with a time.
 */
public final class Stripe implements Vendor {
  private static final Set<String> NUMBERS =
      Set.of("amount", "unit_amount", "quantity", "due_date", "days_until_due", "amount_paid");
  private static final Set<String> TRUTHS = Set.of("active", "auto_advance", "captured", "paid");
  private static final Map<String, String> EVENTS =
      Map.of("disputes", "charge.dispute", "subscriptions", "customer.subscription");
  private static final Duration FEED = Duration.ofDays(30);

  @Override
  public String name() {
    return "stripe";
  }

  @Override
  public Map<String, String> secrets() {
    return Map.of("access_token", "sk_test_simulated", "webhook_secret", "whsec_simulated");
  }

  @Override
  public List<Kind> kinds() {
    List<Kind> kinds =
        new ArrayList<>(
            List.of(
                kind("customers", "cus_", Stripe::customer),
                kind("products", "prod_", Stripe::product),
                kind("invoices", "in_", Stripe::invoice),
                kind("payment_intents", "pi_", Stripe::intent),
                kind("charges", "ch_", Stripe::charge),
                kind("refunds", "re_", Stripe::refund),
                kind(
                    "invoiceitems",
                    "ii_",
                    n -> object("customer", id("cus_", n), "amount", 1000))));
    kinds.addAll(Invented.kinds("stripe", Stripe::stamp));
    return List.copyOf(kinds);
  }

  private static String id(String prefix, long n) {
    return prefix + String.format(Locale.ROOT, "1Sim%010d", n);
  }

  private static String singular(String kind) {
    return kind.equals("invoiceitems") ? "invoiceitem" : kind.substring(0, kind.length() - 1);
  }

  private static Kind kind(String name, String prefix, LongFunction<ObjectNode> sample) {
    return new Kind(name, n -> id(prefix, n), sample, Stripe::stamp);
  }

  private static void stamp(ObjectNode body, Entry entry) {
    String name = entry.kind();
    body.put("id", entry.id()).put("object", singular(name));
    boolean moved = name.equals("balance_transactions");
    if (!name.equals("refunds") && !moved) {
      body.put("livemode", false);
    }
    body.put("created", entry.created().getEpochSecond());
    if (!body.has("metadata") && !moved) {
      body.set("metadata", object());
    }
    if (name.equals("products")) {
      body.put("updated", entry.updated().getEpochSecond());
    }
    if (name.equals("invoices")) {
      completeInvoice(body, entry);
    }
  }

  private static void completeInvoice(ObjectNode body, Entry entry) {
    if (!body.has("status")) {
      body.put("status", "draft").put("currency", body.path("currency").asText("gbp"));
      body.put("number", (String) null);
    }
    if (!body.has("lines")) {
      body.set("lines", object("object", "list", "data", array(), "has_more", false));
      body.put("total", 0).put("subtotal", 0).put("amount_due", 0).put("amount_paid", 0);
    }
    if (!body.path("status").asText().equals("draft") && !body.hasNonNull("number")) {
      body.put("number", "SIM-" + String.format(Locale.ROOT, "%04d", entry.number()));
    }
    long due = body.path("amount_due").asLong();
    boolean paid = body.path("status").asText().equals("paid");
    body.put("amount_paid", paid ? due : 0).put("amount_remaining", paid ? 0 : due);
  }

  private static ObjectNode address(Cast who) {
    return object(
        "city",
        who.town(),
        "country",
        "GB",
        "line1",
        who.street(),
        "line2",
        null,
        "postal_code",
        who.postcode(),
        "state",
        null);
  }

  private static ObjectNode customer(long n) {
    Cast who = Cast.of(n);
    return object(
        "address", address(who),
        "balance", 0,
        "currency", "gbp",
        "delinquent", false,
        "description", null,
        "email", who.email(),
        "invoice_prefix", String.format(Locale.ROOT, "SIM%05d", n),
        "name", who.name(),
        "phone", who.phone(),
        "preferred_locales", array(),
        "tax_exempt", "none");
  }

  private static ObjectNode product(long n) {
    return object(
        "active",
        true,
        "description",
        "Lantern, size " + n,
        "images",
        array(),
        "name",
        "Lantern " + n,
        "type",
        "good",
        "url",
        null);
  }

  private static ObjectNode invoice(long n) {
    long pence = 25_000 + 1_050 * n;
    Cast who = Cast.of(n);
    return object(
        "collection_method",
        "send_invoice",
        "currency",
        "gbp",
        "customer",
        id("cus_", n),
        "customer_email",
        who.email(),
        "customer_name",
        who.name(),
        "description",
        "Design work",
        "due_date",
        1_775_000_000L,
        "status",
        n % 3 == 0 ? "paid" : "open",
        "total",
        pence,
        "subtotal",
        pence,
        "amount_due",
        pence,
        "lines",
        object(
            "object",
            "list",
            "data",
            array(
                object(
                    "id",
                    id("il_", n),
                    "object",
                    "line_item",
                    "amount",
                    pence,
                    "currency",
                    "gbp",
                    "description",
                    "Design work",
                    "quantity",
                    1)),
            "has_more",
            false,
            "url",
            "/v1/invoices/" + id("in_", n) + "/lines"));
  }

  private static ObjectNode intent(long n) {
    long pence = 1_999 + 100 * n;
    return object(
        "amount",
        pence,
        "amount_received",
        pence,
        "capture_method",
        "automatic",
        "currency",
        "gbp",
        "customer",
        id("cus_", n),
        "description",
        "Order " + n,
        "latest_charge",
        id("ch_", n),
        "payment_method_types",
        array("card"),
        "receipt_email",
        Cast.of(n).email(),
        "status",
        "succeeded");
  }

  private static ObjectNode charge(long n) {
    long pence = 1_999 + 100 * n;
    Cast who = Cast.of(n);
    return object(
        "amount",
        pence,
        "amount_captured",
        pence,
        "amount_refunded",
        0,
        "billing_details",
        object(
            "address", address(who),
            "email", who.email(),
            "name", who.name(),
            "phone", who.phone()),
        "captured",
        true,
        "currency",
        "gbp",
        "customer",
        id("cus_", n),
        "description",
        "Order " + n,
        "disputed",
        false,
        "failure_code",
        null,
        "paid",
        true,
        "payment_intent",
        id("pi_", n),
        "receipt_email",
        who.email(),
        "refunded",
        false,
        "status",
        "succeeded");
  }

  private static ObjectNode refund(long n) {
    return object(
        "amount",
        500,
        "charge",
        id("ch_", n),
        "currency",
        "gbp",
        "payment_intent",
        id("pi_", n),
        "reason",
        "requested_by_customer",
        "status",
        "succeeded");
  }

  @Override
  public String limit() {
    return "100/1s";
  }

  @Override
  public Answer refuse(Refusal refusal) {
    return switch (refusal.why()) {
      case UNAUTHENTICATED -> error(401, "invalid_request_error", null, "Invalid API Key provided");
      case FORBIDDEN -> error(403, "invalid_request_error", null, refusal.words());
      case NOT_FOUND -> error(404, "invalid_request_error", "resource_missing", refusal.words());
      case CONFLICT -> error(400, "idempotency_error", null, refusal.words());
      case RATE_LIMITED ->
          error(429, "invalid_request_error", "rate_limit", "Request rate limit exceeded.");
      case INVALID ->
          error(400, "invalid_request_error", refusal.code("parameter_invalid"), refusal.words());
    };
  }

  private static Answer error(int status, String type, @Nullable String code, String message) {
    return Answer.json(
        status, object("error", object("code", code, "message", message, "type", type)));
  }

  @Override
  public void open(Office office) {
    office.guardedBy(
        Credential.bearer(office.secret("access_token"))
            .or(Credential.basic(office.secret("access_token"), "")));
    String kinds = "/v1/(customers|products|invoices|payment_intents|charges|refunds|invoiceitems)";
    String read = "/v1/(balance_transactions|credit_notes|disputes|prices|subscriptions)";
    office
        .on("GET", "/v1/events", call -> page(call, "/v1/events", feed(office, call), office))
        .on("GET", kinds + "/search", call -> search(office, call))
        .on("GET", kinds, call -> list(office, call))
        .on("GET", kinds + "/([^/]+)", call -> one(office, call))
        .on("GET", read, call -> list(office, call))
        .on("GET", read + "/([^/]+)", call -> one(office, call))
        .on("POST", kinds, call -> write(office, call, () -> create(office, call)))
        .on("POST", kinds + "/([^/]+)", call -> write(office, call, () -> update(office, call)))
        .on(
            "POST",
            kinds + "/([^/]+)/([a-z]+)",
            call -> write(office, call, () -> act(office, call)))
        .on("DELETE", kinds + "/([^/]+)", call -> delete(office, call));
  }

  private static Answer list(Office office, Call call) {
    String kind = call.part(0);
    List<JsonNode> found = new ArrayList<>();
    for (Entry entry : office.records().live(kind).reversed()) {
      boolean wanted = fits(call, entry.body());
      for (String field : List.of("customer", "email", "status", "payment_intent")) {
        String asked = call.query(field);
        boolean any = field.equals("status") && "all".equals(asked);
        wanted &= asked == null || any || asked.equals(entry.body().path(field).asText());
      }
      if (wanted) {
        found.add(entry.body());
      }
    }
    return page(call, "/v1/" + kind, found, office);
  }

  private static boolean fits(Call call, JsonNode body) {
    long created = body.path("created").asLong();
    return created >= number(call.query("created[gte]"), Long.MIN_VALUE)
        && created > number(call.query("created[gt]"), Long.MIN_VALUE)
        && created <= number(call.query("created[lte]"), Long.MAX_VALUE)
        && created < number(call.query("created[lt]"), Long.MAX_VALUE);
  }

  private static long number(@Nullable String text, long otherwise) {
    try {
      return text == null ? otherwise : Long.parseLong(text);
    } catch (NumberFormatException notANumber) {
      throw new Refusal(Why.INVALID, "Invalid integer: " + text);
    }
  }

  private static Answer page(Call call, String url, List<JsonNode> all, Office office) {
    int size = office.capped(call.query("limit"), 10, 100);
    String after = call.query("starting_after");
    int from = 0;
    if (after != null) {
      while (from < all.size() && !all.get(from).path("id").asText().equals(after)) {
        from++;
      }
      if (from++ == all.size()) {
        throw new Refusal(Why.INVALID, "resource_missing", "No such object: " + after);
      }
    }
    Slice<JsonNode> slice = Slice.at(all, from, size);
    return Answer.json(
        200, object("object", "list", "data", slice.items(), "has_more", slice.more(), "url", url));
  }

  private static List<JsonNode> feed(Office office, Call call) {
    List<JsonNode> events = new ArrayList<>();
    Instant since = office.now().minus(FEED);
    String type = call.query("type", call.query("types[]", ""));
    for (Change change : office.history().reversed()) {
      for (ObjectNode event : events(change).reversed()) {
        String kind = event.path("type").asText();
        boolean wanted =
            type.isEmpty()
                || List.of(type.split(",")).contains(kind)
                || (type.endsWith("*") && kind.startsWith(type.substring(0, type.length() - 1)));
        if (wanted && change.entry().updated().isAfter(since) && fits(call, event)) {
          events.add(event);
        }
      }
    }
    return events;
  }

  private static Answer search(Office office, Call call) {
    List<JsonNode> found = new ArrayList<>();
    for (Entry entry : office.records().live(call.part(0)).reversed()) {
      if (matches(call.query("query", ""), entry.body())) {
        found.add(entry.body());
      }
    }
    Slice<JsonNode> slice =
        Slice.after(found, call.query("page"), office.capped(call.query("limit"), 10, 100));
    return Answer.json(
        200,
        object(
            "object", "search_result",
            "data", slice.items(),
            "has_more", slice.more(),
            "next_page", slice.next(),
            "url", "/v1/" + call.part(0) + "/search"));
  }

  /** {@code email:'a@b.c' AND metadata['key']:'value'}. */
  private static boolean matches(String query, JsonNode body) {
    for (String term : query.split(" AND ", -1)) {
      String[] sides = term.strip().split("[:=]", 2);
      if (sides.length != 2) {
        throw new Refusal(Why.INVALID, "We were unable to parse your search query.");
      }
      String path = "/" + sides[0].replaceAll("\\[['\"](.*)['\"]\\]", "/$1");
      String wanted = sides[1].replaceAll("^['\"]|['\"]$", "");
      if (!body.at(path).asText().equalsIgnoreCase(wanted)) {
        return false;
      }
    }
    return true;
  }

  private static Answer one(Office office, Call call) {
    Entry entry =
        office
            .records()
            .any(call.part(0), call.part(1))
            .orElseThrow(
                () ->
                    new Refusal(
                        Why.NOT_FOUND,
                        "No such " + singular(call.part(0)) + ": '" + call.part(1) + "'"));
    return Answer.json(200, entry.deleted() ? gone(entry) : entry.body());
  }

  private static ObjectNode gone(Entry entry) {
    return object("id", entry.id(), "object", singular(entry.kind()), "deleted", true);
  }

  private static Answer write(Office office, Call call, Supplier<Answer> write) {
    String key = call.header("Idempotency-Key");
    AtomicInteger fresh = new AtomicInteger();
    Answer answer =
        office.once(
            key,
            call,
            () -> {
              fresh.incrementAndGet();
              return write.get();
            });
    return fresh.get() == 1 ? answer : answer.with("Idempotent-Replayed", "true");
  }

  private static ObjectNode typed(ObjectNode form) {
    form.remove("expand");
    for (String name : List.copyOf(form.propertyStream().map(Map.Entry::getKey).toList())) {
      JsonNode value = form.path(name);
      if (NUMBERS.contains(name) && value.isTextual()) {
        form.put(name, number(value.asText(), 0));
      } else if (TRUTHS.contains(name)) {
        form.put(name, value.asText().equals("true"));
      }
    }
    return form;
  }

  private static Answer create(Office office, Call call) {
    String kind = call.part(0);
    ObjectNode body = typed(Brackets.read(call.body()));
    String customer = Json.text(body, "customer");
    if (customer != null && office.records().get("customers", customer).isEmpty()) {
      throw new Refusal(Why.INVALID, "resource_missing", "No such customer: '" + customer + "'");
    }
    for (String required :
        switch (kind) {
          case "payment_intents" -> List.of("amount", "currency");
          case "products" -> List.of("name");
          case "invoices", "invoiceitems" -> List.of("customer");
          default -> List.<String>of();
        }) {
      if (!body.has(required)) {
        throw new Refusal(
            Why.INVALID, "parameter_missing", "Missing required param: " + required + ".");
      }
    }
    if (kind.equals("payment_intents") && !body.has("status")) {
      body.put("status", "requires_payment_method").put("amount_received", 0);
    }
    Entry made = office.create(call, kind, body, call.header("Idempotency-Key"));
    String invoice = Json.text(body, "invoice");
    if (kind.equals("invoiceitems") && invoice != null) {
      addLine(office, call, invoice, made);
    }
    return Answer.json(200, made.body());
  }

  private static void addLine(Office office, Call call, String invoice, Entry item) {
    ObjectNode body = office.found("invoices", invoice).copy();
    long amount = item.body().path("amount").asLong();
    body.withObjectProperty("lines")
        .withArrayProperty("data")
        .add(
            object(
                "id",
                "il_" + item.id(),
                "object",
                "line_item",
                "amount",
                amount,
                "currency",
                body.path("currency"),
                "description",
                item.body().path("description"),
                "quantity",
                1));
    long total = body.path("total").asLong() + amount;
    body.put("total", total).put("subtotal", total).put("amount_due", total);
    office.put(call, "invoices", invoice, body);
  }

  private static Answer update(Office office, Call call) {
    ObjectNode patch = typed(Brackets.read(call.body()));
    return Answer.json(200, office.change(call, call.part(0), call.part(1), patch).body());
  }

  private static Answer act(Office office, Call call) {
    Entry held = office.found(call.part(0), call.part(1));
    String status =
        switch (call.part(2)) {
          case "finalize", "send" -> "open";
          case "pay" -> "paid";
          case "void" -> "void";
          case "confirm", "capture" -> "succeeded";
          case "cancel" -> "canceled";
          default -> throw new Refusal(Why.NOT_FOUND, "Unrecognized request URL");
        };
    if (held.body().path("status").asText().equals(status)) {
      throw new Refusal(Why.INVALID, "invoice_not_editable", "The status is already " + status);
    }
    return Answer.json(
        200, office.change(call, held.kind(), held.id(), object("status", status)).body());
  }

  private static Answer delete(Office office, Call call) {
    return Answer.json(200, gone(office.delete(call, call.part(0), call.part(1))));
  }

  /** The events of a change, as the webhooks and the feed give them. */
  static List<ObjectNode> events(Change change) {
    Entry entry = change.entry();
    if (entry.kind().equals("balance_transactions")) {
      return List.of(); // of these no event tells
    }
    String object = EVENTS.getOrDefault(entry.kind(), singular(entry.kind()));
    String status = entry.body().path("status").asText();
    String before = change.before() == null ? "" : change.before().body().path("status").asText();
    List<String> types = new ArrayList<>();
    types.add(object + "." + change.word("created", "updated", "deleted"));
    if (change.action() != Change.Action.DELETED && !status.equals(before)) {
      switch (object + " " + status) {
        case "invoice paid" -> types.add("invoice.paid");
        case "invoice open" -> types.add("invoice.finalized");
        case "invoice void" -> types.add("invoice.voided");
        case "payment_intent succeeded" -> types.add("payment_intent.succeeded");
        case "payment_intent canceled" -> types.add("payment_intent.canceled");
        case "charge succeeded" -> types.set(0, "charge.succeeded");
        case "charge failed" -> types.set(0, "charge.failed");
        default -> {}
      }
    }
    if (change.changedFields().contains("amount_refunded") && change.before() != null) {
      types.add("charge.refunded");
    }
    List<ObjectNode> events = new ArrayList<>();
    for (String type : types) {
      ObjectNode data = object("object", entry.body());
      if (change.before() != null && type.endsWith("updated")) {
        data.set("previous_attributes", change.previous());
      }
      events.add(
          object(
              "id",
              "evt_" + entry.id() + "v" + entry.version() + "n" + events.size(),
              "object",
              "event",
              "api_version",
              "2025-08-27.basil",
              "created",
              entry.updated().getEpochSecond(),
              "data",
              data,
              "livemode",
              false,
              "pending_webhooks",
              1,
              "request",
              object("id", null, "idempotency_key", null),
              "type",
              type));
    }
    return events;
  }

  @Override
  public Optional<Hooks> hooks(Office office) {
    return Optional.of(
        new Hooks() {
          @Override
          public List<Letter> letters(List<Change> changes, Subscription to) {
            return changes.stream()
                .flatMap(change -> events(change).stream())
                .map(event -> Letter.json(event, event.path("id").asText()))
                .toList();
          }

          @Override
          public Signature signature() {
            return Signature.Hmac.hex("Stripe-Signature", "{ts}.{body}").shown("t={ts},v1={sig}");
          }
        });
  }
}
