package io.mainstem.canonicalizer.resolve;

import io.mainstem.connections.identity.Evidence;

/**
 * Two records that share an identifier, and would be one by it had a guard not stopped it.
 *
 * @param left link key of one
 * @param right link key of the other
 * @param kind of identifier, e.g. {@code email}
 * @param bits what the identifier says for it that they are one
 * @param why the guard, in plain words
 */
public record Stop(String left, String right, String kind, double bits, String why) {

  Evidence evidence() {
    return new Evidence(kind, "the same", bits);
  }
}
