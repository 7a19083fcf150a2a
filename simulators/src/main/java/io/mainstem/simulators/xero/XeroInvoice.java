package io.mainstem.simulators.xero;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.simulators.business.Calendar;
import io.mainstem.simulators.json.Json;
import io.mainstem.simulators.timeline.Stamp;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Xero fills in on an invoice: number, dates in both spellings, line amounts, tax and totals.
 */
final class XeroInvoice {
  private static final Pattern MS_DATE = Pattern.compile("/Date\\((-?\\d+).*");
  private static final BigDecimal VAT = new BigDecimal("0.20");

  private XeroInvoice() {}

  static ObjectNode draft(String id, String number, Instant now) {
    LocalDate today = Calendar.local(now).toLocalDate();
    return Json.object(
        "Type",
        "ACCREC",
        "InvoiceID",
        id,
        "InvoiceNumber",
        number,
        "Reference",
        "",
        "Payments",
        Json.array(),
        "CreditNotes",
        Json.array(),
        "Prepayments",
        Json.array(),
        "Overpayments",
        Json.array(),
        "AmountPaid",
        new BigDecimal("0.00"),
        "AmountCredited",
        new BigDecimal("0.00"),
        "SentToContact",
        false,
        "CurrencyRate",
        BigDecimal.ONE,
        "IsDiscounted",
        false,
        "HasAttachments",
        false,
        "HasErrors",
        false,
        "Date",
        today.toString(),
        "Status",
        "DRAFT",
        "LineAmountTypes",
        "Exclusive",
        "LineItems",
        Json.array(),
        "CurrencyCode",
        "GBP");
  }

  static void finish(ObjectNode invoice) {
    date(invoice, "Date");
    date(invoice, "DueDate");
    String amounts = invoice.path("LineAmountTypes").asText();
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal tax = BigDecimal.ZERO;
    for (JsonNode node : invoice.path("LineItems")) {
      ObjectNode line = (ObjectNode) node;
      BigDecimal quantity = decimal(line, "Quantity", BigDecimal.ONE);
      BigDecimal amount = pence(decimal(line, "UnitAmount", BigDecimal.ZERO).multiply(quantity));
      BigDecimal lineTax = amounts.equals("NoTax") ? BigDecimal.ZERO : tax(line, amount, amounts);
      line.put("Quantity", quantity);
      line.put("LineAmount", amount);
      line.put("TaxAmount", pence(lineTax));
      if (!line.hasNonNull("LineItemID")) {
        line.put("LineItemID", UUID.randomUUID().toString());
      }
      sum = sum.add(amount);
      tax = tax.add(pence(lineTax));
    }
    BigDecimal total = amounts.equals("Inclusive") ? sum : sum.add(tax);
    invoice.put("SubTotal", pence(amounts.equals("Inclusive") ? sum.subtract(tax) : sum));
    invoice.put("TotalTax", pence(tax));
    invoice.put("Total", pence(total));
    invoice.put(
        "AmountDue", pence(total.subtract(decimal(invoice, "AmountPaid", BigDecimal.ZERO))));
  }

  private static BigDecimal tax(ObjectNode line, BigDecimal amount, String amounts) {
    String type = line.path("TaxType").asText(line.hasNonNull("AccountCode") ? "OUTPUT2" : "NONE");
    if (!type.equals("OUTPUT2")) {
      return BigDecimal.ZERO;
    }
    return amounts.equals("Inclusive")
        ? amount.divide(new BigDecimal(6), 2, RoundingMode.HALF_UP)
        : amount.multiply(VAT);
  }

  private static void date(ObjectNode invoice, String field) {
    String text = Json.text(invoice, field);
    if (text == null) {
      return;
    }
    Matcher matcher = MS_DATE.matcher(text);
    LocalDate day =
        matcher.matches()
            ? Instant.ofEpochMilli(Long.parseLong(matcher.group(1)))
                .atZone(ZoneOffset.UTC)
                .toLocalDate()
            : LocalDate.parse(text.substring(0, 10));
    invoice.put(field, Stamp.msDate(day));
    invoice.put(field + "String", Stamp.dateString(day));
  }

  private static BigDecimal decimal(JsonNode node, String field, BigDecimal otherwise) {
    String text = Json.text(node, field);
    return text == null ? otherwise : new BigDecimal(text);
  }

  private static BigDecimal pence(BigDecimal amount) {
    return amount.setScale(2, RoundingMode.HALF_UP);
  }
}
