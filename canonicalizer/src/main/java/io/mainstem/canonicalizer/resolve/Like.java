package io.mainstem.canonicalizer.resolve;

import java.util.Comparator;

/**
 * Two records that may be one thing because they are alike.
 *
 * @param left key of the record that comes first in the alphabet
 * @param right key of the other
 * @param bits for (above 0) or against it that they are one; see {@link
 *     io.mainstem.connections.identity.Matcher}
 */
public record Like(String left, String right, double bits) {
  /** Surest first, and fixed among equals. */
  static final Comparator<Like> SUREST_FIRST =
      Comparator.comparingDouble(Like::bits)
          .reversed()
          .thenComparing(Like::left)
          .thenComparing(Like::right);

  static Like of(String one, String other, double bits) {
    return one.compareTo(other) < 0 ? new Like(one, other, bits) : new Like(other, one, bits);
  }
}
