package io.mainstem.connections.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mainstem.connections.identity.Estimator.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Things whose copies differ as often as we say, so that we know what is to be found. */
class EstimatorTest {
  private static final long SEED = 7;
  private static final List<String> NAMES = List.of("shape", "colour", "maker", "place");

  /** How many values each has, and how often a copy says the same. */
  private static final List<Integer> VALUES = List.of(300, 40, 200, 15);

  private static final List<Double> SAME = List.of(0.95, 0.7, 0.9, 0.6);

  private static final Matcher MATCHER =
      new Matcher(
          NAMES.stream()
              .map(
                  name ->
                      new Comparison(name, Likeness.EXACT, Likeness.EXACT.levels(), -1, null, null))
              .toList(),
          List.of(block(0), block(2)),
          Map.of(),
          0.01,
          0.95,
          0.5);

  @Test
  void shouldFindHowOftenPairsOfOneThingAndOfTwoAgree() {
    Map<String, Estimate> found = Estimator.estimate(MATCHER, things(3_000), SEED);

    assertThat(found).containsOnlyKeys(NAMES);
    for (int i = 0; i < NAMES.size(); i++) {
      Estimate estimate = Objects.requireNonNull(found.get(NAMES.get(i)));
      Level same = estimate.levels().getFirst();
      double byChance = 1.0 / VALUES.get(i);
      assertThat(same.m())
          .as(estimate.toString())
          .isCloseTo(SAME.get(i) + (1 - SAME.get(i)) * byChance, within(0.03));
      assertThat(same.u()).as(estimate.toString()).isCloseTo(byChance, within(0.1 * byChance));
      assertThat(estimate.pairs()).isBetween(2_000L, 7_000L);
    }
    assertThat(Estimator.estimate(MATCHER, things(3_000), SEED)).isEqualTo(found);
  }

  @Test
  void shouldSayNothingOfTooFew() {
    assertThat(Estimator.estimate(MATCHER, things(Estimator.LEAST_RECORDS / 2 - 1), SEED))
        .isEmpty();
    List<Profile> single = new ArrayList<>();
    for (int n = 0; n < 500; n++) {
      single.add(profile(List.of("s" + n, "c" + n, "m" + n, "p" + n)));
    }
    assertThat(Estimator.estimate(MATCHER, single, SEED)).isEmpty();
  }

  /** Each twice. */
  private static List<Profile> things(int count) {
    Random random = new Random(SEED);
    List<Profile> all = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      List<String> thing =
          VALUES.stream().map(values -> Integer.toString(random.nextInt(values))).toList();
      all.add(profile(thing));
      all.add(
          profile(
              IntStream.range(0, VALUES.size())
                  .mapToObj(
                      i ->
                          random.nextDouble() < SAME.get(i)
                              ? thing.get(i)
                              : Integer.toString(random.nextInt(VALUES.get(i))))
                  .toList()));
    }
    return all;
  }

  private static Profile profile(List<String> values) {
    return MATCHER.profile(values.stream().map(List::of).toList());
  }

  private static BlockRule block(int comparison) {
    return new BlockRule(
        NAMES.get(comparison), List.of(new BlockRule.Part(comparison, BlockRule.Cut.WHOLE)));
  }
}
