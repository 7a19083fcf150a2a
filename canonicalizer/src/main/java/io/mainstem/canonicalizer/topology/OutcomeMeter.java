package io.mainstem.canonicalizer.topology;

import io.mainstem.schemas.event.OutcomeKind;
import org.jspecify.annotations.Nullable;

/** Counts outcomes as they are decided; after a crash some are decided, and counted, again. */
@FunctionalInterface
public interface OutcomeMeter {
  void count(String connection, OutcomeKind kind, @Nullable String code);
}
