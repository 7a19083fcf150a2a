package io.mainstem.canonicalizer.resolve;

import io.mainstem.canonicalizer.fragment.Digest;
import io.mainstem.canonicalizer.map.Identifiers;

/**
 * All by which the records of one entity are told apart.
 *
 * @param text from which {@link RuleBook#read} makes them again
 * @param print equal where they make the same of the same records
 * @param mergeAtMost canonical records that may be absorbed by taking them up
 */
public record IdentityRules(
    String text, Digest print, Identifiers identifiers, ResolveRules resolving, int mergeAtMost) {}
