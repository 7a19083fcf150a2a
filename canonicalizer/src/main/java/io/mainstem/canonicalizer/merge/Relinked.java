package io.mainstem.canonicalizer.merge;

import io.mainstem.canonicalizer.fragment.Cause;

/**
 * The master with this alias has another canonical id from now on; every partition is told, since
 * each can hold records that refer to it.
 */
public record Relinked(String alias, String id, Cause cause) implements MergeInput {}
