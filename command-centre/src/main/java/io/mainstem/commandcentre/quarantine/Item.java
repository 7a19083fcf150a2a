package io.mainstem.commandcentre.quarantine;

import io.mainstem.connections.json.Bytes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event that waits, or waited.
 *
 * @param revision how often somebody took it in hand
 * @param last who did so last
 * @param closed how it was closed; null while it is open
 */
record Item(
    String id,
    String eventId,
    String connection,
    String object,
    String sourceId,
    String deliveryId,
    String stage,
    String code,
    String cause,
    @Nullable String field,
    String causeId,
    Instant at,
    String state,
    String topic,
    int partition,
    long offset,
    Bytes original,
    int revision,
    @Nullable Hand last,
    @Nullable Closed closed) {

  /** Somebody's doing. */
  public record Hand(String by, String reason, Instant at, String eventId) {}

  /**
   * What ended the waiting.
   *
   * @param how {@code REPLAYED}, {@code MENDED}, {@code NEWER}
   * @param by the event that did
   */
  public record Closed(String how, String by, Instant at) {}

  boolean isOpen() {
    return state.equals("OPEN");
  }

  /** Another one whenever it failed again or somebody took it in hand. */
  String version() {
    return Long.toString(at.toEpochMilli(), 36) + "-" + revision + (isOpen() ? "" : "-closed");
  }

  /** Whether what somebody did is still on its way. */
  boolean isInHand() {
    return isOpen() && last != null && last.at().isAfter(at);
  }
}
