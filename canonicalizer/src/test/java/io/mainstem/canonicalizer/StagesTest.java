package io.mainstem.canonicalizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.canonicalizer.merge.Envelope;
import io.mainstem.canonicalizer.replay.CanonicalContent;
import io.mainstem.connections.Ownership;
import io.mainstem.schemas.event.Change;
import io.mainstem.schemas.event.SourceEvent;
import io.mainstem.schemas.event.Via;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The stages together, over seeded histories; a failure names its seed. */
class StagesTest {
  private static final int SHUFFLES = 5;
  private static final int SAMPLE = 20;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void shouldComeToTheSameContentInWhateverOrderEventsArrive(long seed) {
    List<SourceEvent> events = ToyEvents.history(Toy.ALONE, seed);
    CanonicalContent expected = Toy.ALONE.oracle().fold(events);

    for (int shuffle = 0; shuffle < SHUFFLES; shuffle++) {
      List<SourceEvent> arrived = new ArrayList<>(events);
      Collections.shuffle(arrived, new Random(seed * 31 + shuffle));
      CanonicalContent actual = InMemoryStages.ofToy().take(arrived).content();

      assertThat(actual).as("seed %d, shuffle %d", seed, shuffle).isEqualTo(expected);
    }
  }

  /**
   * Whatever failed and was mended, and whenever: a newer version stands, as if none had failed.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void shouldComeToTheContentOfARunWithoutFailuresHoweverLateTheyAreMended(long seed) {
    Random random = new Random(seed);
    List<SourceEvent> good = new ArrayList<>();
    List<SourceEvent> mended = new ArrayList<>();
    for (int deal = 0; deal < 12; deal++) {
      for (int version = 1; version <= 4; version++) {
        SourceEvent right =
            ToyEvents.event("crm", "deal", "" + deal, version, "name=N" + random.nextInt(3));
        good.add(right);
        if (random.nextInt(3) == 0) {
          SourceEvent failed =
              ToyEvents.event("crm", "deal", "" + deal, version, "status=UNHEARD_OF");
          mended.add(failed);
          mended.add(
              SourceEvent.newBuilder(right)
                  .setEventId("mend of " + failed.getEventId())
                  .setMends(failed.getEventId())
                  .setVia(Via.REPLAY)
                  .setSentAgainAt(ToyEvents.MORNING.plusSeconds(9_000 + mended.size()))
                  .build());
        } else {
          mended.add(right);
        }
      }
    }
    CanonicalContent expected = InMemoryStages.ofToy().take(good).content();

    for (int shuffle = 0; shuffle < SHUFFLES; shuffle++) {
      Collections.shuffle(mended, random);
      InMemoryStages stages = InMemoryStages.ofToy().take(mended);

      assertThat(stages.content()).as("seed %d, shuffle %d", seed, shuffle).isEqualTo(expected);
      assertThat(stages.outcomes).hasSameSizeAs(mended);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void shouldChangeNothingWhenEverythingIsRepeated(long seed) {
    List<SourceEvent> events = ToyEvents.history(Toy.ALONE, seed);
    InMemoryStages stages = InMemoryStages.ofToy().take(events);
    CanonicalContent once = stages.content();
    int changes = stages.changes.size();

    stages.take(events).take(events.reversed());

    assertThat(stages.content()).isEqualTo(once);
    assertThat(stages.changes).hasSize(changes);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void shouldGiveEveryEventExactlyOneOutcome(long seed) {
    List<SourceEvent> events = ToyEvents.history(Toy.ALONE, seed);

    assertThat(InMemoryStages.ofToy().take(events).outcomes).hasSameSizeAs(events);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void shouldRaiseTheVersionByOneWithEveryChange(long seed) {
    Map<String, Long> versions = new HashMap<>();
    for (Change change : InMemoryStages.ofToy().take(ToyEvents.history(Toy.ALONE, seed)).changes) {
      assertThat(change.getVersion()).isEqualTo(versions.getOrDefault(change.getId(), 0L) + 1);
      versions.put(change.getId(), change.getVersion());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void shouldPointAbsorbedRecordsToALiveSurvivorInOneHop(long seed) {
    List<SourceEvent> events = new ArrayList<>(ToyEvents.history(Toy.ALONE, seed));
    Collections.shuffle(events, new Random(seed));
    InMemoryStages stages = InMemoryStages.ofToy().take(events);

    assertThat(stages.absorbed()).isNotEmpty();
    for (SpecificRecord absorbed : stages.absorbed()) {
      SpecificRecord survivor = stages.record(String.valueOf(Envelope.mergedInto(absorbed)));
      assertThat(survivor)
          .isNotNull()
          .satisfies(each -> assertThat(Envelope.mergedInto(each)).isNull());
    }
  }

  /** The checker checked: stages that believe the wrong system must not pass for right ones. */
  @Test
  void shouldNoticeStagesThatDecideByAnotherAuthority() {
    List<SourceEvent> events = ToyEvents.history(Toy.ALONE, 1);
    InMemoryStages wrong =
        new InMemoryStages(
            Toy.ALONE.deciders(),
            Toy.ALONE.resolving(),
            (entity, field) -> Ownership.by(List.of("pos", "books", "crm")));

    assertThat(wrong.take(events).content()).isNotEqualTo(Toy.ALONE.oracle().fold(events));
  }

  /** The checker checked: an oracle that misses one event must be noticed. */
  @Test
  void shouldNoticeALostEvent() {
    List<SourceEvent> events = ToyEvents.history(Toy.ALONE, 1);
    CanonicalContent whole = Toy.ALONE.oracle().fold(events);
    List<SourceEvent> sample = new ArrayList<>(events);
    Collections.shuffle(sample, new Random(1));
    long noticed =
        sample.subList(0, SAMPLE).stream()
            .filter(lost -> !withoutOne(events, lost).equals(whole))
            .count();

    assertThat(noticed).isGreaterThan(SAMPLE / 4);
  }

  private static CanonicalContent withoutOne(List<SourceEvent> events, SourceEvent lost) {
    List<SourceEvent> rest = events.stream().filter(event -> !event.equals(lost)).toList();
    return InMemoryStages.ofToy().take(rest).content();
  }
}
