package io.mainstem.connections.door;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.connections.Connection;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.json.StrictJson;
import io.mainstem.connections.json.UnreadableJsonException;
import io.mainstem.connections.tool.WebhookSpec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Decides who comes in, by what the tool file says about signatures and deliveries. */
public final class WebhookDoor {
  private static final int NOT_FOUND = 404;

  private final Connection connection;

  private WebhookDoor(Connection connection) {
    this.connection = connection;
  }

  public static WebhookDoor of(Connection connection) {
    return new WebhookDoor(connection);
  }

  /** Pure: the same request at the same time gets the same admission. Never throws. */
  public Admission admit(WebhookRequest request, Instant now) {
    WebhookSpec spec = connection.tool().webhook();
    Optional<Unpacking> unpacking = Unpacking.of(connection);
    if (spec == null || unpacking.isEmpty()) {
      return new Admission.Rejected(Rejection.NO_WEBHOOKS, Reply.empty(NOT_FOUND));
    }
    Optional<Rejection> rejection =
        new Signatures(spec.auth(), connection.publicUrl().toString(), connection.webhookSecrets())
            .reject(request, now);
    if (rejection.isPresent()) {
      return new Admission.Rejected(rejection.get(), Reply.empty(spec.reply().reject()));
    }
    return open(spec, unpacking.get(), request.body());
  }

  private static Admission open(WebhookSpec spec, Unpacking unpacking, Bytes body) {
    Reply ok = Reply.empty(spec.reply().ok());
    try {
      if (spec.handshake() != null) {
        Optional<String> echo = echo(spec.handshake(), StrictJson.parse(body));
        if (echo.isPresent()) {
          return new Admission.Handshake(
              new Reply(spec.reply().ok(), "text/plain", Bytes.utf8(echo.get())));
        }
      }
      List<Delivery> deliveries = unpacking.unpack(body);
      return deliveries.size() > Unpacking.MAX_EVENTS
          ? unreadable(
              "TOO_MANY_EVENTS",
              "The delivery holds more than " + Unpacking.MAX_EVENTS + " events.",
              body,
              ok)
          : new Admission.Accepted(deliveries, ok);
    } catch (UnreadableJsonException e) {
      return unreadable(
          e.fault().name(), "The delivery cannot be read: " + e.getMessage() + ".", body, ok);
    }
  }

  private static Optional<String> echo(WebhookSpec.Echo echo, JsonNode body) {
    return echo.match()
        .text(body)
        .filter(echo.value()::equals)
        .flatMap(m -> echo.field().text(body));
  }

  private static Admission unreadable(String code, String cause, Bytes body, Reply ok) {
    return new Admission.Unreadable(code, cause, "unreadable|" + Snapshots.hash(body), ok);
  }
}
