package io.mainstem.canonicalizer.merge;

import io.mainstem.canonicalizer.fragment.Cause;
import io.mainstem.canonicalizer.fragment.Member;
import io.mainstem.canonicalizer.fragment.SourceFragment;
import io.mainstem.canonicalizer.fragment.Stamp;
import io.mainstem.canonicalizer.fragment.Standing;
import io.mainstem.schemas.EntityType;
import io.mainstem.schemas.event.Change;
import io.mainstem.schemas.event.ChangeKind;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Applies steps to canonical records of one entity: a version is emitted only for a change. */
public final class Merger {
  private final EntityType entity;
  private final Survivorship survivorship;
  private final References references;

  public Merger(EntityType entity, FieldAuthority authority, CanonicalIds ids) {
    this.entity = entity;
    this.survivorship = new Survivorship(entity, authority);
    this.references = new References(ids);
  }

  public MergeResult apply(GoldenState state, MergeStep step, Instant now) {
    return switch (step) {
      case MergeStep.Fact fact -> apply(state, fact, now);
      case MergeStep.Master master -> apply(state, master, now);
      case MergeStep.Absorb absorb -> apply(state, absorb, now);
    };
  }

  /** The same record with its references completed anew. */
  public MergeResult relink(GoldenState state, Cause cause, Instant now) {
    SpecificRecord golden = state.golden();
    if (golden == null || Envelope.mergedInto(golden) != null) {
      return new MergeResult(state, null);
    }
    SpecificRecord next = SpecificData.getForClass(entity.type()).deepCopy(entity.schema(), golden);
    references.fill(next);
    return emit(state, state.standing(), next, cause, now);
  }

  private MergeResult apply(GoldenState state, MergeStep.Fact step, Instant now) {
    SourceFragment fragment = step.fragment();
    Stamp stamp = fragment.stamp();
    Standing before = state.standing();
    Standing after = before == null ? Standing.of(stamp) : before.with(stamp);
    SpecificRecord next = state.golden();
    if (before == null ? !stamp.gone() : before.replacesLive(stamp)) {
      next = merged(step.id(), List.of(new Member(fragment, false)));
    }
    if (next == null) {
      return new MergeResult(new GoldenState(null, after), null);
    }
    if (Envelope.deleted(next) != after.gone()) {
      next = Envelope.copy(entity, next);
      Envelope.set(next, Envelope.DELETED, after.gone());
    }
    return emit(state, after, next, step.cause(), now);
  }

  private MergeResult apply(GoldenState state, MergeStep.Master step, Instant now) {
    if (step.members().isEmpty()) {
      return new MergeResult(state, null);
    }
    return emit(state, null, merged(step.id(), step.members()), step.cause(), now);
  }

  private MergeResult apply(GoldenState state, MergeStep.Absorb step, Instant now) {
    SpecificRecord golden = state.golden();
    if (golden == null) {
      return new MergeResult(state, null);
    }
    SpecificRecord absorbed = Envelope.copy(entity, golden);
    Envelope.set(absorbed, Envelope.MERGED_INTO, step.into());
    return emit(state, null, absorbed, step.cause(), now);
  }

  private SpecificRecord merged(String id, List<Member> members) {
    SpecificRecord merged = survivorship.merge(id, members);
    references.fill(merged);
    return merged;
  }

  private MergeResult emit(
      GoldenState state,
      @Nullable Standing standing,
      SpecificRecord next,
      Cause cause,
      Instant now) {
    SpecificRecord before = state.golden();
    if (before != null && Content.same(before, next)) {
      return new MergeResult(new GoldenState(before, standing), null);
    }
    long version = before == null ? 1 : Envelope.version(before) + 1;
    Envelope.set(next, Envelope.VERSION, version);
    Envelope.set(next, Envelope.UPDATED_AT, now);
    Change change = change(before, next, cause, now);
    return new MergeResult(new GoldenState(next, standing), new MergeResult.Emission(next, change));
  }

  private Change change(
      @Nullable SpecificRecord before, SpecificRecord after, Cause cause, Instant now) {
    ChangeKind kind = kind(before, after);
    return Change.newBuilder()
        .setEntity(entity.name())
        .setId(Envelope.id(after))
        .setVersion(Envelope.version(after))
        .setKind(kind)
        .setFields(Differences.between(before, after))
        .setEvents(BusinessEvents.of(entity.name(), kind, before, after))
        .setMergedInto(Envelope.mergedInto(after))
        .setOccurredAt(cause.occurredAt())
        .setAt(now)
        .setCausedBy(cause.eventId())
        .setConnection(cause.source().connection())
        .build();
  }

  private static ChangeKind kind(@Nullable SpecificRecord before, SpecificRecord after) {
    if (Envelope.mergedInto(after) != null) {
      return ChangeKind.MERGED;
    }
    if (before != null && Envelope.mergedInto(before) != null) {
      return ChangeKind.SPLIT;
    }
    if (Envelope.deleted(after) && (before == null || !Envelope.deleted(before))) {
      return ChangeKind.DELETED;
    }
    return before == null ? ChangeKind.CREATED : ChangeKind.UPDATED;
  }
}
