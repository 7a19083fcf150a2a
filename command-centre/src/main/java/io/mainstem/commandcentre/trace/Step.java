package io.mainstem.commandcentre.trace;

import java.time.Instant;

/**
 * One thing that happened.
 *
 * @param process which of our services did it, or that it was a person
 * @param what in words
 * @param record the source record, the version or the target it is about
 */
public record Step(Instant at, String process, String what, String record) {}
