package io.mainstem.ingest.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class OffsetWindowTest {

  private static final TopicPartition PARTITION = new TopicPartition("doorbells", 0);

  private final OffsetWindow window = new OffsetWindow();

  @Test
  void shouldCommitOnlyBelowTheLowestUnfinished() {
    for (long offset = 5; offset < 9; offset++) {
      window.started(PARTITION, offset);
    }
    window.finished(PARTITION, 6);
    window.finished(PARTITION, 7);
    assertThat(window.committable()).isEqualTo(upTo(5));

    window.finished(PARTITION, 5);
    assertThat(window.committable()).isEqualTo(upTo(8));

    window.finished(PARTITION, 8);
    assertThat(window.committable()).isEqualTo(upTo(9));
    assertThat(window.committable()).isEmpty();
    assertThat(window.unfinished()).isZero();
  }

  @Test
  void shouldForgetAPartitionThatWasTakenAway() {
    window.started(PARTITION, 1);
    window.forget(PARTITION);
    window.finished(PARTITION, 1);

    assertThat(window.committable()).isEmpty();
    assertThat(window.unfinished()).isZero();
  }

  private static Map<TopicPartition, OffsetAndMetadata> upTo(long offset) {
    return Map.of(PARTITION, new OffsetAndMetadata(offset));
  }
}
