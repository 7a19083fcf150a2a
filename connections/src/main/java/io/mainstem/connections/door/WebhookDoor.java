package io.mainstem.connections.door;

import io.mainstem.connections.Connection;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.json.UnreadableJsonException;
import io.mainstem.connections.tool.AuthScheme;
import io.mainstem.connections.tool.WebhookSpec;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decides who comes in, by what the tool file says about signatures and deliveries. */
public final class WebhookDoor {
  private static final int NOT_FOUND = 404;
  private static final int LATER = 503;

  private final Connection connection;
  private final @Nullable WebhookSpec spec;

  private WebhookDoor(Connection connection) {
    this.connection = connection;
    this.spec = connection.tool().webhook();
  }

  public static WebhookDoor of(Connection connection) {
    return new WebhookDoor(connection);
  }

  /** Addresses of public keys that tokens are checked with. */
  public Set<String> keyAddresses() {
    return spec == null
        ? Set.of()
        : spec.auth().stream()
            .filter(AuthScheme.Jwt.class::isInstance)
            .map(scheme -> ((AuthScheme.Jwt) scheme).jwks())
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
  }

  /** With nothing known but the files. */
  public Admission admit(WebhookRequest request, Instant now) {
    return admit(request, Keys.NONE, now);
  }

  /** Pure: the same request at the same time gets the same admission. Never throws. */
  public Admission admit(WebhookRequest request, Keys keys, Instant now) {
    Optional<Unpacking> unpacking = Unpacking.of(connection);
    if (spec == null || unpacking.isEmpty()) {
      return new Admission.Rejected(Rejection.NO_WEBHOOKS, Reply.empty(NOT_FOUND));
    }
    Guard guard = new Guard(connection, spec.auth());
    Handshakes handshakes = new Handshakes(connection, spec, guard);
    Optional<Rejection> rejection = guard.reject(request, keys, now);
    // A right signature comes first: then no handshake is taken for an event, nor the reverse.
    Optional<Admission> answer =
        rejection.isEmpty() ? handshakes.signed(request) : handshakes.unsigned(request, keys);
    if (answer.isPresent()) {
      return answer.get();
    }
    return rejection
        .<Admission>map(reason -> new Admission.Rejected(reason, refusal(spec, reason)))
        .orElseGet(() -> open(spec, unpacking.get(), request, now));
  }

  /** Where a refusal ends the subscription, what is our own lack is no refusal. */
  private static Reply refusal(WebhookSpec spec, Rejection reason) {
    boolean ours =
        reason == Rejection.KEYS_MISSING
            || (reason == Rejection.NOT_CONFIGURED && spec.reply().rejectIsFinal());
    return Reply.empty(ours ? LATER : spec.reply().reject());
  }

  private static Admission open(
      WebhookSpec spec, Unpacking unpacking, WebhookRequest request, Instant now) {
    Reply ok = Reply.empty(spec.reply().ok());
    Bytes body = request.body();
    try {
      List<Delivery> deliveries = unpacking.unpack(request, now);
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

  private static Admission unreadable(String code, String cause, Bytes body, Reply ok) {
    return new Admission.Unreadable(code, cause, "unreadable|" + Snapshots.hash(body), ok);
  }
}
