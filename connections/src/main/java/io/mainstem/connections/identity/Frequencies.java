package io.mainstem.connections.identity;

import java.util.Map;

/**
 * How common the values of one comparison are in a business: two people called Smith are less
 * surely one than two called Zephaniah. Common values only, and by digest: the file shows no name.
 *
 * @param shares digest of a plain value to the share of records that have it
 * @param rare the share assumed of any other; not above 0 where nothing was estimated
 */
public record Frequencies(Map<String, Double> shares, double rare) {
  public static final Frequencies NONE = new Frequencies(Map.of(), 0);

  public Frequencies {
    shares = Map.copyOf(shares);
  }

  /** The share of records with this value, or {@code otherwise}. */
  double of(String value, double otherwise) {
    if (rare <= 0) {
      return otherwise;
    }
    return shares.getOrDefault(Digests.of(value), rare);
  }
}
