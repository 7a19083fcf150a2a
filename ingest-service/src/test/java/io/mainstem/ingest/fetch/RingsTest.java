package io.mainstem.ingest.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.connections.http.AccessToken;
import io.mainstem.ingest.RestaurantGroup;
import io.mainstem.ingest.event.Trace;
import io.mainstem.ingest.fetch.Rings.Ring;
import io.mainstem.schemas.event.Doorbell;
import io.mainstem.schemas.event.Operation;
import io.mainstem.schemas.event.SourceEvent;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RingsTest {

  private final Rings rings = new Rings();

  @Test
  void shouldAnswerRingsThatWaitTogetherWithOneFetch() {
    assertThat(rings.add("deal|1", ring(1))).isTrue();
    assertThat(rings.add("deal|1", ring(2))).isFalse();

    assertThat(rings.begin("deal|1")).extracting(Ring::offset).containsExactly(1L, 2L);
    assertThat(rings.end("deal|1")).isFalse();
  }

  @Test
  void shouldFetchAgainForARingThatCameDuringTheFetch() {
    rings.add("deal|1", ring(1));
    rings.begin("deal|1");

    assertThat(rings.add("deal|1", ring(2))).isFalse();
    assertThat(rings.end("deal|1")).isTrue();
    assertThat(rings.begin("deal|1")).extracting(Ring::offset).containsExactly(2L);
    assertThat(rings.end("deal|1")).isFalse();
    assertThat(rings.add("deal|1", ring(3))).isTrue();
  }

  @Test
  void shouldTakeTheNewestRingByItsOwnTimeWhateverTheOrderOfArrival() {
    Ring late = ring(1, Instant.ofEpochSecond(50));
    Ring early = ring(2, Instant.ofEpochSecond(40));

    assertThat(Answering.newest(List.of(late, early))).isEqualTo(late);
    assertThat(Answering.newest(List.of(early, late))).isEqualTo(late);
  }

  @Test
  void shouldTellOfAMergeAlsoWhereSomethingNewerRang() {
    Ring merged = ring(1, Instant.ofEpochSecond(40), "2");
    Ring deleted = ring(2, Instant.ofEpochSecond(50), null);

    assertThat(Answering.due(List.of(merged, deleted))).containsExactly(merged, deleted);
    assertThat(Answering.due(List.of(merged))).containsExactly(merged);
    assertThat(Answering.due(List.of(ring(3), deleted))).containsExactly(deleted);

    Answering answering =
        new Answering(
            FetchTarget.of(
                RestaurantGroup.connection("crm", "http://127.0.0.1:1"), () -> AccessToken.NONE));
    SourceEvent gone = (SourceEvent) answering.gone(merged).value();
    SourceEvent plain = (SourceEvent) answering.gone(ring(1, Instant.ofEpochSecond(40))).value();
    assertThat(gone.getOperation()).isEqualTo(Operation.DELETE);
    assertThat(gone.getMergedInto()).isEqualTo("2");
    assertThat(plain.getMergedInto()).isNull();
    assertThat(plain.getEventId()).isNotEqualTo(gone.getEventId());
  }

  private static Ring ring(long offset) {
    return ring(offset, null);
  }

  private static Ring ring(long offset, @Nullable Instant occurredAt) {
    return ring(offset, occurredAt, null);
  }

  private static Ring ring(long offset, @Nullable Instant occurredAt, @Nullable String mergedInto) {
    Doorbell doorbell =
        Doorbell.newBuilder()
            .setConnection("crm")
            .setTool("hubspot")
            .setObject("deal")
            .setSourceId("1")
            .setOccurredAt(occurredAt)
            .setReceivedAt(Instant.EPOCH)
            .setDeliveryId(new UUID(2, 2).toString())
            .setMergedInto(mergedInto)
            .build();
    return new Ring(
        new TopicPartition("doorbells", 0), offset, doorbell, Trace.of(null, new UUID(1, 1)));
  }
}
