package io.mainstem.canonicalizer.topology;

import io.mainstem.canonicalizer.fragment.BodyCodec;
import io.mainstem.canonicalizer.fragment.Cause;
import io.mainstem.canonicalizer.fragment.Digest;
import io.mainstem.canonicalizer.fragment.Member;
import io.mainstem.canonicalizer.fragment.SourceFragment;
import io.mainstem.canonicalizer.fragment.Stamp;
import io.mainstem.canonicalizer.fragment.Standing;
import io.mainstem.canonicalizer.fragment.Token;
import io.mainstem.canonicalizer.map.MapState;
import io.mainstem.canonicalizer.merge.GoldenState;
import io.mainstem.canonicalizer.merge.MergeInput;
import io.mainstem.canonicalizer.merge.MergeStep;
import io.mainstem.canonicalizer.merge.Relinked;
import io.mainstem.canonicalizer.merge.Unfinished;
import io.mainstem.canonicalizer.resolve.SourceRecord;
import io.mainstem.connections.identity.Decision;
import io.mainstem.connections.identity.Profile;
import io.mainstem.schemas.EntityType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The layouts of all that is kept in stores and internal topics. */
final class Codecs {
  private static final int FACT = 0;
  private static final int MASTER = 1;
  private static final int ABSORB = 2;
  private static final int RELINKED = 3;

  static final Codec<MapState> MAP_STATE = new Codec<>(Codecs::write, Codecs::readMapState);
  static final Codec<SourceRecord> SOURCE_RECORD =
      new Codec<>(Codecs::write, Codecs::readSourceRecord);
  static final Codec<FragmentSent> FRAGMENT_SENT =
      new Codec<>(Codecs::write, Codecs::readFragmentSent);
  static final Codec<DecisionSent> DECISION_SENT =
      new Codec<>(
          (out, sent) -> write(out, sent.decision()), in -> new DecisionSent(readDecision(in)));
  static final Codec<List<Decision>> DECISIONS =
      new Codec<>((out, all) -> out.list(all, Codecs::write), in -> in.list(Codecs::readDecision));
  static final Codec<Map<String, Double>> LIKES =
      new Codec<>(Codecs::writeLikes, Codecs::readLikes);
  static final Codec<MergeInput> MERGE_INPUT = new Codec<>(Codecs::write, Codecs::readMergeInput);
  static final Codec<Unfinished> UNFINISHED =
      new Codec<>(
          (out, unfinished) -> {
            out.text(unfinished.alias());
            out.text(unfinished.after());
            write(out, unfinished.cause());
          },
          in -> new Unfinished(in.text(), in.text(), readCause(in)));
  static final Codec<ResolveInput> WAITING = new Codec<>(Codecs::write, Codecs::readResolveInput);
  static final Codec<Regime> REGIME = new Codec<>(Codecs::write, Codecs::readRegime);

  /** A profile without its blocks. */
  static final Codec<Profile> PROFILE_VALUES = new Codec<>(Codecs::writeValues, Codecs::readValues);

  /** Members of a set, and what is said of each. */
  static final Codec<Map<String, byte[]>> POSTINGS =
      new Codec<>(Codecs::writePostings, Codecs::readPostings);

  private Codecs() {}

  /** Golden states of one entity. */
  static Codec<GoldenState> goldenState(EntityType entity) {
    BodyCodec bodies = new BodyCodec(entity);
    return new Codec<>(
        (out, state) -> {
          out.optional(state.golden(), (o, golden) -> o.blob(bodies.encode(golden)));
          out.optional(state.standing(), Codecs::write);
        },
        in ->
            new GoldenState(
                in.optional(i -> bodies.decode(i.blob())), in.optional(Codecs::readStanding)));
  }

  private static void write(Output out, MapState state) {
    out.optional(state.newest(), Codecs::write);
    out.instant(state.firstReceivedAt());
    out.list(
        state.seen(),
        (o, seen) -> {
          o.digest(seen.event());
          o.flag(seen.quarantined());
        });
    Digest newestEvent = state.newestEvent();
    if (newestEvent != null) {
      out.digest(newestEvent); // at the end, where an earlier release does not look
    }
  }

  private static MapState readMapState(Input in) {
    Stamp newest = in.optional(Codecs::readStamp);
    Instant firstReceivedAt = in.instant();
    List<MapState.Seen> seen = in.list(i -> new MapState.Seen(i.digest(), i.flag()));
    return new MapState(newest, in.isEnd() ? null : in.digest(), firstReceivedAt, seen);
  }

  private static void write(Output out, SourceRecord known) {
    write(out, known.latest());
    write(out, known.standing());
    out.instant(known.foundedAt());
    out.optional(known.canonicalId(), Output::text);
    out.flag(known.everCanonical());
    out.since(Codec.MERGED);
    out.optional(
        known.merged(),
        (o, merged) -> {
          write(o, merged.stamp());
          o.text(merged.into());
        });
  }

  private static SourceRecord readSourceRecord(Input in) {
    return new SourceRecord(
        readFragment(in),
        readStanding(in),
        in.instant(),
        in.optional(Input::text),
        in.flag(),
        in.layout() < Codec.MERGED
            ? null
            : in.optional(i -> new SourceRecord.VendorMerge(readStamp(i), i.text())));
  }

  private static void write(Output out, FragmentSent sent) {
    write(out, sent.fragment());
    write(out, sent.cause());
    out.digest(sent.rules()); // at the end, where an earlier release does not look
  }

  private static FragmentSent readFragmentSent(Input in) {
    return new FragmentSent(
        readFragment(in), readCause(in), in.isEnd() ? Digest.ZERO : in.digest());
  }

  private static void write(Output out, ResolveInput input) {
    switch (input) {
      case FragmentSent sent -> {
        out.flag(true);
        write(out, sent);
      }
      case DecisionSent sent -> {
        out.flag(false);
        write(out, sent.decision());
      }
    }
  }

  private static ResolveInput readResolveInput(Input in) {
    return in.flag() ? readFragmentSent(in) : new DecisionSent(readDecision(in));
  }

  private static void write(Output out, Regime regime) {
    out.text(regime.rules());
    out.digest(regime.print());
    out.digest(regime.authority());
    out.text(regime.phase().name());
    out.text(regime.cursor());
  }

  private static Regime readRegime(Input in) {
    return new Regime(
        in.text(), in.digest(), in.digest(), Regime.Phase.valueOf(in.text()), in.text());
  }

  private static void write(Output out, Decision decision) {
    out.text(decision.id());
    out.text(decision.kind().name());
    out.list(decision.records(), Output::text);
    out.text(decision.by());
    out.text(decision.reason());
    out.instant(decision.at());
  }

  private static Decision readDecision(Input in) {
    return new Decision(
        in.text(),
        Decision.Kind.valueOf(in.text()),
        in.list(Input::text),
        in.text(),
        in.text(),
        in.instant());
  }

  private static void writeLikes(Output out, Map<String, Double> likes) {
    out.list(
        likes.entrySet(),
        (o, like) -> {
          o.text(like.getKey());
          o.fraction(like.getValue());
        });
  }

  private static Map<String, Double> readLikes(Input in) {
    Map<String, Double> likes = new TreeMap<>();
    in.list(i -> likes.put(i.text(), i.fraction()));
    return likes;
  }

  private static void writePostings(Output out, Map<String, byte[]> members) {
    out.list(
        members.entrySet(),
        (o, member) -> {
          o.text(member.getKey());
          o.bytes(member.getValue());
        });
  }

  private static Map<String, byte[]> readPostings(Input in) {
    Map<String, byte[]> members = new TreeMap<>();
    in.list(i -> members.put(i.text(), i.bytes()));
    return members;
  }

  private static void write(Output out, MergeInput input) {
    switch (input) {
      case MergeStep.Fact fact -> {
        out.whole(FACT);
        write(out, fact.fragment());
      }
      case MergeStep.Master master -> {
        out.whole(MASTER);
        out.text(master.entity());
        out.text(master.id());
        out.list(
            master.members(),
            (o, member) -> {
              write(o, member.fragment());
              o.flag(member.gone());
            });
      }
      case MergeStep.Absorb absorb -> {
        out.whole(ABSORB);
        out.text(absorb.entity());
        out.text(absorb.id());
        out.text(absorb.into());
      }
      case Relinked relinked -> {
        out.whole(RELINKED);
        out.text(relinked.alias());
        out.text(relinked.id());
      }
    }
    write(out, input.cause());
  }

  private static MergeInput readMergeInput(Input in) {
    int kind = Math.toIntExact(in.whole());
    return switch (kind) {
      case FACT -> new MergeStep.Fact(readFragment(in), readCause(in));
      case MASTER ->
          new MergeStep.Master(
              in.text(),
              in.text(),
              in.list(i -> new Member(readFragment(i), i.flag())),
              readCause(in));
      case ABSORB -> new MergeStep.Absorb(in.text(), in.text(), in.text(), readCause(in));
      case RELINKED -> new Relinked(in.text(), in.text(), readCause(in));
      default -> throw new IllegalStateException("merge step: " + kind + " (expected: 0 to 3)");
    };
  }

  private static void write(Output out, SourceFragment fragment) {
    out.text(fragment.entity());
    out.source(fragment.source());
    out.text(fragment.alias());
    write(out, fragment.stamp());
    out.optional(fragment.occurredAt(), Output::instant);
    out.instant(fragment.receivedAt());
    out.list(
        fragment.tokens(),
        (o, token) -> {
          o.text(token.kind());
          o.digest(token.digest());
        });
    write(out, fragment.profile());
    out.blob(fragment.body());
    out.since(Codec.MERGED);
    out.optional(fragment.mergedInto(), Output::text);
  }

  private static void write(Output out, Profile profile) {
    out.since(Codec.PROFILE);
    out.list(profile.values(), (o, values) -> o.list(values, Output::text));
    out.list(profile.blocks(), Output::text);
  }

  private static void writeValues(Output out, Profile profile) {
    out.list(profile.values(), (o, values) -> o.list(values, Output::text));
  }

  private static Profile readValues(Input in) {
    return new Profile(in.list(i -> i.list(Input::text)), List.of());
  }

  private static Profile readProfile(Input in) {
    return in.layout() < Codec.PROFILE
        ? Profile.EMPTY
        : new Profile(in.list(i -> i.list(Input::text)), in.list(Input::text));
  }

  private static SourceFragment readFragment(Input in) {
    return new SourceFragment(
        in.text(),
        in.source(),
        in.text(),
        readStamp(in),
        in.optional(Input::instant),
        in.instant(),
        in.list(i -> new Token(i.text(), i.digest())),
        readProfile(in),
        in.blob(),
        in.layout() < Codec.MERGED ? null : in.optional(Input::text));
  }

  private static void write(Output out, Stamp stamp) {
    boolean anew = stamp.again() != Stamp.ORIGINAL;
    out.whole(stamp.version());
    out.flags(stamp.gone(), anew);
    if (anew) {
      out.since(Codec.AGAIN);
      out.whole(stamp.again());
    }
    out.digest(stamp.digest());
  }

  private static Stamp readStamp(Input in) {
    long version = in.whole();
    int flags = in.flags();
    long again = (flags & 2) == 0 ? Stamp.ORIGINAL : in.whole();
    return new Stamp(version, again, (flags & 1) == 1, in.digest());
  }

  private static void write(Output out, Standing standing) {
    write(out, standing.newest());
    out.optional(standing.live(), Codecs::write);
  }

  private static Standing readStanding(Input in) {
    return new Standing(readStamp(in), in.optional(Codecs::readStamp));
  }

  private static void write(Output out, Cause cause) {
    out.text(cause.eventId());
    out.source(cause.source());
    out.text(cause.deliveryId());
    out.optional(cause.occurredAt(), Output::instant);
    out.instant(cause.receivedAt());
    out.flag(cause.outcomeDue());
  }

  private static Cause readCause(Input in) {
    return new Cause(
        in.text(), in.source(), in.text(), in.optional(Input::instant), in.instant(), in.flag());
  }
}
