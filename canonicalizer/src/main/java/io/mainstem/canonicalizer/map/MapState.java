package io.mainstem.canonicalizer.map;

import io.mainstem.canonicalizer.fragment.Digest;
import io.mainstem.canonicalizer.fragment.Stamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What mapping remembers of one source record.
 *
 * @param newest the newest snapshot that fitted; null while none did
 * @param newestEvent the event it came by; null where an earlier release has not written it down
 * @param firstReceivedAt of all its events
 * @param seen the last events, oldest first, at most {@link #MAX_SEEN}; an older repeat is still
 *     told by its version
 */
public record MapState(
    @Nullable Stamp newest,
    @Nullable Digest newestEvent,
    Instant firstReceivedAt,
    List<Seen> seen) {
  static final int MAX_SEEN = 16;

  /** One event, and whether it was quarantined: then it may come again, mended. */
  public record Seen(Digest event, boolean quarantined) {}

  public MapState {
    seen = List.copyOf(seen);
  }

  /** Of a record of which nothing is known. */
  public static MapState first(Instant receivedAt) {
    return new MapState(null, null, receivedAt, List.of());
  }

  Optional<Seen> seen(String eventId) {
    Digest event = Digest.of(eventId);
    return seen.stream().filter(candidate -> candidate.event().equals(event)).findFirst();
  }

  /** Whether what the record says now may come from this event. */
  boolean mayStandOn(String eventId, long version) {
    return newest != null
        && newest.version() == version
        && (newestEvent == null || newestEvent.equals(Digest.of(eventId)));
  }

  MapState accept(Stamp stamp, String eventId) {
    return new MapState(stamp, Digest.of(eventId), firstReceivedAt, seen);
  }

  MapState receivedAt(Instant receivedAt) {
    return receivedAt.isBefore(firstReceivedAt)
        ? new MapState(newest, newestEvent, receivedAt, seen)
        : this;
  }

  MapState remember(String eventId, boolean quarantined) {
    Digest event = Digest.of(eventId);
    List<Seen> next = new ArrayList<>(seen);
    next.removeIf(candidate -> candidate.event().equals(event));
    next.add(new Seen(event, quarantined));
    return new MapState(
        newest,
        newestEvent,
        firstReceivedAt,
        next.subList(Math.max(0, next.size() - MAX_SEEN), next.size()));
  }
}
