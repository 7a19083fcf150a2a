package io.mainstem.canonicalizer.fragment;

import io.mainstem.schemas.SourceKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The source event behind a step.
 *
 * @param outcomeDue whether this is the event's primary fragment, whose merge reports the one
 *     outcome of the event
 */
public record Cause(
    String eventId,
    SourceKey source,
    String deliveryId,
    @Nullable Instant occurredAt,
    Instant receivedAt,
    boolean outcomeDue) {

  /** The same event, for the step that is to report it. */
  public Cause withOutcome() {
    return new Cause(eventId, source, deliveryId, occurredAt, receivedAt, true);
  }

  /** The same event, for a step that is not the one to report it. */
  public Cause withoutOutcome() {
    return outcomeDue
        ? new Cause(eventId, source, deliveryId, occurredAt, receivedAt, false)
        : this;
  }
}
