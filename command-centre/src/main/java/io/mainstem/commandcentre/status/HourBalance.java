package io.mainstem.commandcentre.status;

import java.time.Instant;

/**
 * What became of everything one source sent of one kind of object within one hour.
 *
 * @param hour its beginning, in UTC
 */
public record HourBalance(
    String connection,
    String object,
    Instant hour,
    long received,
    long applied,
    long unchanged,
    long duplicate,
    long superseded,
    long echo,
    long filtered,
    long quarantined,
    long inFlight) {}
