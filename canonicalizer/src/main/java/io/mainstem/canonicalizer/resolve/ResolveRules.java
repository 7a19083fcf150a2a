package io.mainstem.canonicalizer.resolve;

import io.mainstem.connections.identity.MatchRules;
import org.jspecify.annotations.Nullable;

/**
 * By what the records of one entity are told apart.
 *
 * @param matching how records that share no identifier are compared; null where they are not
 * @param reportOnly nothing is linked but by a person; what would be is suggested
 */
public record ResolveRules(Guards guards, @Nullable MatchRules matching, boolean reportOnly) {

  /** Identifiers alone. */
  public static ResolveRules of(Guards guards) {
    return new ResolveRules(guards, null, false);
  }
}
