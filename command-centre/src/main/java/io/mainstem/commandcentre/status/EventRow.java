package io.mainstem.commandcentre.status;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One accepted event and its outcome; the outcome is {@code IN_FLIGHT} until it has one.
 *
 * @param rangAt when a thin delivery came for it; null where the delivery was the record itself
 * @param publishedAt when the record stood on its topic: for a thin delivery, fetched
 * @param traceId the W3C trace it belongs to
 */
public record EventRow(
    String eventId,
    String connection,
    String object,
    String sourceId,
    String deliveryId,
    String via,
    String operation,
    long version,
    @Nullable Instant occurredAt,
    Instant receivedAt,
    String outcome,
    @Nullable String code,
    @Nullable String cause,
    @Nullable String field,
    @Nullable Instant decidedAt,
    List<Reached> reached,
    String position,
    @Nullable Instant rangAt,
    @Nullable Instant publishedAt,
    @Nullable String traceId) {

  /** A canonical record the event reached. */
  public record Reached(String entity, String id, long version) {}

  public String sourceKey() {
    return connection + "|" + object + "|" + sourceId;
  }
}
