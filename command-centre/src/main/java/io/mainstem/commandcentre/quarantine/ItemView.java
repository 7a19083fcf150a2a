package io.mainstem.commandcentre.quarantine;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One item for a person who is to mend it.
 *
 * @param version to be named when mending, so that nobody mends what another has in hand
 * @param payload with the offending field marked
 * @param hand who took it in hand last, and what they changed
 */
public record ItemView(
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
    String version,
    String next,
    MarkedPayload payload,
    Item.@Nullable Hand hand,
    Item.@Nullable Closed closed) {

  static ItemView of(Item item) {
    return new ItemView(
        item.id(),
        item.eventId(),
        item.connection(),
        item.object(),
        item.sourceId(),
        item.deliveryId(),
        item.stage(),
        item.code(),
        item.cause(),
        item.field(),
        item.causeId(),
        item.at(),
        item.state(),
        item.version(),
        NextStep.of(item.code(), item.causeId(), item.field()),
        MarkedPayload.of(item.original(), item.field()),
        item.last(),
        item.closed());
  }
}
