package io.mainstem.canonicalizer.topology;

import io.mainstem.canonicalizer.merge.MergeStep;
import io.mainstem.schemas.event.Link;

/** What the resolve stage sends on, by the topic it goes to. */
sealed interface ResolveEmission {
  record ToMerge(MergeStep step) implements ResolveEmission {}

  record ToLinks(Link link) implements ResolveEmission {}
}
