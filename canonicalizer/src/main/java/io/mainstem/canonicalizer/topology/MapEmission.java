package io.mainstem.canonicalizer.topology;

import io.mainstem.canonicalizer.merge.MergeInput;
import io.mainstem.schemas.event.DeadLetter;
import io.mainstem.schemas.event.Outcome;

/** What the map stage sends on, by the topic it goes to. */
sealed interface MapEmission {
  record ToLedger(Outcome outcome) implements MapEmission {}

  record ToQuarantine(DeadLetter letter) implements MapEmission {}

  record ToResolve(FragmentSent fragment) implements MapEmission {}

  record ToMerge(MergeInput step) implements MapEmission {}
}
