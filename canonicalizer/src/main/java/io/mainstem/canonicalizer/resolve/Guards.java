package io.mainstem.canonicalizer.resolve;

/**
 * Limits beyond which likeness is not believed.
 *
 * @param maxCluster records one canonical record may have
 * @param maxShared records that may hold one identifier; held by more it is taken for a generic
 *     value (info@, a switchboard) and links nobody
 */
public record Guards(int maxCluster, int maxShared) {

  /** Records looked at in one step; a chain this long is a mistake in the identifiers. */
  static final int MAX_REACH = 10_000;

  /** An identifier held by more records than a cluster may have cannot mean one thing. */
  public static Guards ofCluster(int maxCluster) {
    return new Guards(maxCluster, maxCluster);
  }

  public Guards {
    if (maxCluster < 1 || maxShared < 1) {
      throw new IllegalArgumentException(
          "guards: " + maxCluster + ", " + maxShared + " (expected: at least 1)");
    }
  }
}
