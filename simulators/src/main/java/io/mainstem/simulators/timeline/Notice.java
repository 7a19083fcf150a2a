package io.mainstem.simulators.timeline;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** Something a tool tells by webhook. */
public sealed interface Notice {
  Tool tool();

  /** The receiver's dedupe key, as the vendor's documentation gives it. */
  String key();

  /** One Square event: the whole body of one POST. */
  record SquareEvent(ObjectNode body) implements Notice {
    @Override
    public Tool tool() {
      return Tool.SQUARE;
    }

    @Override
    public String key() {
      return body.path("event_id").asText();
    }
  }

  /** One HubSpot event: an item of a batch; the attempt number is written when it is sent. */
  record HubSpotEvent(ObjectNode event) implements Notice {
    @Override
    public Tool tool() {
      return Tool.HUBSPOT;
    }

    @Override
    public String key() {
      return event.path("eventId").asText()
          + "+"
          + event.path("subscriptionId").asText()
          + "+"
          + event.path("occurredAt").asText();
    }
  }

  /** One Xero event: an item of a batch; tenant and address are written when it is sent. */
  record XeroEvent(String category, String type, String id, Instant occurredAt) implements Notice {
    @Override
    public Tool tool() {
      return Tool.XERO;
    }

    @Override
    public String key() {
      return id + "+" + type + "+" + Stamp.xeroUtc(occurredAt);
    }
  }

  /** A body sent as it is, rightly signed though nothing else about it is right. */
  record RawBody(Tool tool, String key, String body) implements Notice {}
}
