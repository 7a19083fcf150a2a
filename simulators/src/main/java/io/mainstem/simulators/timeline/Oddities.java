package io.mainstem.simulators.timeline;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.simulators.business.Business;
import io.mainstem.simulators.business.Calendar;
import io.mainstem.simulators.business.DealPlan;
import io.mainstem.simulators.business.Dice;
import io.mainstem.simulators.business.Incidents.Oddity;
import io.mainstem.simulators.business.InvoicePlan;
import io.mainstem.simulators.business.Site;
import io.mainstem.simulators.json.Json;
import io.mainstem.simulators.timeline.Happening.Noticed;
import io.mainstem.simulators.timeline.Happening.Reason;
import io.mainstem.simulators.timeline.Happening.RecordChanged;
import java.time.Instant;
import java.util.List;

/** The planted payloads that no reading can make sense of. Each must end in quarantine, once. */
final class Oddities {
  private final Business business;
  private final SquareRecords square;
  private final HubSpotRecords hubspot;
  private final XeroRecords xero;

  Oddities(Business business) {
    this.business = business;
    this.square = new SquareRecords(business);
    this.hubspot = new HubSpotRecords(business);
    this.xero = new XeroRecords(business);
  }

  List<Happening> day(int day) {
    return business.incidents().oddities().stream()
        .filter(oddity -> oddity.day() == day)
        .map(this::happening)
        .toList();
  }

  private Happening happening(Oddity oddity) {
    Instant at =
        Calendar.instant(Calendar.date(oddity.day()).atStartOfDay().plusMinutes(oddity.minute()));
    return switch (oddity.kind()) {
      case UNKNOWN_PAYMENT_STATUS -> payment(oddity, at, p -> p.put("status", "HELD_FOR_REVIEW"));
      case UNPARSEABLE_PAYMENT_AMOUNT ->
          payment(
              oddity,
              at,
              p -> p.set("amount_money", Json.object("amount", "12.5O", "currency", "GBP")));
      case UNKNOWN_ORDER_STATE -> order(oddity, at);
      case UNPARSEABLE_DEAL_AMOUNT -> deal(oddity, at);
      case UNKNOWN_INVOICE_STATUS -> invoice(oddity, at);
      case NOT_JSON ->
          raw(oddity, Tool.SQUARE, at, "<html><body><h1>Scheduled maintenance</h1></body></html>");
      case WRONG_SHAPE ->
          raw(
              oddity,
              Tool.HUBSPOT,
              at,
              "{\"status\":\"ok\",\"note\":\"an object where a list belongs\"}");
    };
  }

  private Happening payment(
      Oddity oddity, Instant at, java.util.function.Consumer<ObjectNode> spoil) {
    Sale sale = sale(oddity, at);
    ObjectNode payment = sale.cardPayment(dice(oddity).id(29), "AUTHORIZED", at, at);
    payment.remove("order_id");
    spoil.accept(payment);
    Notice notice = square.fat("payment.created", "payment", sale.site().locationId(), payment, at);
    return changed(oddity, at, Tool.SQUARE, SquareRecords.PAYMENTS, payment, "id", notice);
  }

  private Happening order(Oddity oddity, Instant at) {
    ObjectNode order = sale(oddity, at).open();
    order.put("state", "PARKED");
    return changed(
        oddity,
        at,
        Tool.SQUARE,
        SquareRecords.ORDERS,
        order,
        "id",
        square.orderRing(order, true, at));
  }

  private Sale sale(Oddity oddity, Instant at) {
    Dice dice = dice(oddity);
    Site site = business.sites().get(dice.between(3, 7));
    return new Sale(
        dice.id(29),
        site.code() + "-ODD-" + oddity.day(),
        "Table 0",
        site,
        site.tills().getFirst(),
        site.staff().get(7),
        null,
        List.of(new Sale.Line(dice.id(22), business.menu().getFirst(), 1)),
        0,
        0,
        at);
  }

  private Happening deal(Oddity oddity, Instant at) {
    String id = String.valueOf(9_900_000_000L + oddity.day());
    DealPlan plan =
        new DealPlan(
            id,
            business.clients().get(3).name() + " regatta lunch",
            3,
            120_000,
            List.of(new DealPlan.Step(Calendar.local(at), "qualifiedtobuy")));
    ObjectNode deal = hubspot.deal(plan, 0);
    ((ObjectNode) deal.path("properties")).put("amount", "circa 1,2oo");
    return changed(
        oddity, at, Tool.HUBSPOT, Crm.DEALS, deal, "id", hubspot.created("deal", deal, at));
  }

  private Happening invoice(Oddity oddity, Instant at) {
    InvoicePlan like = business.invoices().getFirst();
    String id = Dice.uuid(business.seed(), "odd-invoice", oddity.day()).toString();
    InvoicePlan plan =
        new InvoicePlan(
            id,
            "CK-ODD-" + oddity.day(),
            like.xeroContactId(),
            like.contactName(),
            like.contactGiven(),
            like.contactFamily(),
            like.description(),
            like.netPence(),
            Calendar.local(at),
            null);
    ObjectNode invoice = xero.invoice(plan, false, at);
    invoice.put("Status", "ON_HOLD");
    Notice notice = new Notice.XeroEvent("INVOICE", "CREATE", id, at);
    return changed(oddity, at, Tool.XERO, XeroRecords.INVOICES, invoice, "InvoiceID", notice);
  }

  private static Happening changed(
      Oddity oddity,
      Instant at,
      Tool tool,
      String shelf,
      ObjectNode record,
      String idField,
      Notice notice) {
    return new RecordChanged(
        at, tool, shelf, record.path(idField).asText(), record, List.of(notice), oddity.kind());
  }

  private static Happening raw(Oddity oddity, Tool tool, Instant at, String body) {
    String key = oddity.kind() + "-" + oddity.day();
    return new Noticed(at, new Notice.RawBody(tool, key, body), Reason.ODD, oddity.kind());
  }

  private Dice dice(Oddity oddity) {
    return Dice.of(business.seed(), "odd", oddity.day(), oddity.kind());
  }
}
