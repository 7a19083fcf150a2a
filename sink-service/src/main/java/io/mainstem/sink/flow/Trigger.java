package io.mainstem.sink.flow;

import java.time.Instant;

/**
 * An event a flow listens for.
 *
 * @param flow name of the flow
 * @param entity what it happened to, e.g. {@code deal}
 * @param id of the record
 * @param transition what makes it one of a kind: a second one of the same does nothing
 * @param event as in flows.yaml, e.g. {@code deal.won}
 * @param version of the record that first shows it
 * @param at when it happened, by its source
 * @param eventId the source event that caused it
 */
public record Trigger(
    String flow,
    String entity,
    String id,
    String transition,
    String event,
    long version,
    Instant at,
    String eventId) {}
