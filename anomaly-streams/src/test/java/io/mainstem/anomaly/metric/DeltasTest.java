package io.mainstem.anomaly.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DeltasTest {
  private static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);
  private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");

  @Test
  void shouldSayNothingWhenNothingChanged() {
    var same = List.of(contribution("sit_a", MONDAY, "10"));

    assertThat(Deltas.between("shift/1", same, same, NOW)).isEmpty();
  }

  @Test
  void shouldMoveARecordThatChangesSiteOrDay() {
    var before = List.of(contribution("sit_a", MONDAY, "10"));
    var after = List.of(contribution("sit_b", MONDAY.plusDays(7), "12"));

    List<Delta> deltas = Deltas.between("shift/1", before, after, NOW);

    assertThat(deltas).hasSize(2);
    assertThat(deltas.get(0).change().sum()).isEqualByComparingTo("-10");
    assertThat(deltas.get(0).item()).isNull();
    assertThat(deltas.get(1).change().sum()).isEqualByComparingTo("12");
  }

  @Test
  void shouldAddUpToTheLatestSnapshotsWhateverTheHistory() {
    long seed = 42;
    Random random = new Random(seed);
    Map<String, List<Contribution>> latest = new HashMap<>();
    Map<String, Measures> folded = new TreeMap<>();
    for (int step = 0; step < 2_000; step++) {
      String record = "shift/" + random.nextInt(40);
      List<Contribution> after = new ArrayList<>();
      if (random.nextInt(5) > 0) {
        after.add(
            contribution(
                "sit_" + random.nextInt(3),
                MONDAY.plusDays(random.nextInt(9)),
                BigDecimal.valueOf(random.nextInt(10_000), 2).toPlainString()));
      }
      List<Contribution> before = latest.getOrDefault(record, List.of());
      Deltas.between(record, before, after, NOW)
          .forEach(delta -> folded.merge(place(delta), delta.change(), Measures::plus));
      latest.put(record, after);
    }
    folded.values().removeIf(Measures::nothing);

    Map<String, Measures> expected = new TreeMap<>();
    latest
        .values()
        .forEach(all -> all.forEach(c -> expected.merge(c.place(), c.measures(), Measures::plus)));
    assertThat(folded).as("seed " + seed).isEqualTo(expected);
  }

  private static String place(Delta delta) {
    Scope scope = Objects.requireNonNull(delta.scope());
    return delta.metric() + "|" + delta.day() + "|" + scope.key();
  }

  private static Contribution contribution(String site, LocalDate day, String cost) {
    BigDecimal value = new BigDecimal(cost);
    return new Contribution(
        "labour_cost",
        new Scope(new TreeMap<>(Map.of("site", site)), "GBP"),
        day,
        Measures.counted(value, false),
        new Item("shift", "shf_1", day, "Chef", value, null));
  }
}
