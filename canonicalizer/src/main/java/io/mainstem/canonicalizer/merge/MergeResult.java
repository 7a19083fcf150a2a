package io.mainstem.canonicalizer.merge;

import io.mainstem.schemas.event.Change;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * What came of a step.
 *
 * @param state to keep
 * @param emission null where nothing changed
 */
public record MergeResult(GoldenState state, @Nullable Emission emission) {

  /** A new version and what is new in it. */
  public record Emission(SpecificRecord golden, Change change) {}
}
