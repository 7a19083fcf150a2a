package io.mainstem.commandcentre.status;

import java.time.Instant;
import java.util.List;

/** The whole of it in figures: {@code GET /api/status}. */
public record Status(
    Instant at,
    boolean balanced,
    List<SourceBalance> sources,
    List<ServiceHealth> services,
    long insightsOpen,
    long actionsOpen,
    long quarantineOpen) {}
