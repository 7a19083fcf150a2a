package io.mainstem.commandcentre.status;

import java.time.Instant;
import java.util.List;

/**
 * The whole of it in figures: {@code GET /api/status}.
 *
 * @param hours the balance of each object and hour, newest hour first; {@code ?connection=} asks
 *     for those of one source
 */
public record Status(
    Instant at,
    boolean balanced,
    List<SourceBalance> sources,
    List<HourBalance> hours,
    List<ServiceHealth> services,
    long insightsOpen,
    long actionsOpen,
    long quarantineOpen) {}
