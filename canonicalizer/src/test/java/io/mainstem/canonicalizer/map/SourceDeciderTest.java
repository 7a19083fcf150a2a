package io.mainstem.canonicalizer.map;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.canonicalizer.Toy;
import io.mainstem.canonicalizer.ToyEvents;
import io.mainstem.canonicalizer.ToyMapper;
import io.mainstem.canonicalizer.ToyStream;
import io.mainstem.canonicalizer.fragment.SourceFragment;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.map.FragmentKey;
import io.mainstem.connections.map.MapResult;
import io.mainstem.connections.map.UnfitCode;
import io.mainstem.schemas.event.OutcomeKind;
import io.mainstem.schemas.event.SourceEvent;
import io.mainstem.schemas.event.Via;
import java.util.List;
import java.util.Set;
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
    SourceDecider before = new SourceDecider(drifted, (entity, partial) -> List.of());
    SourceDecider after = new SourceDecider(mended, (entity, partial) -> List.of());

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
