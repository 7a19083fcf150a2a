package io.mainstem.simulators.xero;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.simulators.api.Bell;
import io.mainstem.simulators.api.Description;
import io.mainstem.simulators.api.Journal;
import io.mainstem.simulators.api.Shelves;
import io.mainstem.simulators.json.Json;
import io.mainstem.simulators.timeline.Notice;
import io.mainstem.simulators.timeline.Stamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The ledger behind the API: what it refuses, what it fills in, and that it tells of every change.
 */
final class XeroBooks {
  private static final Set<String> CREATABLE = Set.of("DRAFT", "SUBMITTED", "AUTHORISED");
  private static final int FIRST_NUMBER = 7001;

  private final Shelves shelves;
  private final Journal journal;
  private final InstantSource businessTime;
  private final Description description;
  private final Bell bell;

  XeroBooks(
      Shelves shelves,
      Journal journal,
      InstantSource businessTime,
      Description description,
      Bell bell) {
    this.shelves = shelves;
    this.journal = journal;
    this.businessTime = businessTime;
    this.description = description;
    this.bell = bell;
  }

  /**
   * One element of a write.
   *
   * @param existing the record it changes, or null where it creates one
   */
  record Entry(JsonNode input, @Nullable ObjectNode existing, List<String> problems) {
    ObjectNode refusal() {
      ObjectNode element = input.isObject() ? ((ObjectNode) input).deepCopy() : Json.object();
      ArrayNode errors = Json.array();
      problems.forEach(problem -> errors.add(Json.object("Message", problem)));
      element.set("ValidationErrors", errors);
      element.put("StatusAttributeString", problems.isEmpty() ? "OK" : "ERROR");
      return element;
    }
  }

  /** By id, or by number as Xero also allows. */
  Optional<ObjectNode> find(String shelf, String idOrNumber) {
    String numberField = shelf.equals("Invoices") ? "InvoiceNumber" : "ContactNumber";
    return shelves
        .get(shelf, idOrNumber)
        .or(
            () ->
                shelves.all(shelf).stream()
                    .filter(record -> record.path(numberField).asText().equals(idOrNumber))
                    .findFirst());
  }

  Entry check(String shelf, JsonNode input, @Nullable String pathId, boolean create) {
    boolean invoice = shelf.equals("Invoices");
    List<String> problems =
        new ArrayList<>(description.problems(invoice ? "Invoice" : "Contact", input));
    ObjectNode existing = existing(shelf, input, pathId);
    String id = Json.text(input, invoice ? "InvoiceID" : "ContactID");
    if ((pathId != null || (id != null && !create)) && existing == null) {
      problems.add((invoice ? "Invoice" : "Contact") + " could not be found");
    }
    if (create && existing != null) {
      problems.add(
          invoice
              ? "Invoice # must be unique."
              : "The contact name "
                  + Json.text(input, "Name")
                  + " is already assigned to another contact. The contact name must be unique"
                  + " across all active contacts.");
    }
    if (invoice) {
      checkInvoice(input, existing, problems);
    } else if (existing == null && Json.text(input, "Name") == null) {
      problems.add("The Contact Name must be specified");
    }
    return new Entry(input, existing, List.copyOf(problems));
  }

  private @Nullable ObjectNode existing(String shelf, JsonNode input, @Nullable String pathId) {
    boolean invoice = shelf.equals("Invoices");
    List<String> names = new ArrayList<>();
    if (pathId != null) {
      names.add(pathId);
    }
    for (String field :
        invoice ? List.of("InvoiceID", "InvoiceNumber") : List.of("ContactID", "ContactNumber")) {
      String value = Json.text(input, field);
      if (value != null) {
        names.add(value);
      }
    }
    for (String name : names) {
      Optional<ObjectNode> found = find(shelf, name);
      if (found.isPresent()) {
        return found.get();
      }
    }
    String contactName = invoice ? null : Json.text(input, "Name");
    return contactName == null ? null : named(contactName).orElse(null);
  }

  private Optional<ObjectNode> named(String name) {
    return shelves.all("Contacts").stream()
        .filter(contact -> contact.path("Name").asText().equalsIgnoreCase(name))
        .findFirst();
  }

  private void checkInvoice(JsonNode input, @Nullable ObjectNode existing, List<String> problems) {
    String status = Json.text(input, "Status");
    if (existing != null) {
      if (Set.of("PAID", "VOIDED", "DELETED").contains(existing.path("Status").asText())) {
        problems.add("Invoice not of valid status for modification");
      }
      return;
    }
    if (Json.text(input, "Type") == null) {
      problems.add("Invoice Type must be specified");
    }
    if (status != null && !CREATABLE.contains(status)) {
      problems.add("Invoice not of valid status for creation");
    }
    JsonNode contact = input.path("Contact");
    String contactId = Json.text(contact, "ContactID");
    if (!contact.isObject() || (contactId == null && Json.text(contact, "Name") == null)) {
      problems.add("A Contact must be specified for this type of transaction");
    } else if (contactId != null && shelves.get("Contacts", contactId).isEmpty()) {
      problems.add("The Contact could not be found");
    }
    if (input.path("LineItems").isEmpty()) {
      problems.add("One or more line items must be specified");
    }
    for (JsonNode line : input.path("LineItems")) {
      if (Json.text(line, "Description") == null) {
        problems.add("Description is a mandatory field for each line item");
      }
    }
    if ("AUTHORISED".equals(status) && Json.text(input, "DueDate") == null) {
      problems.add("Due Date must be specified");
    }
    if (("AUTHORISED".equals(status) || "SUBMITTED".equals(status)) && accountMissing(input)) {
      problems.add("Account code or ID must be specified");
    }
  }

  private static boolean accountMissing(JsonNode input) {
    for (JsonNode line : input.path("LineItems")) {
      if (Json.text(line, "AccountCode") == null && Json.text(line, "AccountID") == null) {
        return true;
      }
    }
    return false;
  }

  /** Stores a checked entry, rings the bell, and gives the record back as Xero would. */
  ObjectNode write(String shelf, Entry entry, String operation, @Nullable String key) {
    return shelf.equals("Invoices")
        ? writeInvoice(entry, operation, key)
        : writeContact(entry.input(), entry.existing(), operation, key);
  }

  private ObjectNode writeContact(
      JsonNode input, @Nullable ObjectNode existing, String operation, @Nullable String key) {
    ObjectNode record =
        existing == null
            ? Json.object(
                "ContactID",
                UUID.randomUUID().toString(),
                "ContactStatus",
                "ACTIVE",
                "Name",
                "",
                "Addresses",
                Json.array(),
                "Phones",
                Json.array(),
                "ContactGroups",
                Json.array(),
                "ContactPersons",
                Json.array(),
                "IsSupplier",
                false,
                "IsCustomer",
                false,
                "HasAttachments",
                false,
                "HasValidationErrors",
                false)
            : existing.deepCopy();
    overlay(record, input, Set.of("ContactID"));
    return stored("Contacts", "ContactID", record, existing == null, operation, key);
  }

  private ObjectNode writeInvoice(Entry entry, String operation, @Nullable String key) {
    ObjectNode old = entry.existing();
    ObjectNode record =
        old == null
            ? XeroInvoice.draft(UUID.randomUUID().toString(), nextNumber(), businessTime.instant())
            : old.deepCopy();
    overlay(record, entry.input(), Set.of("InvoiceID", "Contact"));
    if (old == null || entry.input().has("Contact")) {
      record.set("Contact", contactOf(entry.input().path("Contact"), operation, key));
    }
    XeroInvoice.finish(record);
    return stored("Invoices", "InvoiceID", record, old == null, operation, key);
  }

  /** The contact of an invoice: known by id or by name, else created, as Xero does it. */
  private ObjectNode contactOf(JsonNode input, String operation, @Nullable String key) {
    String id = Json.text(input, "ContactID");
    String name = Json.text(input, "Name");
    Optional<ObjectNode> known =
        id != null ? shelves.get("Contacts", id) : named(name == null ? "" : name);
    ObjectNode contact = known.orElseGet(() -> writeContact(input, null, operation, key));
    return Json.object(
        "ContactID", contact.path("ContactID"),
        "ContactStatus", contact.path("ContactStatus"),
        "Name", contact.path("Name"),
        "FirstName", contact.path("FirstName").asText(""),
        "LastName", contact.path("LastName").asText(""),
        "Addresses", contact.path("Addresses"),
        "Phones", contact.path("Phones"),
        "ContactGroups", Json.array(),
        "ContactPersons", Json.array(),
        "HasValidationErrors", false);
  }

  private ObjectNode stored(
      String shelf,
      String idField,
      ObjectNode record,
      boolean created,
      String operation,
      @Nullable String key) {
    Instant last = XeroQuery.updated(record);
    Instant now = businessTime.instant();
    Instant at = now.isAfter(last) ? now : last.plusMillis(1);
    record.put("UpdatedDateUTC", Stamp.msDate(at));
    String id = record.path(idField).asText();
    shelves.put(shelf, id, record);
    journal.add("xero", operation, "applied", key, shelf, id, record);
    String category = shelf.equals("Invoices") ? "INVOICE" : "CONTACT";
    bell.ring(new Notice.XeroEvent(category, created ? "CREATE" : "UPDATE", id, at));
    return record;
  }

  private String nextNumber() {
    long mine =
        shelves.all("Invoices").stream()
            .filter(invoice -> invoice.path("InvoiceNumber").asText().startsWith("INV-"))
            .count();
    return String.format(Locale.ROOT, "INV-%04d", FIRST_NUMBER + mine);
  }

  private static void overlay(ObjectNode record, JsonNode input, Set<String> kept) {
    input
        .properties()
        .forEach(
            member -> {
              if (!kept.contains(member.getKey()) && !member.getValue().isNull()) {
                record.set(member.getKey(), member.getValue().deepCopy());
              }
            });
  }
}
