package io.mainstem.canonicalizer.fragment;

import java.util.Comparator;

/**
 * The place of one snapshot among the snapshots of its source record: by the source's version; at
 * the same version "gone" is last, and otherwise the content's digest decides, so that the order is
 * total and the same whichever came first.
 */
public record Stamp(long version, boolean gone, Digest digest) implements Comparable<Stamp> {
  private static final Comparator<Stamp> ORDER =
      Comparator.comparingLong(Stamp::version)
          .thenComparing(Stamp::gone)
          .thenComparing(Stamp::digest);

  @Override
  public int compareTo(Stamp other) {
    return ORDER.compare(this, other);
  }

  public boolean isNewerThan(Stamp other) {
    return compareTo(other) > 0;
  }

  /** Whether both say the same, whatever their versions. */
  public boolean sameContent(Stamp other) {
    return gone == other.gone && digest.equals(other.digest);
  }
}
