package io.mainstem.connections.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetTest {
  private long millis = 1_000_000;
  private final InstantSource clock = () -> Instant.ofEpochMilli(millis);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4711})
  void shouldNeverLetMoreThroughInAnyStretchThanEachWindowAllows(long seed) {
    Random random = new Random(seed);
    List<RateLimit.Window> windows = List.of(window(5, 1), window(40, 60), window(100, 3600));
    Budget budget = new Budget(new RateLimit(windows, 1, null), clock);
    List<Long> calls = new ArrayList<>();

    for (int i = 0; i < 300; i++) {
      calls.add(millis + budget.reserve().toMillis());
      millis += random.nextInt(3_000);
    }

    for (RateLimit.Window window : windows) {
      for (int i = window.calls(); i < calls.size(); i++) {
        assertThat(calls.get(i) - calls.get(i - window.calls()))
            .as("seed %d, call %d of %s", seed, i, window)
            .isGreaterThanOrEqualTo(window.per().toMillis());
      }
    }
  }

  @Test
  void shouldLetAsManyGoAtOnceAsTheWindowAllows() {
    Budget budget = new Budget(new RateLimit(List.of(window(3, 10)), 1, null), clock);

    assertThat(List.of(budget.reserve(), budget.reserve(), budget.reserve()))
        .containsOnly(Duration.ZERO);
    assertThat(budget.reserve()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void shouldWaitUntilThereArePointsAndBelieveTheToolWhereItHasFewer() {
    RateLimit.Points points = new RateLimit.Points(100, 10, 50);
    Budget budget = new Budget(new RateLimit(List.of(), 1, points), clock);

    assertThat(budget.reserve()).isZero();
    assertThat(budget.reserve()).isZero();
    assertThat(budget.reserve()).isEqualTo(Duration.ofSeconds(5));
    millis += 25_000;
    budget.points(20);
    assertThat(budget.reserve()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void shouldKeepReadsAndWritesTogetherWithinTheRate() {
    RateLimit whole =
        new RateLimit(List.of(window(60, 60)), 4, new RateLimit.Points(1000, 50, 400));

    RateLimit reads = whole.part(RateLimit.READS);
    RateLimit writes = whole.part(RateLimit.WRITES);

    assertThat(reads.windows()).containsExactly(window(45, 60));
    assertThat(writes.windows()).containsExactly(window(15, 60));
    assertThat(reads.concurrency() + writes.concurrency()).isEqualTo(4);
    assertThat(writes.points()).isEqualTo(new RateLimit.Points(400, 12, 400));
    assertThat(new RateLimit(List.of(window(1, 1)), 1, null).part(RateLimit.WRITES).windows())
        .containsExactly(window(1, 1));
  }

  @Test
  void shouldLetNobodyGoBeforeAPauseIsOver() {
    Budget budget = new Budget(new RateLimit(List.of(), 1, null), clock);
    budget.pause(Duration.ofSeconds(7));
    budget.pause(Duration.ofSeconds(2));

    assertThat(budget.reserve()).isEqualTo(Duration.ofSeconds(7));
  }

  private static RateLimit.Window window(int calls, int seconds) {
    return new RateLimit.Window(calls, Duration.ofSeconds(seconds));
  }
}
