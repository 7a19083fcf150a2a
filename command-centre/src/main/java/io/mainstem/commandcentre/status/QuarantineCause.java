package io.mainstem.commandcentre.status;

import java.time.Instant;

/** How many records wait for the same reason. */
public record QuarantineCause(
    String connection, String code, String cause, long count, Instant lastAt) {}
