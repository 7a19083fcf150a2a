package io.mainstem.simulators.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.simulators.api.Call;
import io.mainstem.simulators.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What of a record the caller asked to see. Nobody gets a property they did not name, beyond a few;
 * a known property without a value is null, an unknown name is passed over in silence.
 */
final class View {
  private static final Set<String> CONTACT =
      Set.of(
          "createdate",
          "email",
          "firstname",
          "hs_object_id",
          "lastmodifieddate",
          "lastname",
          "lifecyclestage",
          "phone",
          "mobilephone",
          "jobtitle",
          "company",
          "address",
          "city",
          "zip",
          "country",
          "website",
          "hs_lead_status",
          "hubspot_owner_id",
          "salutation");
  private static final Set<String> COMPANY =
      Set.of(
          "city",
          "country",
          "createdate",
          "domain",
          "hs_lastmodifieddate",
          "hs_object_id",
          "lifecyclestage",
          "name",
          "phone",
          "registration_number",
          "vat_number",
          "website",
          "industry",
          "address",
          "zip",
          "description",
          "hubspot_owner_id");
  private static final Set<String> DEAL =
      Set.of(
          "amount",
          "closedate",
          "createdate",
          "deal_currency_code",
          "dealname",
          "dealstage",
          "dealtype",
          "description",
          "hs_deal_stage_probability",
          "hs_is_closed",
          "hs_is_closed_won",
          "hs_lastmodifieddate",
          "hs_object_id",
          "hubspot_owner_id",
          "pipeline",
          "closed_lost_reason",
          "hs_next_step");

  private final Set<String> properties;
  private final Set<String> associations;
  private final Set<String> known;

  private View(Set<String> properties, Set<String> associations, Set<String> known) {
    this.properties = properties;
    this.associations = associations;
    this.known = known;
  }

  static Set<String> known(String shelf) {
    return switch (shelf) {
      case "contacts" -> CONTACT;
      case "companies" -> COMPANY;
      default -> DEAL;
    };
  }

  static String modified(String shelf) {
    return shelf.equals("contacts") ? "lastmodifieddate" : "hs_lastmodifieddate";
  }

  static View of(String shelf, Call call) {
    return of(shelf, split(call.query("properties")), split(call.query("associations")));
  }

  /** Of a search: its body names the properties, and there are no associations. */
  static View of(String shelf, JsonNode body) {
    List<String> names = new ArrayList<>();
    body.path("properties").forEach(name -> names.add(name.asText()));
    return of(shelf, names, List.of());
  }

  private static View of(String shelf, List<String> properties, List<String> associations) {
    Set<String> wanted =
        new LinkedHashSet<>(List.of("hs_object_id", "createdate", modified(shelf)));
    wanted.addAll(properties.isEmpty() ? usual(shelf) : properties);
    return new View(wanted, new LinkedHashSet<>(associations), known(shelf));
  }

  private static List<String> usual(String shelf) {
    return switch (shelf) {
      case "contacts" -> List.of("email", "firstname", "lastname");
      case "companies" -> List.of("domain", "name");
      default -> List.of("amount", "closedate", "dealname", "dealstage", "pipeline");
    };
  }

  private static List<String> split(@Nullable String list) {
    return list == null || list.isEmpty() ? List.of() : List.of(list.split("\\s*,\\s*"));
  }

  ObjectNode show(ObjectNode record) {
    ObjectNode shown = Json.object("id", record.path("id"));
    ObjectNode values = Json.object();
    for (String name : properties) {
      JsonNode value = record.path("properties").path(name);
      if (!value.isMissingNode()) {
        values.set(name, value);
      } else if (known.contains(name)) {
        values.putNull(name);
      }
    }
    shown.set("properties", values);
    shown.set("createdAt", record.path("createdAt"));
    shown.set("updatedAt", record.path("updatedAt"));
    shown.set("archived", record.path("archived"));
    ObjectNode linked = Json.object();
    for (String name : associations) {
      JsonNode links = record.path("associations").path(name);
      if (!links.isMissingNode()) {
        linked.set(name, links);
      }
    }
    if (!linked.isEmpty()) {
      shown.set("associations", linked);
    }
    return shown;
  }
}
