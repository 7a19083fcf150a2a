package io.mainstem.canonicalizer.resolve;

import io.mainstem.canonicalizer.fragment.Cause;
import io.mainstem.canonicalizer.fragment.Member;
import io.mainstem.canonicalizer.fragment.SourceFragment;
import java.util.List;

/** What resolution asks of those after it. */
public sealed interface ResolveStep {

  /** Merge these members, and nobody else, into the canonical record {@code id}. */
  record Merge(String entity, String id, List<Member> members, Cause cause) implements ResolveStep {
    public Merge {
      members = List.copyOf(members);
    }
  }

  /** The canonical record {@code id} has become part of {@code into}. */
  record Absorb(String entity, String id, String into, Cause cause) implements ResolveStep {}

  /**
   * The source record now belongs to {@code canonicalId}.
   *
   * @param rule {@code founder}, or the kind of identifier that linked it
   * @param reason in plain words, without personal data
   */
  record Linked(
      SourceFragment fragment, String canonicalId, String rule, String reason, Cause cause)
      implements ResolveStep {}
}
