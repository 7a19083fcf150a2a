package io.mainstem.canonicalizer.map;

import io.mainstem.canonicalizer.fragment.Digest;
import io.mainstem.canonicalizer.fragment.SourceFragment;
import io.mainstem.canonicalizer.fragment.Stamp;
import io.mainstem.canonicalizer.ledger.PoisonCode;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.map.FragmentKey;
import io.mainstem.connections.map.MapResult;
import io.mainstem.connections.map.UnfitCode;
import io.mainstem.schemas.event.Operation;
import io.mainstem.schemas.event.OutcomeKind;
import io.mainstem.schemas.event.SourceEvent;
import io.mainstem.schemas.event.Via;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.AvroRuntimeException;
import org.jspecify.annotations.Nullable;

/** Decides what an event of one connection is, given what is remembered of its source record. */
public final class SourceDecider {
  /** Code of events the tool file leaves out on purpose. */
  static final String NOT_WANTED = "NOT_WANTED";

  private static final String UNKNOWN_OBJECT =
      "The tool file of this connection describes no such kind of record, so we cannot tell what"
          + " was deleted. Add the object to the tool file, then replay.";

  private final SourceMapper mapper;
  private final FragmentFactory factory;

  public SourceDecider(SourceMapper mapper, Identifiers identifiers) {
    this.mapper = mapper;
    this.factory = new FragmentFactory(identifiers);
  }

  public MapDecision decide(@Nullable MapState remembered, SourceEvent event) {
    MapState state = remembered == null ? MapState.first(event.getReceivedAt()) : remembered;
    MapState next = state.receivedAt(event.getReceivedAt());
    boolean earlier = event.getReceivedAt().isBefore(state.firstReceivedAt());
    boolean repeated = isRepeated(state, event);
    if (repeated && !earlier) {
      return new MapDecision.Settled(OutcomeKind.DUPLICATE, null, List.of(), state);
    }
    Reading reading = read(event);
    return switch (reading) {
      case Unfit unfit -> unfit(unfit, event, next, repeated);
      case Fits fits when repeated ->
          new MapDecision.Settled(OutcomeKind.DUPLICATE, null, fits.fragments(), next);
      case Fits fits -> decide(fits, event, next);
    };
  }

  private static MapDecision decide(Fits fits, SourceEvent event, MapState state) {
    Stamp stamp =
        new Stamp(
            event.getVersion(),
            FragmentFactory.again(event),
            fits.gone(),
            digest(fits.fragments()));
    Stamp newest = state.newest();
    boolean anew = isSettled(state, event);
    MapState seen = state.remember(event.getEventId(), false);
    if (newest != null && newest.isNewerThan(stamp)) {
      return new MapDecision.Settled(
          anew ? OutcomeKind.DUPLICATE : OutcomeKind.SUPERSEDED, null, fits.fragments(), seen);
    }
    MapState next = seen.accept(stamp, event.getEventId());
    if (anew && newest != null && newest.sameContent(stamp)) {
      return new MapDecision.Settled(OutcomeKind.DUPLICATE, null, List.of(), next);
    }
    if (fits.filtered()) {
      return new MapDecision.Settled(OutcomeKind.FILTERED, NOT_WANTED, fits.fragments(), next);
    }
    if (newest != null && newest.sameContent(stamp)) {
      return new MapDecision.Settled(OutcomeKind.UNCHANGED, null, fits.fragments(), next);
    }
    return new MapDecision.Forward(fits.fragments(), next);
  }

  /**
   * What somebody sends again on purpose is no repeat where the event was quarantined, nor where
   * what its record says now came from it: it is computed anew, with the tool file as it is now.
   */
  private static boolean isRepeated(MapState state, SourceEvent event) {
    return state
        .seen(event.getEventId())
        .filter(
            seen ->
                event.getVia() != Via.REPLAY
                    || !(seen.quarantined()
                        || state.mayStandOn(event.getEventId(), event.getVersion())))
        .isPresent();
  }

  /** Whether the event has an outcome that stands, unless it now comes to something else. */
  private static boolean isSettled(MapState state, SourceEvent event) {
    return state.seen(event.getEventId()).filter(seen -> !seen.quarantined()).isPresent();
  }

  private static MapDecision unfit(
      Unfit unfit, SourceEvent event, MapState state, boolean repeated) {
    if (repeated) {
      return new MapDecision.Settled(OutcomeKind.DUPLICATE, null, unfit.fragments(), state);
    }
    Stamp newest = state.newest();
    if (newest != null && newest.version() > event.getVersion()) {
      return new MapDecision.Settled(
          OutcomeKind.SUPERSEDED,
          null,
          unfit.fragments(),
          state.remember(event.getEventId(), false));
    }
    return new MapDecision.Rejected(
        unfit.code(),
        unfit.cause(),
        unfit.field(),
        unfit.fragments(),
        state.remember(event.getEventId(), true));
  }

  /** What the event says, if it says anything. */
  private sealed interface Reading {}

  private record Fits(List<SourceFragment> fragments, boolean gone, boolean filtered)
      implements Reading {}

  /** With what of it fits all the same. */
  private record Unfit(
      String code, String cause, @Nullable String field, List<SourceFragment> fragments)
      implements Reading {}

  private Reading read(SourceEvent event) {
    if (event.getOperation() == Operation.DELETE) {
      List<FragmentKey> own = mapper.own(event.getObject(), event.getSourceId());
      return own.isEmpty()
          ? new Unfit(UnfitCode.UNKNOWN_OBJECT.name(), UNKNOWN_OBJECT, null, List.of())
          : new Fits(gone(event, own, Set.of()), true, false);
    }
    return switch (mapper.map(event.getObject(), Bytes.of(event.getPayload()))) {
      case MapResult.Unfit unfit -> unfit(unfit, List.of());
      case MapResult.Filtered filtered -> {
        List<FragmentKey> own = mapper.own(event.getObject(), event.getSourceId());
        yield new Fits(gone(event, own, Set.of()), true, true);
      }
      case MapResult.Mapped mapped -> store(event, mapped);
    };
  }

  private static Unfit unfit(MapResult.Unfit why, List<SourceFragment> fragments) {
    return new Unfit(why.code().name(), why.cause(), why.field(), fragments);
  }

  /** A value the schema has no room for is the payload's fault or the mapping's, never a crash. */
  private Reading store(SourceEvent event, MapResult.Mapped mapped) {
    try {
      List<SourceFragment> fragments = fragments(event, mapped);
      return mapped.held() == null
          ? new Fits(fragments, false, false)
          : unfit(mapped.held().why(), fragments);
    } catch (AvroRuntimeException | ArithmeticException e) {
      return new Unfit(
          PoisonCode.UNSTORABLE.name(), PoisonCode.UNSTORABLE.cause(), null, List.of());
    }
  }

  /**
   * The fragments of the payload, and "gone" for whatever the record could say but this version
   * does not: so each version speaks for all of its record, and an older one can add nothing.
   */
  private List<SourceFragment> fragments(SourceEvent event, MapResult.Mapped mapped) {
    List<SourceFragment> fragments = new ArrayList<>();
    Set<String> spoken = new HashSet<>();
    mapped
        .fragments()
        .forEach(
            fragment -> {
              fragments.add(factory.live(event, fragment));
              spoken.add(fragment.linkKey());
            });
    Set<String> held = mapped.held() == null ? Set.of() : mapped.held().entities();
    List<FragmentKey> own =
        mapper.own(event.getObject(), event.getSourceId()).stream()
            .filter(key -> !held.contains(key.entity().name()))
            .toList();
    fragments.addAll(gone(event, own, spoken));
    return fragments;
  }

  private List<SourceFragment> gone(SourceEvent event, List<FragmentKey> own, Set<String> spoken) {
    return own.stream()
        .filter(key -> !spoken.contains(key.source().linkKey(key.entity().name())))
        .map(key -> factory.gone(event, key))
        .toList();
  }

  private static Digest digest(List<SourceFragment> fragments) {
    Digest digest = Digest.ZERO;
    for (SourceFragment fragment : fragments) {
      digest = digest.and(Digest.of(fragment.key())).and(fragment.stamp().digest());
    }
    return digest;
  }
}
