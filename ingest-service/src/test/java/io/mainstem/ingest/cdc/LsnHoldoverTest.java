package io.mainstem.ingest.cdc;

import static io.mainstem.ingest.cdc.LogPosition.Kind.HEARTBEAT;
import static io.mainstem.ingest.cdc.LogPosition.Kind.ROW;
import static io.mainstem.ingest.cdc.LogPosition.Kind.SNAPSHOT_ROW;
import static io.mainstem.ingest.cdc.LogPosition.Kind.TRANSACTION_BEGIN;
import static io.mainstem.ingest.cdc.LogPosition.Kind.TRANSACTION_END;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LsnHoldoverTest {

  private final LsnHoldover<LogPosition> holdover = new LsnHoldover<>(Function.identity());

  private static final LogPosition BEGIN = new LogPosition(TRANSACTION_BEGIN, 10);
  private static final LogPosition END = new LogPosition(TRANSACTION_END, 30);

  @Test
  void shouldHoldTheLastGroupUntilALaterOneProvesItWhole() {
    assertThat(holdover.release(List.of(BEGIN, row(11), row(12), row(12))))
        .containsExactly(BEGIN, row(11));
    assertThat(holdover.release(List.of(row(12), row(13))))
        .containsExactly(row(12), row(12), row(12));
    assertThat(holdover.heldCount()).isEqualTo(1);
  }

  @Test
  void shouldReleaseAllAtTheEndOfATransaction() {
    assertThat(holdover.release(List.of(row(12), row(12)))).isEmpty();
    assertThat(holdover.release(List.of(row(12), END))).hasSize(4);
    assertThat(holdover.heldCount()).isZero();
  }

  @Test
  void shouldNotLetAHeartbeatSplitAGroup() {
    LogPosition beat = new LogPosition(HEARTBEAT, 12);

    assertThat(holdover.release(List.of(row(11), row(12), beat))).containsExactly(row(11));
    assertThat(holdover.release(List.of(row(12), END))).hasSize(4);
  }

  @Test
  void shouldNotHoldWhatStandsBetweenTransactions() {
    LogPosition beat = new LogPosition(HEARTBEAT, 30);
    LogPosition snapshot = new LogPosition(SNAPSHOT_ROW, 5);

    assertThat(holdover.release(List.of(snapshot, snapshot))).hasSize(2);
    assertThat(holdover.release(List.of(row(12), END))).hasSize(2);
    assertThat(holdover.release(List.of(beat))).containsExactly(beat);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldKeepOrderLoseNothingAndNeverEndInsideAGroup(long seed) {
    Random random = new Random(seed);
    List<LogPosition> log = log(random);
    List<LogPosition> released = new ArrayList<>();

    for (int from = 0; from < log.size(); ) {
      int to = Math.min(log.size(), from + 1 + random.nextInt(9));
      released.addAll(holdover.release(log.subList(from, to)));
      from = to;
      if (!released.isEmpty() && released.size() < log.size()) {
        LogPosition last = released.getLast();
        LogPosition next = log.get(released.size());
        assertThat(last.kind() == ROW && next.kind() == ROW && last.lsn() == next.lsn())
            .as("seed %d: ended inside group %d", seed, last.lsn())
            .isFalse();
      }
    }

    assertThat(released).as("seed %d", seed).isEqualTo(log);
  }

  private static List<LogPosition> log(Random random) {
    List<LogPosition> log = new ArrayList<>();
    long lsn = 100;
    for (int transaction = 0; transaction < 40; transaction++) {
      log.add(new LogPosition(TRANSACTION_BEGIN, ++lsn));
      int groups = random.nextInt(4);
      for (int group = 0; group < groups; group++) {
        lsn++;
        for (int rows = random.nextInt(6); rows >= 0; rows--) {
          log.add(row(lsn));
        }
      }
      log.add(new LogPosition(TRANSACTION_END, ++lsn));
    }
    return log;
  }

  private static LogPosition row(long lsn) {
    return new LogPosition(ROW, lsn);
  }
}
