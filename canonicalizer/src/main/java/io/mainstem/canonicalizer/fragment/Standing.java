package io.mainstem.canonicalizer.fragment;

import org.jspecify.annotations.Nullable;

/**
 * What a source record comes to once all its snapshots so far are known: the newest of all, and the
 * newest that is not "gone". Both are maxima, so no order of arrival matters; the record's values
 * are those of {@code live}, also after it is gone.
 */
public record Standing(Stamp newest, @Nullable Stamp live) {

  public static Standing of(Stamp first) {
    return new Standing(first, first.gone() ? null : first);
  }

  public Standing with(Stamp next) {
    Stamp newer = next.isNewerThan(newest) ? next : newest;
    return new Standing(newer, replacesLive(next) ? next : live);
  }

  /** Whether {@code next} brings values that count more than those known. */
  public boolean replacesLive(Stamp next) {
    return !next.gone() && (live == null || next.isNewerThan(live));
  }

  /** The source says the record no longer exists. */
  public boolean gone() {
    return newest.gone();
  }
}
