package io.mainstem.ingest.event;

import io.mainstem.schemas.event.Via;
import java.time.Instant;
import java.util.UUID;

/** Where and how something reached us: the same for every event of one delivery. */
public record Origin(
    String connection, String tool, UUID deliveryId, Instant receivedAt, Via via, Trace trace) {}
