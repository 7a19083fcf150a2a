package io.mainstem.canonicalizer.merge;

import io.mainstem.canonicalizer.fragment.Cause;
import io.mainstem.canonicalizer.fragment.Member;
import io.mainstem.canonicalizer.fragment.SourceFragment;
import java.util.List;

/** What a canonical id is told. */
public sealed interface MergeStep extends MergeInput {
  String entity();

  String id();

  /** A source record of a fact has spoken; the id is its alias. */
  record Fact(SourceFragment fragment, Cause cause) implements MergeStep {
    @Override
    public String entity() {
      return fragment.entity();
    }

    @Override
    public String id() {
      return fragment.alias();
    }
  }

  /** These source records, and no others, are this master. */
  record Master(String entity, String id, List<Member> members, Cause cause) implements MergeStep {
    public Master {
      members = List.copyOf(members);
    }
  }

  /** This id has become part of {@code into}. */
  record Absorb(String entity, String id, String into, Cause cause) implements MergeStep {}
}
