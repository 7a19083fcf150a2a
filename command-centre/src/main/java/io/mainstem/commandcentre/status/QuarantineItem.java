package io.mainstem.commandcentre.status;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One record that could not go on. */
public record QuarantineItem(
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
    Instant at,
    String state) {}
