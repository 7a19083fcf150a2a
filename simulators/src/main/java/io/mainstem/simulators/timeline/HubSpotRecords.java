package io.mainstem.simulators.timeline;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.simulators.business.Business;
import io.mainstem.simulators.business.Calendar;
import io.mainstem.simulators.business.Client;
import io.mainstem.simulators.business.DealPlan;
import io.mainstem.simulators.business.Dice;
import io.mainstem.simulators.business.Person;
import io.mainstem.simulators.json.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Records and events as HubSpot's CRM v3 writes them: every property is text. */
public final class HubSpotRecords {
  private static final long PORTAL = 62_515_000L;
  private static final long APP = 540_321L;

  private final Business business;

  HubSpotRecords(Business business) {
    this.business = business;
  }

  ObjectNode contact(Person person, @Nullable String job, Instant updatedAt) {
    Instant created = Calendar.instant(person.since());
    ObjectNode properties =
        Json.object(
            "createdate", Stamp.iso(created),
            "email", person.email(),
            "firstname", person.given(),
            "hs_object_id", person.contactId(),
            "lastmodifieddate", Stamp.iso(updatedAt),
            "lastname", person.family(),
            "lifecyclestage", person.client() == null ? "customer" : "opportunity",
            "phone", "+44 " + person.phoneWritten().substring(1));
    if (job != null) {
      properties.put("jobtitle", job);
    }
    Client.Place home = business.smiths().home(person);
    if (home != null) {
      properties.put("address", home.street());
      properties.put("city", home.town());
      properties.put("zip", home.postcode());
      properties.put("country", "United Kingdom");
    }
    ObjectNode associations = Json.object();
    if (person.client() != null) {
      Client client = business.clients().get(person.client());
      properties.put("company", client.name());
      associations.set("companies", links(client.companyId(), "contact_to_company"));
    }
    return record(person.contactId(), properties, created, updatedAt, associations);
  }

  ObjectNode company(Client client, Instant at) {
    ObjectNode properties =
        Json.object(
            "address", client.place().street(),
            "city", client.place().town(),
            "country", "United Kingdom",
            "createdate", Stamp.iso(at),
            "domain", client.domain(),
            "hs_lastmodifieddate", Stamp.iso(at),
            "hs_object_id", client.companyId(),
            "lifecyclestage", "opportunity",
            "name", client.name(),
            "phone", client.phone(),
            "registration_number", client.companyNumber(),
            "vat_number", client.vatNumber(),
            "website", "www." + client.domain(),
            "zip", client.place().postcode());
    return record(
        client.companyId(),
        properties,
        at,
        at,
        Json.object(
            "contacts", links(business.contactOf(client).contactId(), "company_to_contact")));
  }

  /** The deal as it stands after its n-th step. */
  ObjectNode deal(DealPlan deal, int step) {
    Instant created = Calendar.instant(deal.steps().getFirst().at());
    LocalDateTime at = deal.steps().get(step).at();
    Instant updated = Calendar.instant(at);
    String stage = deal.steps().get(step).stage();
    boolean won = DealPlan.WON.equals(stage);
    boolean closed = won || DealPlan.LOST.equals(stage);
    LocalDateTime close = closed ? at : deal.steps().getFirst().at().plusDays(30);
    Client client = business.clients().get(deal.client());
    ObjectNode properties =
        Json.object(
            "amount", BigDecimal.valueOf(deal.pence(), 2).toPlainString(),
            "closedate", Stamp.iso(Calendar.instant(close)),
            "createdate", Stamp.iso(created),
            "deal_currency_code", "GBP",
            "dealname", deal.name(),
            "dealstage", stage,
            "dealtype", "newbusiness",
            "hs_deal_stage_probability", probability(stage),
            "hs_is_closed", String.valueOf(closed),
            "hs_is_closed_won", String.valueOf(won),
            "hs_lastmodifieddate", Stamp.iso(updated),
            "hs_object_id", deal.id(),
            "hubspot_owner_id", "4471190",
            "pipeline", "default");
    return record(
        deal.id(),
        properties,
        created,
        updated,
        Json.object(
            "companies", links(client.companyId(), "deal_to_company"),
            "contacts", links(business.contactOf(client).contactId(), "deal_to_contact")));
  }

  private static String probability(String stage) {
    return switch (stage) {
      case "appointmentscheduled" -> "0.2";
      case "qualifiedtobuy" -> "0.4";
      case "presentationscheduled" -> "0.6";
      case "decisionmakerboughtin" -> "0.8";
      case "contractsent" -> "0.9";
      case DealPlan.WON -> "1";
      default -> "0";
    };
  }

  private static ObjectNode links(@Nullable String id, String type) {
    return Json.object("results", Json.array(Json.object("id", id, "type", type)));
  }

  private static ObjectNode record(
      @Nullable String id,
      ObjectNode properties,
      Instant created,
      Instant updated,
      ObjectNode associations) {
    return Json.object(
        "id",
        id,
        "properties",
        properties,
        "createdAt",
        Stamp.iso(created),
        "updatedAt",
        Stamp.iso(updated),
        "archived",
        false,
        "associations",
        associations);
  }

  Notice created(String kind, ObjectNode record, Instant at) {
    ObjectNode event = event(business.seed(), kind + ".creation", record.path("id").asLong(), at);
    event.put("changeFlag", "CREATED");
    return new Notice.HubSpotEvent(event);
  }

  Notice changed(String kind, ObjectNode record, String property, Instant at) {
    return changed(business.seed(), kind, record, property, at);
  }

  /** The event HubSpot sends when one property of a record changed. */
  public static Notice changed(
      long seed, String kind, ObjectNode record, String property, Instant at) {
    ObjectNode event = event(seed, kind + ".propertyChange", record.path("id").asLong(), at);
    event.put("propertyName", property);
    event.put("propertyValue", record.path("properties").path(property).asText());
    return new Notice.HubSpotEvent(event);
  }

  Notice deleted(String kind, String id, Instant at) {
    ObjectNode event = event(business.seed(), kind + ".deletion", Long.parseLong(id), at);
    event.put("changeFlag", "DELETED");
    return new Notice.HubSpotEvent(event);
  }

  private static ObjectNode event(long seed, String type, long objectId, Instant at) {
    long eventId = Dice.uuid(seed, type, objectId, at).getMostSignificantBits() & 0x7FFF_FFFFL;
    return Json.object(
        "eventId", eventId,
        "subscriptionId", 1_900_000L + Math.floorMod(type.hashCode(), 1000),
        "portalId", PORTAL,
        "appId", APP,
        "occurredAt", at.truncatedTo(ChronoUnit.MILLIS).toEpochMilli(),
        "subscriptionType", type,
        "attemptNumber", 0,
        "objectId", objectId,
        "changeSource", "CRM_UI");
  }
}
