package io.mainstem.ingest.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.ingest.replay.Newest.Part;
import io.mainstem.ingest.replay.Newest.Place;
import io.mainstem.schemas.event.Operation;
import io.mainstem.schemas.event.SourceEvent;
import io.mainstem.schemas.event.Via;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class NewestTest {
  @Test
  void shouldKeepTheEventsOfTheHighestVersionWhereTheyWereLastSeen() {
    Newest newest = new Newest(Part.ALL);
    saw(newest, 0, event("1", 2, "a", Operation.UPSERT));
    saw(newest, 1, event("1", 1, "old", Operation.UPSERT));
    saw(newest, 2, event("1", 2, "b", Operation.UPSERT));
    saw(newest, 3, event("1", 2, "a", Operation.UPSERT));
    saw(newest, 4, event("2", 7, "c", Operation.UPSERT));
    saw(newest, 5, event("2", 7, "d", Operation.DELETE));
    saw(newest, 6, event("2", 7, "e", Operation.UPSERT));

    assertThat(newest.places()).containsOnlyKeys(0);
    assertThat(newest.places().get(0)).containsExactly(2L, 3L, 5L);
  }

  @Test
  void shouldLeaveOutWhatAPersonMended() {
    Newest newest = new Newest(Part.ALL);
    saw(newest, 0, event("1", 2, "failed", Operation.UPSERT));
    saw(newest, 1, mended("1", 2, "mended", "failed"));
    saw(newest, 2, event("1", 2, "failed", Operation.UPSERT)); // replayed by an earlier run

    assertThat(newest.places().get(0)).containsExactly(1L);
  }

  @Test
  void shouldKeepALimitedNumberOfEventsOfOneVersion() {
    Newest newest = new Newest(Part.ALL);
    for (int n = 0; n < Newest.MAX_EVENTS; n++) {
      saw(newest, n, event("1", 1, "e" + n, Operation.UPSERT));
    }
    assertThat(newest.places().get(0)).hasSize(Newest.MAX_EVENTS).contains(0L);
    saw(newest, 99, event("1", 1, "e99", Operation.UPSERT));
    assertThat(newest.places().get(0)).hasSize(Newest.MAX_EVENTS).doesNotContain(0L);
  }

  @Test
  void shouldTakeEveryRecordOnceInAsManyReadingsAsItsMemoryWants() {
    int records = 100;
    Set<Long> taken = new TreeSet<>();
    Deque<Part> parts = new ArrayDeque<>(List.of(Part.ALL));
    int readings = 0;
    while (!parts.isEmpty()) {
      Part part = parts.removeFirst();
      Newest newest = new Newest(part, 10);
      for (int n = 0; n < records; n++) {
        saw(newest, n, event("record-" + n, 1, "e" + n, Operation.UPSERT));
      }
      readings++;
      parts.addAll(newest.left(part));
      NavigableSet<Long> places = newest.places().getOrDefault(0, new TreeSet<>());
      assertThat(places).hasSizeLessThanOrEqualTo(10).noneMatch(taken::contains);
      taken.addAll(places);
    }
    assertThat(taken).hasSize(records);
    assertThat(readings).isBetween(10, 40);
  }

  private static void saw(Newest newest, long offset, SourceEvent event) {
    newest.saw(event, new Place(0, offset));
  }

  private static SourceEvent mended(String id, long version, String eventId, String failed) {
    return SourceEvent.newBuilder(event(id, version, eventId, Operation.UPSERT))
        .setMends(failed)
        .build();
  }

  private static SourceEvent event(String id, long version, String eventId, Operation operation) {
    return SourceEvent.newBuilder()
        .setEventId(eventId)
        .setConnection("crm")
        .setTool("hubspot")
        .setObject("contact")
        .setSourceId(id)
        .setVersion(version)
        .setOperation(operation)
        .setReceivedAt(Instant.EPOCH)
        .setDeliveryId("d")
        .setVia(Via.WEBHOOK)
        .setPayload(ByteBuffer.allocate(0))
        .build();
  }
}
