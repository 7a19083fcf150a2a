package io.mainstem.simulators.timeline;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.simulators.business.Business;
import io.mainstem.simulators.business.Calendar;
import io.mainstem.simulators.business.Client;
import io.mainstem.simulators.business.Dice;
import io.mainstem.simulators.business.MenuItem;
import io.mainstem.simulators.business.Person;
import io.mainstem.simulators.business.Site;
import io.mainstem.simulators.business.Spelling;
import io.mainstem.simulators.business.StaffMember;
import io.mainstem.simulators.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Records and events as Square writes them (its v2 description, objects of the same names). */
final class SquareRecords {
  static final String ORDERS = "orders";
  static final String PAYMENTS = "payments";
  static final String CUSTOMERS = "customers";
  static final String TEAM_MEMBERS = "team_members";
  static final String LOCATIONS = "locations";
  static final String CATALOG = "catalog";

  private final Business business;

  SquareRecords(Business business) {
    this.business = business;
  }

  static ObjectNode money(long pence) {
    return Json.object("amount", pence, "currency", "GBP");
  }

  ObjectNode location(Site site) {
    return Json.object(
        "id", site.locationId(),
        "name", site.name(),
        "address",
            Json.object(
                "address_line_1",
                (10 + site.id()) + " " + site.name(),
                "locality",
                site.town(),
                "postal_code",
                site.postcode(),
                "country",
                "GB"),
        "timezone", "Europe/London",
        "capabilities", List.of("CREDIT_CARD_PROCESSING"),
        "status", "ACTIVE",
        "created_at", "2021-01-04T09:00:00Z",
        "merchant_id", business.merchantId(),
        "country", "GB",
        "language_code", "en-GB",
        "currency", "GBP",
        "phone_number", site.phone(),
        "business_name", business.name(),
        "type", "PHYSICAL",
        "mcc", "5812");
  }

  ObjectNode teamMember(StaffMember who) {
    Instant at = Calendar.instant(who.startedOn().atTime(9, 0));
    return Json.object(
        "id", who.teamMemberId(),
        "reference_id", who.employeeNo(),
        "is_owner", false,
        "status", "ACTIVE",
        "given_name", who.given(),
        "family_name", who.family(),
        "email_address", who.email(),
        "phone_number", who.mobile(),
        "created_at", Stamp.iso(at),
        "updated_at", Stamp.iso(at),
        "assigned_locations",
            Json.object(
                "assignment_type",
                "EXPLICIT_LOCATIONS",
                "location_ids",
                List.of(business.site(who.siteId()).locationId())));
  }

  /** A customer at the till; the second version has the given name in full. */
  ObjectNode customer(Person person, int version, Instant updatedAt) {
    Instant created = Calendar.instant(person.since());
    ObjectNode customer =
        Json.object(
            "id", person.tillCustomerId(),
            "created_at", Stamp.iso(created),
            "updated_at", Stamp.iso(updatedAt),
            "given_name", version > 1 ? person.given() : Spelling.tillGiven(person),
            "family_name", person.family());
    if (person.tillKnowsEmail()) {
      customer.put("email_address", Spelling.tillEmail(person));
    }
    Client.Place home = business.smiths().home(person);
    if (home != null) {
      customer.set(
          "address",
          Json.object(
              "address_line_1", home.street(),
              "locality", home.town(),
              "postal_code", home.postcode(),
              "country", "GB"));
    }
    customer.put("phone_number", person.phoneWritten().replace(" ", ""));
    customer.set("preferences", Json.object("email_unsubscribed", false));
    customer.put("creation_source", "LOYALTY");
    customer.put("version", version);
    return customer;
  }

  ObjectNode item(MenuItem item) {
    return Json.object(
        "type",
        "ITEM",
        "id",
        item.itemId(),
        "updated_at",
        "2026-01-05T09:00:00Z",
        "version",
        1_767_603_600_000L,
        "is_deleted",
        false,
        "present_at_all_locations",
        true,
        "item_data",
        Json.object(
            "name", item.name(),
            "is_taxable", true,
            "product_type", "REGULAR",
            "reporting_category", Json.object("id", item.category().toUpperCase(Locale.ROOT)),
            "variations",
                Json.array(
                    Json.object(
                        "type",
                        "ITEM_VARIATION",
                        "id",
                        item.variationId(),
                        "version",
                        1_767_603_600_000L,
                        "is_deleted",
                        false,
                        "item_variation_data",
                        Json.object(
                            "item_id",
                            item.itemId(),
                            "name",
                            "Regular",
                            "sku",
                            item.sku(),
                            "ordinal",
                            1,
                            "pricing_type",
                            "FIXED_PRICING",
                            "price_money",
                            money(item.pence()))))));
  }

  /** A fat event: the record travels inside. */
  Notice fat(String type, String name, String locationId, ObjectNode record, Instant at) {
    String id = record.path("id").asText();
    ObjectNode body = head(type, id, at);
    if (!locationId.isEmpty()) {
      body.put("location_id", locationId);
    }
    body.set("data", Json.object("type", name, "id", id, "object", Json.object(name, record)));
    return new Notice.SquareEvent(body);
  }

  /** An order's event says which order and which version, nothing more. */
  Notice orderRing(ObjectNode order, boolean created, Instant at) {
    String name = created ? "order_created" : "order_updated";
    String id = order.path("id").asText();
    ObjectNode thin =
        Json.object(
            "created_at", order.path("created_at"),
            "location_id", order.path("location_id"),
            "order_id", id,
            "state", order.path("state"));
    if (!created) {
      thin.set("updated_at", order.path("updated_at"));
    }
    thin.set("version", order.path("version"));
    ObjectNode body = head(created ? "order.created" : "order.updated", id, at);
    body.set("data", Json.object("type", name, "id", id, "object", Json.object(name, thin)));
    return new Notice.SquareEvent(body);
  }

  Notice locationRing(Site site, Instant at) {
    ObjectNode body = head("location.created", site.locationId(), at);
    body.put("location_id", site.locationId());
    body.set("data", Json.object("type", "Location", "id", site.locationId()));
    return new Notice.SquareEvent(body);
  }

  private ObjectNode head(String type, String id, Instant at) {
    String eventId = Dice.uuid(business.seed(), "square-event", type, id, at).toString();
    return Json.object(
        "merchant_id",
        Objects.requireNonNull(business.merchantId()),
        "type",
        type,
        "event_id",
        eventId,
        "created_at",
        Stamp.iso(at));
  }
}
