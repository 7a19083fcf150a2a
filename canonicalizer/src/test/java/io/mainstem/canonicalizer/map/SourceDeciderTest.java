package io.mainstem.canonicalizer.map;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.canonicalizer.Toy;
import io.mainstem.canonicalizer.ToyEvents;
import io.mainstem.canonicalizer.ToyMapper;
import io.mainstem.canonicalizer.ToyStream;
import io.mainstem.canonicalizer.fragment.SourceFragment;
import io.mainstem.canonicalizer.fragment.Stamp;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.map.FragmentKey;
import io.mainstem.connections.map.MapResult;
import io.mainstem.connections.map.UnfitCode;
import io.mainstem.schemas.event.OutcomeKind;
import io.mainstem.schemas.event.SourceEvent;
import io.mainstem.schemas.event.Via;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SourceDeciderTest {
  private final SourceDecider decider = ToyStream.in(Toy.ALONE.deciders(), "crm");

  @Test
  void shouldBreakTiesOfOneVersionTheSameWayInBothOrders() {
    SourceEvent one = ToyEvents.event("crm", "deal", "9", 1, "name=One");
    SourceEvent other = ToyEvents.event("crm", "deal", "9", 1, "name=Other");

    MapState oneFirst = after(after(null, one), other);
    MapState otherFirst = after(after(null, other), one);

    assertThat(oneFirst.newest()).isEqualTo(otherFirst.newest());
  }

  @Test
  void shouldNotLetAnUnfitEventAdvanceTheVersion() {
    MapState fit = after(null, ToyEvents.event("crm", "deal", "9", 1, "name=One"));
    MapState unfit = after(fit, ToyEvents.event("crm", "deal", "9", 2, "status=UNHEARD_OF"));

    assertThat(unfit.newest()).isEqualTo(fit.newest());
  }

  @Test
  void shouldSayGoneForWhatAVersionNoLongerSays() {
    SourceEvent without = ToyEvents.event("crm", "contact", "1", 2, "name=A");

    assertThat(decider.decide(null, without))
        .isInstanceOfSatisfying(
            MapDecision.Forward.class,
            forward -> {
              assertThat(forward.fragments())
                  .extracting(SourceFragment::entity)
                  .containsExactly("person", "company");
              assertThat(forward.fragments().getLast().stamp().gone()).isTrue();
            });
  }

  /** The same event, sent again after the tool file was mended, is computed from its raw bytes. */
  @Test
  void shouldComputeAgainWhatWasHeldOnceTheFileIsMended() {
    SourceEvent event = ToyEvents.event("crm", "contact", "1", 2, "name=A;company=B");
    SourceMapper mended = new ToyMapper("crm");
    SourceMapper drifted = holding(mended, "person");
    SourceDecider before =
        new SourceDecider(drifted, (entity, partial) -> Identifiers.Found.NOTHING);
    SourceDecider after = new SourceDecider(mended, (entity, partial) -> Identifiers.Found.NOTHING);

    MapDecision held = before.decide(null, event);
    assertThat(held)
        .isInstanceOfSatisfying(
            MapDecision.Rejected.class,
            rejected ->
                assertThat(rejected.fragments())
                    .extracting(SourceFragment::entity)
                    .containsExactly("company"));
    assertThat(after.decide(held.next(), event)).isInstanceOf(MapDecision.Settled.class);

    SourceEvent again = SourceEvent.newBuilder(event).setVia(Via.REPLAY).build();
    assertThat(before.decide(held.next(), again)).isInstanceOf(MapDecision.Rejected.class);
    assertThat(after.decide(held.next(), again))
        .isInstanceOfSatisfying(
            MapDecision.Forward.class,
            forward ->
                assertThat(forward.fragments())
                    .extracting(SourceFragment::entity)
                    .containsExactly("person", "company"));
  }

  @Test
  void shouldComputeAnewWhatARecordStandsOnAndTakeItWhateverItsDigest() {
    SourceEvent event = ToyEvents.event("crm", "deal", "9", 2, "name=A");
    SourceMapper toy = new ToyMapper("crm");
    SourceDecider first = new SourceDecider(toy, (entity, partial) -> Identifiers.Found.NOTHING);
    SourceDecider second =
        new SourceDecider(
            reading(toy, "name=[^;]*", "name=B"), (entity, partial) -> Identifiers.Found.NOTHING);
    MapState state = after(null, event);

    assertThat(((MapDecision.Settled) second.decide(state, event)).kind())
        .isEqualTo(OutcomeKind.DUPLICATE);
    MapDecision same = first.decide(state, again(event, 1));
    assertThat(((MapDecision.Settled) same).kind()).isEqualTo(OutcomeKind.DUPLICATE);
    assertThat(((MapDecision.Settled) same).fragments()).isEmpty();

    // There and back: one of the two contents has the lower digest.
    MapDecision there = second.decide(same.next(), again(event, 2));
    MapDecision back = first.decide(there.next(), again(event, 3));
    assertThat(there).isInstanceOf(MapDecision.Forward.class);
    assertThat(back).isInstanceOf(MapDecision.Forward.class);
    assertThat(stamp(there).isNewerThan(stamp(first.decide(null, event)))).isTrue();
    assertThat(stamp(back).isNewerThan(stamp(there))).isTrue();
  }

  @Test
  void shouldNotComputeAnewWhatARecordDoesNotStandOn() {
    SourceEvent older = ToyEvents.event("crm", "deal", "9", 1, "name=A");
    SourceEvent one = ToyEvents.event("crm", "deal", "9", 2, "name=One");
    SourceEvent other = ToyEvents.event("crm", "deal", "9", 2, "name=Other");
    SourceDecider mended =
        new SourceDecider(
            reading(new ToyMapper("crm"), "name=[^;]*", "name=B"),
            (entity, partial) -> Identifiers.Found.NOTHING);
    MapState state = after(after(after(null, older), one), other);

    assertThat(mended.decide(state, again(older, 1))).isInstanceOf(MapDecision.Settled.class);
    assertThat(
            Stream.of(one, other)
                .map(event -> mended.decide(state, again(event, 1)))
                .filter(MapDecision.Forward.class::isInstance))
        .hasSize(1);
  }

  @Test
  void shouldNotReviveADeletedRecordByAComputingOfTheSameVersion() {
    SourceEvent event = ToyEvents.event("crm", "deal", "9", 2, "status=UNHEARD_OF");
    MapState state = after(after(null, event), ToyEvents.deleted("crm", "deal", "9", 2));
    SourceDecider mended =
        new SourceDecider(
            reading(new ToyMapper("crm"), "UNHEARD_OF", "OPEN"),
            (entity, partial) -> Identifiers.Found.NOTHING);

    MapDecision revived = mended.decide(state, again(event, 1));

    assertThat(((MapDecision.Settled) revived).kind()).isEqualTo(OutcomeKind.SUPERSEDED);
    assertThat(Objects.requireNonNull(state.newest()).isNewerThan(stamp(revived))).isTrue();
  }

  @Test
  void shouldHoldACopyThatNoLongerFitsAndTakeItOnceItDoes() {
    SourceEvent event = ToyEvents.event("crm", "contact", "1", 2, "name=A;company=B");
    SourceMapper toy = new ToyMapper("crm");
    SourceDecider worse =
        new SourceDecider(holding(toy, "person"), (entity, partial) -> Identifiers.Found.NOTHING);
    SourceDecider better =
        new SourceDecider(
            reading(toy, "name=[^;]*", "name=C"), (entity, partial) -> Identifiers.Found.NOTHING);
    MapState state = after(null, event);

    MapDecision held = worse.decide(state, again(event, 1));
    assertThat(held).isInstanceOf(MapDecision.Rejected.class);
    assertThat(held.next().newest()).isEqualTo(state.newest());
    assertThat(better.decide(held.next(), again(event, 2))).isInstanceOf(MapDecision.Forward.class);
  }

  private static SourceEvent again(SourceEvent event, long second) {
    return SourceEvent.newBuilder(event)
        .setVia(Via.REPLAY)
        .setSentAgainAt(Instant.ofEpochSecond(second))
        .build();
  }

  private static Stamp stamp(MapDecision decision) {
    List<SourceFragment> fragments =
        switch (decision) {
          case MapDecision.Forward forward -> forward.fragments();
          case MapDecision.Settled settled -> settled.fragments();
          case MapDecision.Rejected rejected -> rejected.fragments();
        };
    return fragments.getFirst().stamp();
  }

  /** The same mapping, but what it finds in a payload is read as something else. */
  private static SourceMapper reading(SourceMapper mapper, String find, String as) {
    return new SourceMapper() {
      @Override
      public MapResult map(String object, Bytes payload) {
        return mapper.map(object, Bytes.utf8(payload.text().replaceAll(find, as)));
      }

      @Override
      public List<FragmentKey> own(String object, String sourceId) {
        return mapper.own(object, sourceId);
      }
    };
  }

  /** The same mapping with one entity held back. */
  private static SourceMapper holding(SourceMapper mapper, String entity) {
    return new SourceMapper() {
      @Override
      public MapResult map(String object, Bytes payload) {
        MapResult.Mapped whole = (MapResult.Mapped) mapper.map(object, payload);
        return new MapResult.Mapped(
            whole.fragments().stream()
                .filter(fragment -> !fragment.entity().name().equals(entity))
                .toList(),
            new MapResult.Held(
                new MapResult.Unfit(UnfitCode.WRONG_SHAPE, "name should be text.", "name"),
                Set.of(entity)));
      }

      @Override
      public List<FragmentKey> own(String object, String sourceId) {
        return mapper.own(object, sourceId);
      }
    };
  }

  @Test
  void shouldRememberALimitedNumberOfEventsAndStillTellAnOlderRepeatByItsVersion() {
    SourceEvent first = ToyEvents.event("crm", "deal", "9", 1, "name=1");
    MapState state = after(null, first);
    for (int version = 2; version <= MapState.MAX_SEEN; version++) {
      state = after(state, ToyEvents.event("crm", "deal", "9", version, "name=" + version));
    }
    assertThat(kind(state, first)).isEqualTo(OutcomeKind.DUPLICATE);

    state = after(state, ToyEvents.event("crm", "deal", "9", 99, "name=99"));
    assertThat(state.seen()).hasSize(MapState.MAX_SEEN);
    assertThat(kind(state, first)).isEqualTo(OutcomeKind.SUPERSEDED);
  }

  private MapState after(@Nullable MapState state, SourceEvent event) {
    return decider.decide(state, event).next();
  }

  private OutcomeKind kind(MapState state, SourceEvent event) {
    return ((MapDecision.Settled) decider.decide(state, event)).kind();
  }
}
