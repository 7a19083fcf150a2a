package io.mainstem.simulators.story;

import static io.mainstem.simulators.json.Json.array;
import static io.mainstem.simulators.json.Json.object;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.simulators.business.Calendar;
import io.mainstem.simulators.tools.Mailchimp;
import io.mainstem.simulators.vendor.Cast;
import io.mainstem.simulators.vendor.Times;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Lantern and Loom, an online shop for lamps and linen: orders paid by card, a trade counter billed
 * by invoice, tickets, a newsletter, and a warehouse that drops its stock list every night.
 */
final class OnlineShop {
  private static final List<Ware> WARES =
      List.of(
          new Ware(1, "LMP-001", "A-01", "Table lamp, brass", 6_400, "18.50", 160),
          new Ware(2, "LMP-002", "A-02", "Floor lamp, oak", 14_900, "46.00", 90),
          new Ware(3, "LMP-003", "A-03", "Desk lamp, green", 4_900, "14.20", 140),
          new Ware(4, "LMP-004", "A-04", "Lantern, small", 2_500, "6.80", 220),
          new Ware(5, "LIN-001", "B-01", "Linen throw, flax", 8_200, "27.00", 120),
          new Ware(6, "LIN-002", "B-02", "Linen napkins, four", 3_200, "9.10", 200),
          new Ware(7, "LIN-003", "B-03", "Table cloth, long", 9_600, "31.40", 80),
          new Ware(8, "BLB-001", "C-01", "Bulb, warm", 700, "1.90", 600));
  private static final List<String> WATCH =
      List.of(
          "an order is one record: its card payment (payments), a draft invoice (accounting), a"
              + " message (chat)",
          "a buyer is one person in shop, payments, support, marketing and accounting, however each"
              + " spells the name",
          "stock comes every night from the warehouse's list",
          "held back for a person: an order and a ticket of unknown status, bulbs not counted");
  private static final List<Seat> SEATS =
      List.of(
          new Seat(
              "shopify",
              "shop",
              Map.of(
                  "access_token", "SHOPIFY_ACCESS_TOKEN",
                  "webhook_secret", "SHOPIFY_WEBHOOK_SECRET",
                  "shop", "SHOPIFY_SHOP=lantern-and-loom.myshopify.example"),
              null),
          new Seat(
              "stripe",
              "payments",
              Map.of("access_token", "STRIPE_API_KEY", "webhook_secret", "STRIPE_WEBHOOK_SECRET"),
              null),
          new Seat(
              "xero",
              "accounting",
              Map.of(
                  "access_token", "XERO_ACCESS_TOKEN",
                  "tenant_id", "XERO_TENANT_ID",
                  "webhook_secret", "XERO_WEBHOOK_KEY"),
              null),
          new Seat(
              "zendesk",
              "support",
              Map.of(
                  "email", "ZENDESK_EMAIL=integration@lantern-and-loom.example",
                  "api_token", "ZENDESK_API_TOKEN",
                  "webhook_secret", "ZENDESK_WEBHOOK_SECRET"),
              null),
          new Seat(
              "mailchimp",
              "marketing",
              Map.of("api_key", "MAILCHIMP_API_KEY"),
              "MAILCHIMP_WEBHOOK_SECRET"),
          new Seat(
              "slack",
              "chat",
              Map.of("access_token", "SLACK_BOT_TOKEN", "channel", "SLACK_CHANNEL"),
              null));
  private static final List<Measure> MEASURES =
      List.of(
          new Measure("orders by payment", "shopify", "orders", "financial_status", null),
          new Measure(
              "order value by payment", "shopify", "orders", "financial_status", "total_price"),
          new Measure("payments by status", "stripe", "payment_intents", "status", null),
          new Measure("pence taken by status", "stripe", "payment_intents", "status", "amount"),
          new Measure("refunded pence", "stripe", "refunds", "status", "amount"),
          new Measure("trade invoices", "xero", "Invoices", "Status", null),
          new Measure("tickets by status", "zendesk", "tickets", "status", null),
          new Measure("newsletter", "mailchimp", "members", "status", null));

  private final Script script;
  private final List<Buyer> buyers = new ArrayList<>();
  private final Map<Integer, Integer> stock = new TreeMap<>();
  private int orders;
  private int tickets;

  private record Ware(
      int number, String sku, String bin, String title, long pence, String cost, int stock) {}

  private record Buyer(Cast who, String shopId, String stripeId, String supportId) {}

  private OnlineShop(Script script) {
    this.script = script;
  }

  static Story story(long seed, int days) {
    OnlineShop shop = new OnlineShop(new Script(seed, days));
    shop.open();
    for (int day = 0; day < days; day++) {
      shop.day(day);
    }
    return shop.script.story(
        "online-shop", "Lantern & Loom", WATCH, SEATS, "WAREHOUSE_FOLDER", MEASURES);
  }

  private void open() {
    Instant at = Script.at(-1, 12, 0);
    for (Ware ware : WARES) {
      stock.put(ware.number(), ware.stock());
      script.put(-1, at, "shopify", "products", productId(ware), product(ware));
    }
    for (int i = 0; i < 24; i++) {
      meet(-1, at, i % 3 != 0);
    }
    for (int n = 1; n <= 6; n++) {
      Buyer buyer = buyers.get(n);
      script.put(
          -1,
          at,
          "xero",
          "Contacts",
          xeroId("contact", n),
          object(
              "Name", buyer.who().family() + ", " + buyer.who().given(),
              "FirstName", buyer.who().given(),
              "LastName", buyer.who().family(),
              "EmailAddress", buyer.who().email(),
              "Phones", array(),
              "ContactStatus", "ACTIVE"));
      support(-1, at, buyer);
    }
    stockList(-1);
    script.dayWritten();
  }

  private void day(int day) {
    int many = 12 + script.roll(7);
    long pence = 0;
    for (int i = 0; i < many; i++) {
      Instant at = Script.at(day, 8, 0).plusSeconds(60L * script.roll(13 * 60));
      Buyer buyer = script.roll(4) == 0 ? meet(day, at, script.roll(2) == 0) : script.pick(buyers);
      pence += order(day, at, buyer);
    }
    for (int i = script.roll(3); i >= 0; i--) {
      ticket(day, Script.at(day, 9 + script.roll(8), script.roll(60)), script.pick(buyers));
    }
    tradeInvoice(day);
    planted(day);
    stockList(day);
    script.told(day, 23, many + " orders, £" + pounds(pence));
    script.dayWritten();
  }

  private static String pounds(long pence) {
    return BigDecimal.valueOf(pence, 2).toPlainString();
  }

  private static String productId(Ware ware) {
    return String.valueOf(8_200_000_000_000L + ware.number());
  }

  private static String xeroId(String what, int n) {
    return UUID.nameUUIDFromBytes(("lantern " + what + n).getBytes(StandardCharsets.UTF_8))
        .toString();
  }

  private static ObjectNode product(Ware ware) {
    return object(
        "title",
        ware.title(),
        "handle",
        ware.sku().toLowerCase(Locale.ROOT),
        "vendor",
        "Lantern & Loom",
        "product_type",
        ware.sku().startsWith("LIN") ? "Linen" : "Lamp",
        "status",
        "active",
        "variants",
        array(
            object(
                "id",
                44_200_000_000_000L + ware.number(),
                "product_id",
                8_200_000_000_000L + ware.number(),
                "title",
                "Default Title",
                "price",
                pounds(ware.pence()),
                "sku",
                ware.sku(),
                "inventory_quantity",
                ware.stock(),
                "taxable",
                true,
                "requires_shipping",
                true)));
  }

  /**
   * Someone new: the shop spells the name as given, payments in capitals, the newsletter by halves.
   */
  private Buyer meet(int day, Instant at, boolean newsletter) {
    Cast who = script.stranger();
    int n = buyers.size() + 1;
    Buyer buyer =
        new Buyer(
            who,
            String.valueOf(7_200_000_000_000L + n),
            "cus_LL" + String.format(Locale.ROOT, "%08d", n),
            String.valueOf(1_510_000_000_000L + n));
    buyers.add(buyer);
    script.put(day, at, "shopify", "customers", buyer.shopId(), customer(buyer));
    script.put(
        day,
        at,
        "stripe",
        "customers",
        buyer.stripeId(),
        object(
            "email", who.email(),
            "name", who.name().toUpperCase(Locale.ROOT),
            "phone", who.phone()));
    if (newsletter) {
      script.put(
          day,
          at,
          "mailchimp",
          "members",
          Mailchimp.md5(who.email()),
          object(
              "email_address",
              who.email().substring(0, 1).toUpperCase(Locale.ROOT) + who.email().substring(1),
              "status",
              "subscribed",
              "merge_fields",
              object("FNAME", who.given(), "LNAME", "", "PHONE", "")));
    }
    return buyer;
  }

  private static ObjectNode customer(Buyer buyer) {
    Cast who = buyer.who();
    return object(
        "email", who.email(),
        "first_name", who.given(),
        "last_name", who.family(),
        "phone", who.phone(),
        "orders_count", 0,
        "total_spent", "0.00",
        "default_address", address(who),
        "addresses", array(address(who)));
  }

  private static ObjectNode address(Cast who) {
    return object(
        "first_name", who.given(),
        "last_name", who.family(),
        "name", who.name(),
        "address1", who.street(),
        "city", who.town(),
        "zip", who.postcode(),
        "country", "United Kingdom",
        "country_code", "GB",
        "phone", who.phone());
  }

  /**
   * Placed unpaid, paid within a minute, sent the next morning; the card payment names the order.
   */
  private long order(int day, Instant at, Buyer buyer) {
    int n = ++orders;
    String id = String.valueOf(5_200_000_000_000L + n);
    ArrayNode lines = array();
    long goods = 0;
    int wares = 1 + script.roll(3);
    int first = script.roll(WARES.size());
    for (int i = 0; i < wares; i++) {
      Ware ware = WARES.get((first + i) % WARES.size());
      int quantity = 1 + script.roll(2);
      goods += quantity * ware.pence();
      stock.merge(ware.number(), -quantity, Integer::sum);
      lines.add(
          object(
              "id",
              13_200_000_000_000L + 10L * n + i,
              "product_id",
              8_200_000_000_000L + ware.number(),
              "variant_id",
              44_200_000_000_000L + ware.number(),
              "title",
              ware.title(),
              "name",
              ware.title(),
              "sku",
              ware.sku(),
              "quantity",
              quantity,
              "price",
              pounds(ware.pence()),
              "total_discount",
              "0.00",
              "taxable",
              true,
              "fulfillment_status",
              null));
    }
    long total = goods + 395;
    ObjectNode order = orderBody(n, at, buyer, lines, goods, total);
    script.put(day, at, "shopify", "orders", id, order);
    pay(day, at.plusSeconds(40), n, id, buyer, total);
    if (script.roll(12) == 0) {
      refund(day + 2, n, id, total);
    } else {
      Instant sent = Script.at(day + 1, 8, script.roll(60));
      script.put(day + 1, sent, "shopify", "orders", id, object("fulfillment_status", "fulfilled"));
    }
    return total;
  }

  private static ObjectNode orderBody(
      int n, Instant at, Buyer buyer, ArrayNode lines, long goods, long total) {
    Cast who = buyer.who();
    ObjectNode customer = customer(buyer);
    customer.remove("addresses");
    customer.put("id", Long.parseLong(buyer.shopId()));
    return object(
        "name", "#" + (1000 + n),
        "order_number", 1000 + n,
        "email", who.email(),
        "contact_email", who.email(),
        "phone", null,
        "processed_at", Times.offset(at),
        "currency", "GBP",
        "financial_status", "pending",
        "fulfillment_status", null,
        "taxes_included", true,
        "subtotal_price", pounds(goods),
        "total_line_items_price", pounds(goods),
        "total_discounts", "0.00",
        "total_price", pounds(total),
        "current_total_price", pounds(total),
        "total_tax", pounds(total / 6),
        "total_price_set", money(total),
        "total_shipping_price_set", money(395),
        "customer", customer,
        "billing_address", address(who),
        "shipping_address", address(who),
        "shipping_lines", array(object("title", "Standard", "price", "3.95")),
        "line_items", lines);
  }

  private static ObjectNode money(long pence) {
    ObjectNode amount = object("amount", pounds(pence), "currency_code", "GBP");
    return object("shop_money", amount, "presentment_money", amount);
  }

  private void pay(int day, Instant at, int n, String orderId, Buyer buyer, long total) {
    boolean short1 = n == 41;
    long taken = short1 ? total - 1_000 : total;
    ObjectNode metadata = object("order_id", orderId, "order_number", "#" + (1000 + n));
    script.put(
        day,
        at,
        "stripe",
        "charges",
        "ch_LL" + n,
        object(
            "amount",
            taken,
            "amount_captured",
            taken,
            "customer",
            buyer.stripeId(),
            "description",
            "Order #" + (1000 + n),
            "payment_intent",
            "pi_LL" + n,
            "receipt_email",
            buyer.who().email(),
            "billing_details",
            object(
                "email", buyer.who().email(),
                "name", buyer.who().name().toUpperCase(Locale.ROOT),
                "phone", null),
            "metadata",
            metadata));
    script.put(
        day,
        at,
        "stripe",
        "payment_intents",
        "pi_LL" + n,
        object(
            "amount",
            taken,
            "amount_received",
            taken,
            "customer",
            buyer.stripeId(),
            "description",
            "Order #" + (1000 + n),
            "latest_charge",
            "ch_LL" + n,
            "receipt_email",
            buyer.who().email(),
            "status",
            "succeeded",
            "metadata",
            metadata));
    script.put(
        day, at.plusSeconds(20), "shopify", "orders", orderId, object("financial_status", "paid"));
    if (short1) {
      script.told(day, 22, "order #1041 is paid ten pounds short, and nobody has noticed");
    }
  }

  private void refund(int day, int n, String orderId, long total) {
    Instant at = Script.at(day, 11, script.roll(60));
    script.put(
        day,
        at,
        "stripe",
        "refunds",
        "re_LL" + n,
        object(
            "amount",
            total,
            "charge",
            "ch_LL" + n,
            "payment_intent",
            "pi_LL" + n,
            "status",
            "succeeded"));
    script.put(
        day,
        at,
        "stripe",
        "charges",
        "ch_LL" + n,
        object("amount_refunded", total, "refunded", true));
    script.put(day, at, "shopify", "orders", orderId, object("financial_status", "refunded"));
  }

  /** Support knows people in small letters. */
  private void support(int day, Instant at, Buyer buyer) {
    script.put(
        day,
        at,
        "zendesk",
        "users",
        buyer.supportId(),
        object(
            "name",
            buyer.who().name().toLowerCase(Locale.ROOT),
            "email",
            buyer.who().email(),
            "phone",
            null,
            "role",
            "end-user",
            "organization_id",
            null));
  }

  private void ticket(int day, Instant at, Buyer buyer) {
    support(day, at, buyer);
    String id = String.valueOf(20_000 + ++tickets);
    script.put(
        day,
        at,
        "zendesk",
        "tickets",
        id,
        object(
            "subject",
            "Where is my order?",
            "raw_subject",
            "Where is my order?",
            "status",
            "new",
            "priority",
            script.roll(5) == 0 ? "urgent" : "normal",
            "requester_id",
            Long.parseLong(buyer.supportId()),
            "submitter_id",
            Long.parseLong(buyer.supportId()),
            "assignee_id",
            null,
            "organization_id",
            null));
    script.put(
        day + 1, Script.at(day + 1, 10, 30), "zendesk", "tickets", id, object("status", "solved"));
  }

  /** The trade counter bills one of its six customers a day, and is paid a week later. */
  private void tradeInvoice(int day) {
    int n = day % 6 + 1;
    Buyer buyer = buyers.get(n);
    String id = xeroId("invoice", day);
    script.put(
        day,
        Script.at(day, 16, 0),
        "xero",
        "Invoices",
        id,
        object(
            "Type",
            "ACCREC",
            "InvoiceNumber",
            "TR-" + (100 + day),
            "Reference",
            "Trade counter",
            "Contact",
            object(
                "ContactID",
                xeroId("contact", n),
                "Name",
                buyer.who().family() + ", " + buyer.who().given()),
            "Date",
            Calendar.date(day).toString(),
            "DueDate",
            Calendar.date(day + 14).toString(),
            "Status",
            "AUTHORISED",
            "LineItems",
            array(
                object(
                    "Description", "Lamps for the trade",
                    "Quantity", BigDecimal.valueOf(4),
                    "UnitAmount", BigDecimal.valueOf(4_200 + 100L * day, 2),
                    "TaxType", "OUTPUT2",
                    "AccountCode", "200"))));
    script.put(
        day + 7, Script.at(day + 7, 9, 15), "xero", "Invoices", id, object("Status", "PAID"));
  }

  private void planted(int day) {
    Instant noon = Script.at(day, 12, 5);
    switch (day) {
      case 1 ->
          script.odd(
              day,
              noon,
              "shopify",
              "orders",
              "5299999999999",
              object("name", "#9999", "financial_status", "on_hold", "total_price", "12.00"));
      case 2 -> {
        Buyer twice = buyers.get(3);
        script.put(
            day,
            noon,
            "shopify",
            "customers",
            "7299999999999",
            object(
                "email", twice.who().email().toUpperCase(Locale.ROOT),
                "first_name", twice.who().given().substring(0, 1) + ".",
                "last_name", twice.who().family(),
                "phone", twice.who().phone(),
                "default_address", address(twice.who()),
                "addresses", array()));
        script.told(day, 12, "someone is in the shop a second time, in capitals");
      }
      case 4 ->
          script.add(
              day,
              new Beat.Gone(noon, "shopify", "customers", "7299999999999", buyers.get(3).shopId()));
      case 5 -> {
        script.put(
            day,
            noon,
            "stripe",
            "payment_intents",
            "pi_LLstray",
            object(
                "amount",
                3_200,
                "amount_received",
                3_200,
                "customer",
                null,
                "description",
                "Terminal, market stall",
                "status",
                "succeeded"));
        script.told(day, 12, "a card payment without an order: the market stall");
      }
      case 6 ->
          script.put(
              day,
              noon,
              "mailchimp",
              "members",
              Mailchimp.md5(buyers.get(4).who().email()),
              object("status", "unsubscribed", "email_address", buyers.get(4).who().email()));
      case 8 ->
          script.odd(
              day,
              noon,
              "zendesk",
              "tickets",
              "29999",
              object("subject", "", "status", "escalated", "priority", "normal"));
      default -> {}
    }
  }

  /** Complete every night; on the third the bulbs were not counted. */
  private void stockList(int day) {
    String counted = Calendar.date(day) + "T21:00:00Z";
    StringBuilder list =
        new StringBuilder("sku;bin;description;on_hand;reserved;on_order;unit_cost;counted_at\n");
    for (Ware ware : WARES) {
      int held = Objects.requireNonNull(stock.get(ware.number()));
      boolean low = held < 20;
      String hand = day == 2 && ware.sku().equals("BLB-001") ? "n/a" : String.valueOf(held);
      list.append(
          String.join(
              ";",
              ware.sku(),
              ware.bin(),
              ware.title(),
              hand,
              "0",
              low ? "100" : "0",
              ware.cost(),
              counted));
      list.append('\n');
      if (low) {
        stock.merge(ware.number(), 100, Integer::sum);
      }
    }
    script.add(
        day,
        new Beat.Dropped(
            Script.at(day, 22, 30), "stock-" + Calendar.date(day) + ".csv", list.toString()));
  }
}
