package io.mainstem.connections.door;

import io.mainstem.connections.json.Pending;

import io.mainstem.connections.Connection;
import java.time.Instant;

/** Decides who comes in, by what the tool file says about signatures and deliveries. */
public final class WebhookDoor {
  private WebhookDoor() {}

  public static WebhookDoor of(Connection connection) {
    return new WebhookDoor();
  }

  /** Pure: the same request at the same time gets the same admission. Never throws. */
  public Admission admit(WebhookRequest request, Instant now) {
    return Pending.value("pending");
  }
}
