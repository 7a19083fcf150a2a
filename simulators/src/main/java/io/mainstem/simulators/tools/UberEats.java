package io.mainstem.simulators.tools;

import static io.mainstem.simulators.json.Json.array;
import static io.mainstem.simulators.json.Json.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.simulators.api.Answer;
import io.mainstem.simulators.api.Call;
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
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Uber Eats: client credentials, thin notifications that name the order to fetch, and an order that
 * must be accepted or denied within eleven and a half minutes.
 */
public final class UberEats implements Vendor {
  private static final String STORE = "c1f2b3a4-55aa-4d6e-9f00-0123456789ab";
  private static final Duration TO_ANSWER = Duration.ofMinutes(11).plusSeconds(30);

  @Override
  public String name() {
    return "ubereats";
  }

  @Override
  public Map<String, String> secrets() {
    return Map.of(
        "client_id", "uber-client",
        "client_secret", "uber-client-secret",
        "store_id", STORE,
        "webhook_secret", "uber-client-secret");
  }

  @Override
  public List<Kind> kinds() {
    return List.of(
        new Kind(
            "orders",
            n -> UUID.nameUUIDFromBytes(("uber" + n).getBytes(StandardCharsets.UTF_8)).toString(),
            UberEats::order,
            (body, entry) -> {
              body.put("id", entry.id());
              body.put("display_id", entry.id().substring(0, 5).toUpperCase(Locale.ROOT));
              body.put("placed_at", Times.seconds(entry.created()));
              if (entry.deleted()) {
                body.put("current_state", "CANCELED");
              }
            }),
        new Kind(
            "stores",
            n ->
                n == 1
                    ? STORE
                    : UUID.nameUUIDFromBytes(("store" + n).getBytes(StandardCharsets.UTF_8))
                        .toString(),
            UberEats::store,
            (body, entry) -> body.put("store_id", entry.id()).put("id", entry.id()),
            false));
  }

  private static ObjectNode money(long pence) {
    return object(
        "amount",
        pence,
        "currency_code",
        "GBP",
        "formatted_amount",
        "£" + BigDecimal.valueOf(pence, 2));
  }

  private static ObjectNode order(long n) {
    long price = 1_150 + 10 * n;
    return object(
        "external_reference_id", "",
        "current_state", "CREATED",
        "type", "DELIVERY_BY_UBER",
        "brand", "UBER_EATS",
        "store", object("id", STORE, "name", "Lantern Lane Kitchen"),
        "eater",
            object(
                "first_name", Cast.of(n).given(),
                "last_name", Cast.of(n).family().substring(0, 1),
                "phone", Cast.of(n).phone(),
                "phone_code", "123 45 678"),
        "cart",
            object(
                "items",
                array(
                    object(
                        "id",
                        "PIE-1",
                        "instance_id",
                        "instance-" + n,
                        "title",
                        "Leek pie",
                        "external_data",
                        "PIE-1",
                        "quantity",
                        2,
                        "price",
                        object("unit_price", money(price), "total_price", money(2 * price)),
                        "selected_modifier_groups",
                        array()))),
        "payment",
            object(
                "charges",
                object(
                    "total", money(2 * price),
                    "sub_total", money(2 * price),
                    "tax", money(0),
                    "total_fee", money(0))),
        "estimated_ready_for_pickup_at", "2026-03-02T19:30:00Z");
  }

  @Override
  public String limit() {
    return "100/1s";
  }

  @Override
  public Answer refuse(Refusal refusal) {
    return Answer.json(
        refusal.status(),
        object(
            "code", refusal.code(refusal.why().name().toLowerCase(Locale.ROOT)),
            "message", refusal.words()));
  }

  @Override
  public void open(Office office) {
    Tokens tokens = office.tokens(Duration.ofDays(30), false);
    office.guardedBy(Credential.bearer(tokens));
    String orders = "/v1/eats/orders/([^/]+)/";
    office
        .open("POST", "/oauth/v2/token", call -> tokens.answer(call, object("scope", "eats.order")))
        .on("GET", "/v1/eats/stores", call -> stores(office, call))
        .on(
            "GET",
            "/v1/eats/stores/([^/]+)",
            call -> Answer.json(200, office.found("stores", call.part(0)).body()))
        .on("GET", "/v1/eats/stores/([^/]+)/created-orders", call -> created(office, call.part(0)))
        .on(
            "GET",
            "/v[12]/eats/orders?/([^/]+)",
            call -> Answer.json(200, office.found("orders", call.part(0)).body()))
        .on("POST", orders + "accept_pos_order", call -> answer(office, call, "ACCEPTED"))
        .on("POST", orders + "deny_pos_order", call -> answer(office, call, "DENIED"))
        .on("POST", orders + "cancel", call -> answer(office, call, "CANCELED"));
  }

  private static Answer stores(Office office, Call call) {
    int size = office.capped(call.query("limit"), 50, 900);
    Slice<Entry> slice =
        Slice.after(office.records().live("stores"), call.query("start_key"), size);
    return Answer.json(
        200,
        object(
            "stores",
            slice.items().stream().<JsonNode>map(Entry::body).toList(),
            "next_key",
            slice.next()));
  }

  private static ObjectNode store(long n) {
    Cast who = Cast.of(n);
    return object(
        "name",
        "Lantern Lane Kitchen",
        "status",
        "active",
        "timezone",
        "Europe/London",
        "contact_emails",
        array(who.email()),
        "location",
        object(
            "address",
            who.street(),
            "city",
            who.town(),
            "country",
            "GB",
            "postal_code",
            who.postcode(),
            "latitude",
            new BigDecimal("53.79"),
            "longitude",
            new BigDecimal("-1.54")));
  }

  private static Answer created(Office office, String store) {
    List<JsonNode> waiting = new ArrayList<>();
    for (Entry entry : office.records().live("orders")) {
      if (entry.body().path("current_state").asText().equals("CREATED")
          && entry.body().at("/store/id").asText().equals(store)) {
        waiting.add(
            object(
                "id", entry.id(),
                "current_state", "CREATED",
                "placed_at", entry.body().path("placed_at")));
      }
    }
    return Answer.json(200, object("orders", waiting));
  }

  private static Answer answer(Office office, Call call, String state) {
    Entry order = office.found("orders", call.part(0));
    String now = order.body().path("current_state").asText();
    boolean open = now.equals("CREATED") || (now.equals("ACCEPTED") && state.equals("CANCELED"));
    if (!open) {
      throw new Refusal(Why.CONFLICT, "order_already_" + now.toLowerCase(Locale.ROOT), now);
    }
    if (order.created().plus(TO_ANSWER).isBefore(office.now())) {
      throw new Refusal(Why.CONFLICT, "order_timed_out", "the order was not answered in time");
    }
    JsonNode body = call.body().isBlank() ? object() : Office.body(call);
    if (state.equals("DENIED") && !body.has("reason")) {
      throw new Refusal(Why.INVALID, "reason is required");
    }
    ObjectNode patch = object("current_state", state);
    if (body.has("external_reference_id")) {
      patch.set("external_reference_id", body.path("external_reference_id"));
    }
    office.change(call, "orders", order.id(), patch);
    return Answer.empty(204);
  }

  @Override
  public Optional<Hooks> hooks(Office office) {
    return Optional.of(
        new Hooks() {
          @Override
          public List<Letter> letters(List<Change> changes, Subscription to) {
            return changes.stream().map(change -> letter(change, office)).toList();
          }

          @Override
          public Signature signature() {
            return Signature.Hmac.hex("X-Uber-Signature", "{body}");
          }
        });
  }

  private static Letter letter(Change change, Office office) {
    Entry entry = change.entry();
    String id =
        UUID.nameUUIDFromBytes(
                ("uber" + entry.id() + "v" + entry.version()).getBytes(StandardCharsets.UTF_8))
            .toString();
    return Letter.json(
            object(
                "event_id", id,
                "event_type",
                    change.word("orders.notification", "orders.notification", "orders.cancel"),
                "event_time", entry.updated().getEpochSecond(),
                "meta", object("user_id", STORE, "resource_id", entry.id(), "status", "pos"),
                "resource_href", office.address() + "/v2/eats/order/" + entry.id()),
            id)
        .with(Map.of("X-Environment", "production"));
  }
}
