package io.mainstem.commandcentre.trace;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a tool that was written to held when it was last read back.
 *
 * @param id of its record, in its own terms
 * @param differs fields that are not what was written; empty where all are
 * @param holds the record as the tool gave it
 */
public record TargetView(
    String action,
    String connection,
    String object,
    @Nullable String id,
    Instant readAt,
    List<String> differs,
    String holds) {}
