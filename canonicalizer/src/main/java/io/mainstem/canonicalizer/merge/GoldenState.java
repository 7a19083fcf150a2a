package io.mainstem.canonicalizer.merge;

import io.mainstem.canonicalizer.fragment.Standing;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of one canonical id.
 *
 * @param golden as last emitted; null where nothing was ever worth emitting
 * @param standing of the one source record of a fact; null for masters, whose standings resolution
 *     keeps
 */
public record GoldenState(@Nullable SpecificRecord golden, @Nullable Standing standing) {
  public static final GoldenState NONE = new GoldenState(null, null);
}
