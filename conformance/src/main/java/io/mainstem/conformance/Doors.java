package io.mainstem.conformance;

import io.mainstem.connections.Connection;
import io.mainstem.connections.door.Admission;
import io.mainstem.connections.door.Keys;
import io.mainstem.connections.door.WebhookDoor;
import io.mainstem.connections.door.WebhookRequest;
import java.time.Instant;

/** Makes the door that is checked; tests put a wrong one in its place. */
@FunctionalInterface
interface Doors {
  Doors REAL = connection -> WebhookDoor.of(connection)::admit;

  Door of(Connection connection);

  /** Judges one request. */
  @FunctionalInterface
  interface Door {
    Admission admit(WebhookRequest request, Keys keys, Instant now);
  }
}
