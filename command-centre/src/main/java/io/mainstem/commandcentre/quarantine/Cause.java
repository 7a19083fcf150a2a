package io.mainstem.commandcentre.quarantine;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How many records wait for the same reason.
 *
 * @param id names the cause in commands
 * @param example id of the newest item
 * @param next what a person can do about it
 */
public record Cause(
    String id,
    String connection,
    String object,
    String code,
    String cause,
    @Nullable String field,
    long count,
    Instant oldestAt,
    Instant lastAt,
    String example,
    String next) {}
