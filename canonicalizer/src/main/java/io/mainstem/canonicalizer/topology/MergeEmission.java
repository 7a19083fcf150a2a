package io.mainstem.canonicalizer.topology;

import io.mainstem.schemas.event.Change;
import io.mainstem.schemas.event.Outcome;
import org.apache.avro.specific.SpecificRecord;

/** What the merge stage sends on, by the topic it goes to. */
sealed interface MergeEmission {
  record ToCanonical(SpecificRecord golden) implements MergeEmission {}

  record ToChanges(Change change) implements MergeEmission {}

  record ToLedger(Outcome outcome) implements MergeEmission {}
}
