package io.mainstem.simulators.webhook;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.mainstem.simulators.json.Json;
import io.mainstem.simulators.timeline.Notice;
import io.mainstem.simulators.timeline.Notice.HubSpotEvent;
import io.mainstem.simulators.timeline.Notice.RawBody;
import io.mainstem.simulators.timeline.Notice.SquareEvent;
import io.mainstem.simulators.timeline.Notice.XeroEvent;
import io.mainstem.simulators.timeline.Stamp;
import io.mainstem.simulators.timeline.Tool;
import java.util.ArrayList;
import java.util.List;

/**
 * One webhook POST: the notices it carries, and its body for an attempt.
 *
 * @param again how often the same thing was sent before, by other deliveries
 */
public record Delivery(
    String id, Tool tool, List<Notice> notices, Stationery stationery, int again) {

  /**
   * What Xero writes on every batch.
   *
   * @param resourceBase address of its API, without a trailing slash
   * @param firstSequence number of the batch's first event
   */
  public record Stationery(String resourceBase, String tenant, int firstSequence) {}

  public Delivery {
    notices = List.copyOf(notices);
  }

  public List<String> keys() {
    return notices.stream().map(Notice::key).toList();
  }

  /** The body of the n-th attempt, from 0; only HubSpot counts attempts inside it. */
  public String body(int attempt) {
    return switch (notices.getFirst()) {
      case RawBody raw -> raw.body();
      case SquareEvent square -> Json.write(square.body());
      case HubSpotEvent hubspot -> hubspotBody(attempt);
      case XeroEvent xero -> xeroBody();
    };
  }

  private String hubspotBody(int attempt) {
    ArrayNode events = Json.array();
    for (Notice notice : notices) {
      if (notice instanceof HubSpotEvent hubspot) {
        events.add(hubspot.event().deepCopy().put("attemptNumber", attempt));
      }
    }
    return Json.write(events);
  }

  /** Xero's own irregular white space: whoever parses and writes it again cannot verify it. */
  private String xeroBody() {
    List<String> events = new ArrayList<>();
    for (Notice notice : notices) {
      if (notice instanceof XeroEvent xero) {
        events.add(xeroEvent(xero));
      }
    }
    int last = stationery.firstSequence() + events.size() - 1;
    return "{\"events\":["
        + String.join(",", events)
        + "],\"firstEventSequence\": "
        + stationery.firstSequence()
        + ",\"lastEventSequence\": "
        + last
        + ", \"entropy\": \""
        + entropy()
        + "\"}";
  }

  private String entropy() {
    return id.replaceAll("[^A-Za-z]", "X").toUpperCase(java.util.Locale.ROOT);
  }

  private String xeroEvent(XeroEvent event) {
    String shelf = event.category().equals("INVOICE") ? "Invoices" : "Contacts";
    return "{\n  \"resourceUrl\": \""
        + stationery.resourceBase()
        + "/"
        + shelf
        + "/"
        + event.id()
        + "\",\n"
        + "  \"resourceId\": \""
        + event.id()
        + "\",\n"
        + "  \"eventDateUtc\": \""
        + Stamp.xeroUtc(event.occurredAt())
        + "\",\n"
        + "  \"eventType\": \""
        + event.type()
        + "\",\n"
        + "  \"eventCategory\": \""
        + event.category()
        + "\",\n"
        + "  \"tenantId\": \""
        + stationery.tenant()
        + "\",\n"
        + "  \"tenantType\": \"ORGANISATION\"\n}";
  }
}
