package io.mainstem.canonicalizer.resolve;

import io.mainstem.canonicalizer.fragment.Cause;
import io.mainstem.canonicalizer.fragment.Member;
import io.mainstem.canonicalizer.fragment.SourceFragment;
import io.mainstem.connections.identity.Decision;
import io.mainstem.connections.identity.Evidence;
import io.mainstem.schemas.SourceKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
   * @param former the canonical id it had; null where it had none
   * @param reason in plain words, without personal data
   */
  record Linked(
      SourceFragment fragment,
      String canonicalId,
      @Nullable String former,
      String rule,
      String reason,
      Cause cause)
      implements ResolveStep {

    /** Whether references to it lead elsewhere now; until it is linked they lead to itself. */
    public boolean redirects() {
      return !canonicalId.equals(former == null ? fragment.alias() : former);
    }
  }

  /**
   * A person should say whether these two are one.
   *
   * @param bits how much speaks for it; see {@link Like}
   * @param stopped why they were not linked although they are alike enough, or null where they are
   *     not
   */
  record Suggested(
      String entity,
      SourceKey left,
      SourceKey right,
      double bits,
      List<Evidence> evidence,
      @Nullable String stopped,
      Cause cause)
      implements ResolveStep {
    public Suggested {
      evidence = List.copyOf(evidence);
    }
  }

  /** Nobody needs to be asked about these two any more. */
  record Settled(String entity, SourceKey left, SourceKey right, Cause cause)
      implements ResolveStep {}

  /**
   * The decision is not followed.
   *
   * @param chain records each linked with the next by earlier decisions, whose ends this one parts,
   *     or the two that it would link although they were set apart
   */
  record Refused(Decision decision, List<String> chain) implements ResolveStep {
    public Refused {
      chain = List.copyOf(chain);
    }
  }
}
