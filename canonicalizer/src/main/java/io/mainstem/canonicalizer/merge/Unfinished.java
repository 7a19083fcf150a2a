package io.mainstem.canonicalizer.merge;

import io.mainstem.canonicalizer.fragment.Cause;

/**
 * Records that refer to this alias and are still to be given its new id.
 *
 * @param after the last that has it
 */
public record Unfinished(String alias, String after, Cause cause) {}
