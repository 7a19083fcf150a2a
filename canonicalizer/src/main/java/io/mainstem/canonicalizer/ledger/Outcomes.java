package io.mainstem.canonicalizer.ledger;

import io.mainstem.canonicalizer.fragment.Cause;
import io.mainstem.schemas.event.EntityVersion;
import io.mainstem.schemas.event.Outcome;
import io.mainstem.schemas.event.OutcomeKind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one terminal outcome of an event. */
public final class Outcomes {
  private Outcomes() {}

  public static Outcome of(
      Cause cause,
      OutcomeKind kind,
      @Nullable String code,
      List<EntityVersion> entities,
      Instant now) {
    return Outcome.newBuilder()
        .setEventId(cause.eventId())
        .setConnection(cause.source().connection())
        .setObject(cause.source().object())
        .setSourceId(cause.source().sourceId())
        .setDeliveryId(cause.deliveryId())
        .setKind(kind)
        .setReceivedAt(cause.receivedAt())
        .setAt(now)
        .setEntities(entities)
        .setCode(code)
        .build();
  }
}
