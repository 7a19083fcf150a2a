package io.mainstem.canonicalizer.resolve;

import io.mainstem.connections.identity.Profile;
import org.jspecify.annotations.Nullable;

/**
 * A record as a member of a block.
 *
 * @param profile what it is compared by, its blocks left out; null where the block was too large
 *     when it came
 */
public record Neighbour(String key, @Nullable Profile profile) {}
