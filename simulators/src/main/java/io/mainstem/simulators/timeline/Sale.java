package io.mainstem.simulators.timeline;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.simulators.business.Dice;
import io.mainstem.simulators.business.MenuItem;
import io.mainstem.simulators.business.Person;
import io.mainstem.simulators.business.Site;
import io.mainstem.simulators.business.StaffMember;
import io.mainstem.simulators.business.Till;
import io.mainstem.simulators.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One table's bill: what was ordered, and the Square records it becomes. Prices include 20 % VAT.
 *
 * @param discountPercent 0 or a loyalty discount on every line
 * @param tipPence left on the card
 */
record Sale(
    String orderId,
    String reference,
    String table,
    Site site,
    Till till,
    StaffMember server,
    @Nullable Person customer,
    List<Line> lines,
    int discountPercent,
    long tipPence,
    Instant openedAt) {

  /** One dish or drink of the bill. */
  record Line(String uid, MenuItem item, int quantity) {
    long grossPence() {
      return (long) item.pence() * quantity;
    }

    long discountPence(int percent) {
      return Math.round(grossPence() * percent / 100.0);
    }

    long totalPence(int percent) {
      return grossPence() - discountPence(percent);
    }

    /** The VAT inside the line. */
    long taxPence(int percent) {
      return Math.round(totalPence(percent) / 6.0);
    }
  }

  /** What the customer pays for, without the tip. */
  long billPence() {
    return lines.stream().mapToLong(line -> line.totalPence(discountPercent)).sum();
  }

  long taxPence() {
    return lines.stream().mapToLong(line -> line.taxPence(discountPercent)).sum();
  }

  private long discountPence() {
    return lines.stream().mapToLong(line -> line.discountPence(discountPercent)).sum();
  }

  ObjectNode open() {
    return order("OPEN", 1, openedAt, null, false);
  }

  ObjectNode cancelled(int version, Instant at) {
    return order("CANCELED", version, at, null, false);
  }

  ObjectNode paid(int version, Instant at, String paymentId, boolean card) {
    return order("COMPLETED", version, at, paymentId, card);
  }

  private ObjectNode order(
      String state, int version, Instant at, @Nullable String paymentId, boolean card) {
    long tip = paymentId == null ? 0 : tipPence;
    ObjectNode order =
        Json.object(
            "id",
            orderId,
            "location_id",
            site.locationId(),
            "reference_id",
            reference,
            "source",
            Json.object("name", "Square Point of Sale"));
    if (customer != null) {
      order.put("customer_id", customer.tillCustomerId());
    }
    order.set("line_items", lineItems());
    order.set("taxes", taxes());
    if (discountPercent > 0) {
      order.set("discounts", discounts());
    }
    order.set(
        "net_amounts",
        Json.object(
            "total_money", SquareRecords.money(billPence() + tip),
            "tax_money", SquareRecords.money(taxPence()),
            "discount_money", SquareRecords.money(discountPence()),
            "tip_money", SquareRecords.money(tip),
            "service_charge_money", SquareRecords.money(0)));
    if (paymentId != null) {
      order.set("tenders", Json.array(tender(paymentId, card, at)));
    }
    order.put("created_at", Stamp.iso(openedAt));
    order.put("updated_at", Stamp.iso(at));
    if (!"OPEN".equals(state)) {
      order.put("closed_at", Stamp.iso(at));
    }
    order.put("state", state);
    order.put("version", version);
    order.set("total_money", SquareRecords.money(billPence() + tip));
    order.set("total_tax_money", SquareRecords.money(taxPence()));
    order.set("total_discount_money", SquareRecords.money(discountPence()));
    order.set("total_tip_money", SquareRecords.money(tip));
    order.set("total_service_charge_money", SquareRecords.money(0));
    order.put("ticket_name", table);
    order.set("net_amount_due_money", SquareRecords.money("OPEN".equals(state) ? billPence() : 0));
    return order;
  }

  private ArrayNode lineItems() {
    List<ObjectNode> items = new ArrayList<>();
    for (Line line : lines) {
      items.add(
          Json.object(
              "uid", line.uid(),
              "name", line.item().name(),
              "quantity", String.valueOf(line.quantity()),
              "catalog_object_id", line.item().variationId(),
              "catalog_version", 1_767_603_600_000L,
              "variation_name", "Regular",
              "item_type", "ITEM",
              "base_price_money", SquareRecords.money(line.item().pence()),
              "variation_total_price_money", SquareRecords.money(line.grossPence()),
              "gross_sales_money", SquareRecords.money(line.grossPence()),
              "total_tax_money", SquareRecords.money(line.taxPence(discountPercent)),
              "total_discount_money", SquareRecords.money(line.discountPence(discountPercent)),
              "total_money", SquareRecords.money(line.totalPence(discountPercent)),
              "total_service_charge_money", SquareRecords.money(0)));
    }
    return Json.list(items);
  }

  private ArrayNode taxes() {
    return Json.array(
        Json.object(
            "uid", "vat",
            "name", "VAT",
            "type", "INCLUSIVE",
            "percentage", "20.0",
            "applied_money", SquareRecords.money(taxPence()),
            "scope", "ORDER"));
  }

  private ArrayNode discounts() {
    return Json.array(
        Json.object(
            "uid",
            "loyalty",
            "name",
            "Loyalty " + discountPercent + "%",
            "type",
            "FIXED_PERCENTAGE",
            "percentage",
            String.valueOf(discountPercent),
            "applied_money",
            SquareRecords.money(discountPence()),
            "scope",
            "ORDER"));
  }

  private ObjectNode tender(String paymentId, boolean card, Instant at) {
    return Json.object(
        "id",
        paymentId,
        "location_id",
        site.locationId(),
        "transaction_id",
        orderId,
        "created_at",
        Stamp.iso(at),
        "amount_money",
        SquareRecords.money(billPence() + tipPence),
        "tip_money",
        SquareRecords.money(tipPence),
        "type",
        card ? "CARD" : "CASH",
        "payment_id",
        paymentId);
  }

  /**
   * A card payment where it now stands: {@code AUTHORIZED}, {@code CAPTURED}, {@code VOIDED},
   * {@code FAILED}.
   */
  ObjectNode cardPayment(String id, String cardStatus, Instant createdAt, Instant updatedAt) {
    Dice dice = Dice.of(0, "card", id);
    ObjectNode timeline = Json.object();
    if (!"FAILED".equals(cardStatus)) {
      timeline.put("authorized_at", Stamp.iso(createdAt));
    }
    if ("CAPTURED".equals(cardStatus)) {
      timeline.put("captured_at", Stamp.iso(updatedAt));
    }
    if ("VOIDED".equals(cardStatus)) {
      timeline.put("voided_at", Stamp.iso(updatedAt));
    }
    ObjectNode card =
        Json.object(
            "card_brand", dice.pick(List.of("VISA", "MASTERCARD", "AMERICAN_EXPRESS")),
            "last_4", String.valueOf(dice.between(1000, 9999)),
            "exp_month", dice.between(1, 12),
            "exp_year", dice.between(2027, 2031),
            "fingerprint", "sq-1-" + dice.id(40),
            "card_type", dice.chance(0.7) ? "DEBIT" : "CREDIT",
            "prepaid_type", "NOT_PREPAID");
    ObjectNode details =
        Json.object(
            "status",
            cardStatus,
            "card",
            card,
            "entry_method",
            dice.chance(0.85) ? "CONTACTLESS" : "EMV",
            "cvv_status",
            "CVV_NOT_CHECKED",
            "avs_status",
            "AVS_NOT_CHECKED",
            "statement_description",
            "SQ *COPPER KETTLE " + site.code(),
            "card_payment_timeline",
            timeline);
    String status =
        switch (cardStatus) {
          case "AUTHORIZED" -> "APPROVED";
          case "CAPTURED" -> "COMPLETED";
          case "VOIDED" -> "CANCELED";
          default -> "FAILED";
        };
    ObjectNode payment = payment(id, status, "CARD", createdAt, updatedAt);
    payment.set("card_details", details);
    return payment;
  }

  ObjectNode cashPayment(String id, Instant at) {
    ObjectNode payment = payment(id, "COMPLETED", "CASH", at, at);
    payment.set(
        "cash_details",
        Json.object(
            "buyer_supplied_money", SquareRecords.money(billPence() + tipPence),
            "change_back_money", SquareRecords.money(0)));
    return payment;
  }

  private ObjectNode payment(
      String id, String status, String source, Instant createdAt, Instant updatedAt) {
    boolean taken = "COMPLETED".equals(status) || "APPROVED".equals(status);
    ObjectNode payment =
        Json.object(
            "id", id,
            "created_at", Stamp.iso(createdAt),
            "updated_at", Stamp.iso(updatedAt),
            "amount_money", SquareRecords.money(billPence()),
            "tip_money", SquareRecords.money(tipPence),
            "total_money", SquareRecords.money(billPence() + tipPence),
            "approved_money", SquareRecords.money(taken ? billPence() + tipPence : 0),
            "status", status,
            "source_type", source,
            "location_id", site.locationId(),
            "order_id", orderId,
            "team_member_id", server.teamMemberId());
    if (customer != null) {
      payment.put("customer_id", customer.tillCustomerId());
    }
    payment.put("receipt_number", id.substring(0, 4));
    payment.put("receipt_url", "https://squareup.example/receipt/preview/" + id);
    payment.set(
        "device_details", Json.object("device_id", till.deviceId(), "device_name", till.name()));
    payment.put("version_token", Dice.of(0, "token", id, status).id(44));
    return payment;
  }
}
