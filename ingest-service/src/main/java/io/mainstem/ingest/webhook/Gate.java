package io.mainstem.ingest.webhook;

import io.mainstem.connections.Connection;
import io.mainstem.connections.door.Admission;
import io.mainstem.connections.door.WebhookDoor;
import io.mainstem.connections.door.WebhookRequest;
import java.time.Instant;

/** One connection's door: its names, and who is let in. */
public record Gate(String connection, String tool, Judge judge) {

  /** Judges one request; pure. */
  @FunctionalInterface
  public interface Judge {
    Admission admit(WebhookRequest request, Instant now);
  }

  public static Gate of(Connection connection) {
    return new Gate(connection.name(), connection.tool().name(), WebhookDoor.of(connection)::admit);
  }
}
