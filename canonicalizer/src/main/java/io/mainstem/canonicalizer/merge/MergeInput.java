package io.mainstem.canonicalizer.merge;

import io.mainstem.canonicalizer.fragment.Cause;

/** What the merge stage works on. */
public sealed interface MergeInput permits MergeStep, Relinked {
  Cause cause();
}
