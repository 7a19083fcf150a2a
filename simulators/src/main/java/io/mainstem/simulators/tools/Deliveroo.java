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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Deliveroo's order API: client credentials, whole orders in webhooks signed over a sequence id and
 * the body, an order to be accepted within minutes and its sync status to be told.
 */
public final class Deliveroo implements Vendor {
  private static final Duration TO_ANSWER = Duration.ofMinutes(10);
  private static final Set<String> ANSWERS = Set.of("accepted", "rejected", "confirmed");

  @Override
  public String name() {
    return "deliveroo";
  }

  @Override
  public Map<String, String> secrets() {
    return Map.of(
        "client_id", "roo-client",
        "client_secret", "roo-client-secret",
        "brand_id", "lantern-lane-gb",
        "location_id", "1001",
        "webhook_secret", "roo-webhook-secret");
  }

  @Override
  public List<Kind> kinds() {
    return List.of(
        new Kind(
            "orders",
            n -> "gb:" + UUID.nameUUIDFromBytes(("roo" + n).getBytes(StandardCharsets.UTF_8)),
            Deliveroo::order,
            (body, entry) -> {
              body.put("id", entry.id());
              body.put("order_number", String.valueOf(4_000 + entry.number()));
              body.put("display_id", String.valueOf(4_000 + entry.number()));
              if (entry.deleted()) {
                body.put("status", "canceled");
              }
              ArrayNode log = body.withArrayProperty("status_log");
              String last = log.isEmpty() ? "" : log.get(log.size() - 1).path("status").asText();
              if (!last.equals(body.path("status").asText())) {
                log.add(object("at", Times.millis(entry.updated()), "status", body.path("status")));
              }
            }));
  }

  private static ObjectNode money(long pence) {
    return object("fractional", pence, "currency_code", "GBP");
  }

  private static ObjectNode order(long n) {
    long price = 1_050 + 10 * n;
    return object(
        "location_id",
        "1001",
        "brand_id",
        "lantern-lane-gb",
        "status",
        "placed",
        "prepare_for",
        "2026-03-02T19:30:00Z",
        "start_preparing_at",
        "2026-03-02T19:10:00Z",
        "fulfillment_type",
        "deliveroo",
        "order_notes",
        "",
        "cutlery_notes",
        "no_cutlery",
        "asap",
        true,
        "subtotal",
        money(2 * price),
        "total_price",
        money(2 * price),
        "partner_order_subtotal",
        money(2 * price),
        "partner_order_total",
        money(2 * price),
        "promotions",
        array(),
        "customer",
        object(
            "first_name", Cast.of(n).given(),
            "contact_number", Cast.of(n).phone(),
            "contact_access_code", String.valueOf(100_000 + n)),
        "items",
        array(
            object(
                "pos_item_id",
                "PIE-1",
                "name",
                "Leek pie",
                "operational_name",
                "Leek pie",
                "unit_price",
                money(price),
                "total_unit_price",
                money(price),
                "quantity",
                2,
                "modifiers",
                array())));
  }

  @Override
  public String limit() {
    return "100/1s";
  }

  @Override
  public Answer refuse(Refusal refusal) {
    return Answer.json(
        refusal.status(),
        object("code", refusal.code("ERR_" + refusal.why()), "message", refusal.words()));
  }

  @Override
  public void open(Office office) {
    Tokens tokens = office.tokens(Duration.ofMinutes(5), false);
    office.guardedBy(Credential.bearer(tokens));
    String orders = "/order/v[12]/orders/([^/]+)";
    office
        .open("POST", "/oauth2/token", call -> tokens.answer(call, object()))
        .on("GET", "/order/v2/brand/[^/]+/restaurant/[^/]+/orders", call -> list(office, call))
        .on("GET", orders, call -> Answer.json(200, office.found("orders", call.part(0)).body()))
        .on("PATCH", orders, call -> answer(office, call))
        .on("POST", orders + "/sync_status", call -> synced(office, call));
  }

  private static Answer list(Office office, Call call) {
    Instant since = Times.read(call.query("start_date")).orElse(Instant.MIN);
    List<Entry> found = office.records().where("orders", e -> !e.created().isBefore(since));
    Slice<Entry> slice =
        Slice.after(found, call.query("cursor"), office.capped(call.query("limit"), 50, 100));
    return Answer.json(
        200,
        object(
            "orders", slice.items().stream().<JsonNode>map(Entry::body).toList(),
            "next", slice.next()));
  }

  private static Answer answer(Office office, Call call) {
    String status = Json.text(Office.body(call), "status");
    if (status == null || !ANSWERS.contains(status)) {
      throw new Refusal(
          Why.INVALID, "status: " + status + " (one of accepted, rejected, confirmed)");
    }
    Entry order = office.found("orders", call.part(0));
    String now = order.body().path("status").asText();
    if (!now.equals("placed") && !(now.equals("accepted") && status.equals("confirmed"))) {
      throw new Refusal(Why.CONFLICT, "ERR_ORDER_STATE", "the order is already " + now);
    }
    if (order.created().plus(TO_ANSWER).isBefore(office.now())) {
      throw new Refusal(Why.CONFLICT, "ERR_TOO_LATE", "the order was not answered in time");
    }
    office.change(call, "orders", order.id(), object("status", status));
    return Answer.empty(204);
  }

  private static Answer synced(Office office, Call call) {
    ObjectNode body = Office.body(call);
    if (!body.path("status").asText().matches("succeeded|failed") || !body.has("occurred_at")) {
      throw new Refusal(Why.INVALID, "status and occurred_at are required");
    }
    office.change(
        call, "orders", call.part(0), object("sync_status", body.path("status").asText()));
    return Answer.empty(200);
  }

  @Override
  public Optional<Hooks> hooks(Office office) {
    return Optional.of(
        new Hooks() {
          @Override
          public List<Letter> letters(List<Change> changes, Subscription to) {
            return changes.stream().map(Deliveroo::letter).toList();
          }

          @Override
          public Signature signature() {
            return Signature.Hmac.hex(
                "x-deliveroo-hmac-sha256", "{x-deliveroo-sequence-guid} {body}");
          }
        });
  }

  private static Letter letter(Change change) {
    Entry entry = change.entry();
    String guid =
        UUID.nameUUIDFromBytes(
                (entry.id() + "v" + entry.version()).getBytes(StandardCharsets.UTF_8))
            .toString();
    String event = change.word("order.new", "order.status_update", "order.status_update");
    return Letter.json(object("event", event, "body", object("order", entry.body())), guid)
        .with(Map.of("x-deliveroo-sequence-guid", guid));
  }
}
