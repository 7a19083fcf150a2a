package io.mainstem.canonicalizer.fragment;

import java.util.Comparator;

/**
 * The place of one snapshot among the snapshots of its source record: by the source's version; at
 * the same version what was computed anew later, with the tool file of that day; then "gone" is
 * last, and otherwise the content's digest decides, so that the order is total and the same
 * whichever came first.
 *
 * @param again when its event was sent again to be computed anew, in microseconds since the epoch;
 *     {@link #ORIGINAL} for the event itself, {@link #DELETE} for what the source deleted
 */
public record Stamp(long version, long again, boolean gone, Digest digest)
    implements Comparable<Stamp> {
  public static final long ORIGINAL = 0;

  /** No snapshot of the same version, however often it is computed, comes after a delete. */
  public static final long DELETE = Long.MAX_VALUE;

  private static final Comparator<Stamp> ORDER =
      Comparator.comparingLong(Stamp::version)
          .thenComparingLong(Stamp::again)
          .thenComparing(Stamp::gone)
          .thenComparing(Stamp::digest);

  /** Of an event that came by itself. */
  public Stamp(long version, boolean gone, Digest digest) {
    this(version, ORIGINAL, gone, digest);
  }

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
