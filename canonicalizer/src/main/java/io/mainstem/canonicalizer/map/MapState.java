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
 * @param firstReceivedAt of all its events
 * @param seen the last events, oldest first, at most {@link #MAX_SEEN}; an older repeat is still
 *     told by its version
 */
public record MapState(@Nullable Stamp newest, Instant firstReceivedAt, List<Seen> seen) {
  static final int MAX_SEEN = 16;

  /** One event, and whether it was quarantined: then it may come again, mended. */
  public record Seen(Digest event, boolean quarantined) {}

  public MapState {
    seen = List.copyOf(seen);
  }

  static MapState first(Instant receivedAt) {
    return new MapState(null, receivedAt, List.of());
  }

  Optional<Seen> seen(String eventId) {
    Digest event = Digest.of(eventId);
    return seen.stream().filter(candidate -> candidate.event().equals(event)).findFirst();
  }

  MapState accept(Stamp stamp) {
    return new MapState(stamp, firstReceivedAt, seen);
  }

  MapState receivedAt(Instant receivedAt) {
    return receivedAt.isBefore(firstReceivedAt) ? new MapState(newest, receivedAt, seen) : this;
  }

  MapState remember(String eventId, boolean quarantined) {
    Digest event = Digest.of(eventId);
    List<Seen> next = new ArrayList<>(seen);
    next.removeIf(candidate -> candidate.event().equals(event));
    next.add(new Seen(event, quarantined));
    return new MapState(
        newest, firstReceivedAt, next.subList(Math.max(0, next.size() - MAX_SEEN), next.size()));
  }
}
