package io.mainstem.canonicalizer.topology;

import io.mainstem.canonicalizer.merge.MergeInput;
import io.mainstem.schemas.event.AuditEntry;
import io.mainstem.schemas.event.Link;
import io.mainstem.schemas.event.Suggestion;
import org.jspecify.annotations.Nullable;

/** What the resolve stage sends on, by the topic it goes to. */
sealed interface ResolveEmission {
  record ToMerge(MergeInput step) implements ResolveEmission {}

  record ToLinks(Link link) implements ResolveEmission {}

  /** Null says that it is settled. */
  record ToSuggestions(@Nullable Suggestion suggestion) implements ResolveEmission {}

  record ToAudit(AuditEntry entry) implements ResolveEmission {}
}
