package io.mainstem.simulators.timeline;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.simulators.business.Business;
import io.mainstem.simulators.business.Calendar;
import io.mainstem.simulators.business.Client;
import io.mainstem.simulators.business.Dice;
import io.mainstem.simulators.business.InvoicePlan;
import io.mainstem.simulators.business.Person;
import io.mainstem.simulators.business.Spelling;
import io.mainstem.simulators.json.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Records as Xero's accounting API writes them. */
final class XeroRecords {
  static final String INVOICES = "Invoices";
  static final String CONTACTS = "Contacts";

  private final Business business;

  XeroRecords(Business business) {
    this.business = business;
  }

  ObjectNode client(Client client, Instant updated) {
    Person contact = business.contactOf(client);
    ObjectNode record =
        Json.object(
            "ContactID", client.xeroContactId(),
            "ContactNumber", "C" + (100 + client.number()),
            "ContactStatus", "ACTIVE",
            "Name", client.booksName(),
            "FirstName", contact.given().substring(0, 1),
            "LastName", contact.family(),
            "CompanyNumber", client.companyNumber(),
            "EmailAddress", contact.email(),
            "TaxNumber", client.vatNumber());
    finished(record, client.phone(), contact.phoneWritten(), updated);
    record.set("Addresses", Json.array(address("STREET"), address(client.booksPlace())));
    return record;
  }

  ObjectNode person(Person person, Instant updated) {
    ObjectNode record =
        Json.object(
            "ContactID", person.xeroContactId(),
            "ContactNumber", "P" + (1000 + person.number()),
            "ContactStatus", "ACTIVE",
            "Name", Spelling.books(person),
            "FirstName", Spelling.booksGiven(person),
            "LastName", person.family(),
            "EmailAddress", person.email());
    return finished(record, "", person.phoneWritten(), updated);
  }

  private static ObjectNode finished(
      ObjectNode record, String landline, String mobile, Instant updated) {
    record.put("BankAccountDetails", "");
    record.set("Addresses", Json.array(address("STREET"), address("POBOX")));
    record.set(
        "Phones",
        Json.array(
            phone("DDI", ""),
            phone("DEFAULT", landline),
            phone("FAX", ""),
            phone("MOBILE", mobile)));
    record.put("UpdatedDateUTC", Stamp.msDate(updated));
    record.set("ContactGroups", Json.array());
    record.put("IsSupplier", false);
    record.put("IsCustomer", true);
    record.put("DefaultCurrency", "GBP");
    record.set("ContactPersons", Json.array());
    record.put("HasAttachments", false);
    record.put("HasValidationErrors", false);
    return record;
  }

  private static ObjectNode address(String type) {
    return Json.object(
        "AddressType", type, "City", "", "Region", "", "PostalCode", "", "Country", "");
  }

  /** Where bills go. */
  private static ObjectNode address(Client.Place place) {
    return Json.object(
        "AddressType",
        "POBOX",
        "AddressLine1",
        place.street(),
        "City",
        place.town(),
        "Region",
        "",
        "PostalCode",
        place.postcode(),
        "Country",
        "United Kingdom");
  }

  private static ObjectNode phone(String type, String number) {
    return Json.object(
        "PhoneType", type, "PhoneNumber", number, "PhoneAreaCode", "", "PhoneCountryCode", "");
  }

  /** An invoice as the bookkeeper raised it, or after it was paid. */
  ObjectNode invoice(InvoicePlan plan, boolean paid, Instant updated) {
    LocalDate raised = plan.raisedAt().toLocalDate();
    BigDecimal net = BigDecimal.valueOf(plan.netPence(), 2);
    BigDecimal tax = BigDecimal.valueOf(Math.round(plan.netPence() / 5.0), 2);
    BigDecimal total = net.add(tax);
    BigDecimal nothing = new BigDecimal("0.00");
    ObjectNode record =
        Json.object(
            "Type",
            "ACCREC",
            "InvoiceID",
            plan.id(),
            "InvoiceNumber",
            plan.number(),
            "Reference",
            "",
            "Payments",
            paid ? payments(plan, total) : Json.array(),
            "CreditNotes",
            Json.array(),
            "Prepayments",
            Json.array(),
            "Overpayments",
            Json.array(),
            "AmountDue",
            paid ? nothing : total,
            "AmountPaid",
            paid ? total : nothing,
            "AmountCredited",
            nothing,
            "SentToContact",
            true,
            "CurrencyRate",
            BigDecimal.ONE,
            "IsDiscounted",
            false,
            "HasAttachments",
            false,
            "HasErrors",
            false,
            "Contact",
            Json.object(
                "ContactID", plan.xeroContactId(),
                "ContactStatus", "ACTIVE",
                "Name", plan.contactName(),
                "FirstName", plan.contactGiven(),
                "LastName", plan.contactFamily(),
                "Addresses", Json.array(),
                "Phones", Json.array(),
                "ContactGroups", Json.array(),
                "ContactPersons", Json.array(),
                "HasValidationErrors", false),
            "DateString",
            Stamp.dateString(raised),
            "Date",
            Stamp.msDate(raised),
            "DueDateString",
            Stamp.dateString(raised.plusDays(14)),
            "DueDate",
            Stamp.msDate(raised.plusDays(14)),
            "Status",
            paid ? "PAID" : "AUTHORISED",
            "LineAmountTypes",
            "Exclusive",
            "LineItems",
            lines(plan, net, tax),
            "SubTotal",
            net,
            "TotalTax",
            tax,
            "Total",
            total,
            "UpdatedDateUTC",
            Stamp.msDate(updated),
            "CurrencyCode",
            "GBP");
    @Nullable Instant paidAt = plan.paidAt() == null ? null : Calendar.instant(plan.paidAt());
    if (paid && paidAt != null) {
      record.put("FullyPaidOnDate", Stamp.msDate(Calendar.local(paidAt).toLocalDate()));
    }
    return record;
  }

  private ArrayNode lines(InvoicePlan plan, BigDecimal net, BigDecimal tax) {
    return Json.array(
        Json.object(
            "LineItemID",
            Dice.uuid(business.seed(), "line", plan.id()).toString(),
            "Description",
            plan.description(),
            "Quantity",
            new BigDecimal("1.0000"),
            "UnitAmount",
            net,
            "AccountCode",
            "200",
            "TaxType",
            "OUTPUT2",
            "TaxAmount",
            tax,
            "LineAmount",
            net,
            "Tracking",
            Json.array()));
  }

  private ArrayNode payments(InvoicePlan plan, BigDecimal total) {
    LocalDate paid =
        plan.paidAt() == null ? plan.raisedAt().toLocalDate() : plan.paidAt().toLocalDate();
    return Json.array(
        Json.object(
            "PaymentID",
            Dice.uuid(business.seed(), "paid", plan.id()).toString(),
            "Date",
            Stamp.msDate(paid),
            "Amount",
            total,
            "CurrencyRate",
            BigDecimal.ONE,
            "HasAccount",
            false,
            "HasValidationErrors",
            false));
  }
}
