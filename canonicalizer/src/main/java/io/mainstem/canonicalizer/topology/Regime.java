package io.mainstem.canonicalizer.topology;

import io.mainstem.canonicalizer.fragment.Digest;
import io.mainstem.canonicalizer.resolve.IdentityRules;

/**
 * By which rules one entity's records are held, and how far they have come under them.
 *
 * @param rules text of the identity rules that were accepted last
 * @param print of those rules
 * @param authority print of the order of authority its golden records were merged by
 * @param cursor last key the phase has done
 */
record Regime(String rules, Digest print, Digest authority, Phase phase, String cursor) {

  /** What is done with every record, one phase after the other. */
  enum Phase {
    /** Identifiers and blocks are made anew; what arrives waits. */
    PLACING,
    /** Each is compared anew with those it shares a block with; what arrives waits. */
    COMPARING,
    /** Clusters are told; what arrives is handled as ever. */
    SETTLING,
    SETTLED
  }

  static Regime of(IdentityRules accepted, Digest authority, Phase phase) {
    return new Regime(accepted.text(), accepted.print(), authority, phase, "");
  }

  Regime at(String done) {
    return new Regime(rules, print, authority, phase, done);
  }

  Regime in(Phase next) {
    return new Regime(rules, print, authority, next, "");
  }

  /** Another order of authority: what was told already is told again. */
  Regime under(Digest other) {
    return other.equals(authority)
        ? this
        : new Regime(
            rules,
            print,
            other,
            phase == Phase.SETTLED ? Phase.SETTLING : phase,
            isIndexing() ? cursor : "");
  }

  /** Whether the records stand partly under these rules and partly under those before. */
  boolean isIndexing() {
    return phase == Phase.PLACING || phase == Phase.COMPARING;
  }
}
