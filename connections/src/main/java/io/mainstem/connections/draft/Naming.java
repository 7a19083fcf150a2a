package io.mainstem.connections.draft;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What fields and objects are usually called, and what they usually mean. */
final class Naming {
  /** Words in an object's name to the entity they speak of; the first that fits wins. */
  private static final List<Map.Entry<String, String>> ENTITIES =
      List.of(
          Map.entry("creditnote", "invoice"),
          Map.entry("purchaseorder", "purchase-order"),
          Map.entry("timeoff", "leave"),
          Map.entry("teammember", "employee"),
          Map.entry("lineitem", ""),
          Map.entry("contact", "person"),
          Map.entry("customer", "person"),
          Map.entry("person", "person"),
          Map.entry("lead", "person"),
          Map.entry("member", "person"),
          Map.entry("company", "company"),
          Map.entry("organisation", "company"),
          Map.entry("organization", "company"),
          Map.entry("vendor", "company"),
          Map.entry("supplier", "company"),
          Map.entry("invoice", "invoice"),
          Map.entry("bill", "invoice"),
          Map.entry("payment", "payment"),
          Map.entry("charge", "payment"),
          Map.entry("refund", "payment"),
          Map.entry("shipment", "shipment"),
          Map.entry("fulfillment", "shipment"),
          Map.entry("order", "order"),
          Map.entry("sale", "order"),
          Map.entry("product", "product"),
          Map.entry("article", "product"),
          Map.entry("variant", "product"),
          Map.entry("ticket", "ticket"),
          Map.entry("conversation", "ticket"),
          Map.entry("case", "ticket"),
          Map.entry("deal", "deal"),
          Map.entry("opportunity", "deal"),
          Map.entry("employee", "employee"),
          Map.entry("staff", "employee"),
          Map.entry("worker", "employee"),
          Map.entry("user", "employee"),
          Map.entry("agent", "employee"),
          Map.entry("admin", "employee"),
          Map.entry("technician", "employee"),
          Map.entry("shift", "shift"),
          Map.entry("timecard", "timecard"),
          Map.entry("timesheet", "timecard"),
          Map.entry("leave", "leave"),
          Map.entry("absence", "leave"),
          Map.entry("project", "project"),
          Map.entry("task", "task"),
          Map.entry("campaign", "campaign"),
          Map.entry("location", "site"),
          Map.entry("site", "site"),
          Map.entry("store", "site"),
          Map.entry("subscription", "subscription"),
          Map.entry("review", "feedback"),
          Map.entry("feedback", "feedback"),
          Map.entry("survey", "feedback"),
          Map.entry("document", "document"),
          Map.entry("file", "document"),
          Map.entry("account", "company"));

  /** Canonical field to what tools call it, letters only. */
  private static final Map<String, List<String>> SYNONYMS =
      Map.ofEntries(
          Map.entry("name", List.of("title", "displayname", "fullname", "label", "subject")),
          Map.entry("tradingName", List.of("name", "companyname", "displayname", "title")),
          Map.entry("legalName", List.of("legalname", "registeredname")),
          Map.entry("number", List.of("number", "docnumber", "reference", "code", "ref")),
          Map.entry("orderNumber", List.of("number", "ordernumber", "ordernum", "name")),
          Map.entry("subject", List.of("subject", "title", "summary")),
          Map.entry("title", List.of("title", "name", "subject", "summary")),
          Map.entry(
              "issueDate", List.of("issuedate", "date", "invoicedate", "issuedon", "txndate")),
          Map.entry("dueDate", List.of("duedate", "due", "dueon", "paymentdue")),
          Map.entry("dueAt", List.of("dueat", "duedate", "due", "dueon", "deadline")),
          Map.entry(
              "placedAt", List.of("placedat", "createdat", "orderedat", "orderdate", "created")),
          Map.entry("closedAt", List.of("closedat", "completedat", "closedate")),
          Map.entry("createdAt", List.of("createdat", "created", "createddate", "datecreated")),
          Map.entry("completedAt", List.of("completedat", "completed", "doneat")),
          Map.entry("startDate", List.of("startdate", "start", "starton", "hiredate")),
          Map.entry("endDate", List.of("enddate", "end", "endon", "terminationdate")),
          Map.entry("total", List.of("total", "totalamount", "grandtotal", "totalprice", "amount")),
          Map.entry("netTotal", List.of("nettotal", "subtotal", "net")),
          Map.entry("taxTotal", List.of("taxtotal", "totaltax", "tax", "vat")),
          Map.entry("amount", List.of("amount", "value", "total", "sum")),
          Map.entry("balance", List.of("balance", "amountdue", "due", "outstanding")),
          Map.entry("jobTitle", List.of("jobtitle", "position", "role", "title")),
          Map.entry("workEmail", List.of("workemail", "email", "emailaddress")),
          Map.entry(
              "employeeNumber",
              List.of("employeenumber", "employeeno", "staffnumber", "payrollid")),
          Map.entry("customerNumber", List.of("customernumber", "accountnumber", "customerno")),
          Map.entry("vatNumber", List.of("vatnumber", "taxnumber", "vatid", "taxid")),
          Map.entry("registrationNumber", List.of("registrationnumber", "companynumber")),
          Map.entry("domain", List.of("domain", "website", "url", "homepage")),
          Map.entry("sku", List.of("sku", "itemcode", "productcode", "code")),
          Map.entry("gtin", List.of("gtin", "barcode", "ean", "upc")),
          Map.entry("sourceStatus", List.of("status", "state", "stage")),
          Map.entry("expectedClose", List.of("expectedclose", "closedate", "expectedclosedate")));

  private Naming() {}

  /** The entity an object's name speaks of. */
  static Optional<String> entity(String object) {
    String name = letters(object);
    return ENTITIES.stream()
        .filter(entry -> name.contains(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .filter(found -> !found.isEmpty());
  }

  /** Objects whose name is one we know come before those that only contain one. */
  static int rank(String object) {
    String name = letters(object);
    if (entity(object).isEmpty()) {
      return 2;
    }
    return ENTITIES.stream().anyMatch(entry -> entry.getKey().equals(name)) ? 0 : 1;
  }

  /** How well a payload's field fits a canonical one: 0 best, negative not at all. */
  static int fit(String canonical, String theirs) {
    String field = letters(theirs);
    if (field.equals(letters(canonical))) {
      return 0;
    }
    int at = SYNONYMS.getOrDefault(canonical, List.of()).indexOf(field);
    return at < 0 ? -1 : at + 1;
  }

  static String letters(String name) {
    return name.replaceAll("[^\\p{L}\\p{N}]", "").toLowerCase(Locale.ROOT);
  }

  /** A name for an object out of a path's or a schema's: {@code /v1/sales-orders} → sales_order. */
  static String singular(String plural) {
    String name = snake(plural);
    if (name.endsWith("ies")) {
      return name.substring(0, name.length() - 3) + "y";
    }
    return name.endsWith("s") && !name.matches(".*[siu]s")
        ? name.substring(0, name.length() - 1)
        : name;
  }

  static String snake(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
        .replaceAll("[^A-Za-z0-9]+", "_")
        .replaceAll("^_+|_+$", "")
        .toLowerCase(Locale.ROOT);
  }
}
