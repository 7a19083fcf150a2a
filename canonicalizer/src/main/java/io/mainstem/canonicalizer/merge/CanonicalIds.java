package io.mainstem.canonicalizer.merge;

import org.jspecify.annotations.Nullable;

/** Which canonical id a source record's alias has at present; null where not known (yet). */
@FunctionalInterface
public interface CanonicalIds {
  @Nullable String of(String alias);
}
