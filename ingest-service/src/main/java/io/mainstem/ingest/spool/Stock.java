package io.mainstem.ingest.spool;

import io.mainstem.ingest.spool.SpoolException.Reason;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** How much the spool holds, counted from the moment it is admitted. Thread safe. */
final class Stock {

  private final SpoolSettings settings;

  /** Entries by topic, without those set aside. Read without the lock by every request. */
  private final Map<String, Integer> waiting = new ConcurrentHashMap<>();

  private final Map<String, Integer> aside = new HashMap<>();
  private long entries;
  private long bytes;
  private @Nullable Instant oldest;

  /**
   * What the spool holds now.
   *
   * @param entries all of them
   * @param aside topics of those that the broker did not take, and how many
   * @param oldest when the first was accepted that waits for the broker
   */
  record Look(long entries, long bytes, Map<String, Integer> aside, @Nullable Instant oldest) {}

  Stock(SpoolSettings settings) {
    this.settings = settings;
  }

  /** Whether something waits for one of these topics: then whatever else comes waits behind it. */
  boolean holdsTopicOf(Collection<? extends ProducerRecord<?, ?>> messages) {
    return !waiting.isEmpty()
        && messages.stream().anyMatch(message -> waiting.containsKey(message.topic()));
  }

  synchronized boolean hasRoom(Instant now) {
    return bytes < settings.maxBytes() && !isOld(now);
  }

  /** Counts entries in, or refuses them all. */
  synchronized void admit(List<Entry> fresh, Instant now) throws SpoolException {
    if (isOld(now)) {
      throw new SpoolException(
          Reason.OLD, "oldest: since %s (expected: %s)".formatted(oldest, settings.maxAge()));
    }
    long size = fresh.stream().mapToLong(SpoolStore::bytes).sum();
    if (bytes + size > settings.maxBytes()) {
      throw new SpoolException(
          Reason.FULL,
          "bytes: %d (expected: at most %d)".formatted(bytes + size, settings.maxBytes()));
    }
    fresh.forEach(this::count);
  }

  /** Counts what lies there already; that cannot be refused any more. */
  synchronized void count(Entry entry) {
    entries++;
    bytes += SpoolStore.bytes(entry);
    waiting.merge(entry.topic(), 1, Integer::sum);
    if (oldest == null) {
      oldest = entry.acceptedAt();
    }
  }

  /** Counts out what was forwarded, or was not written after all. */
  synchronized void uncount(Collection<Entry> gone) {
    for (Entry entry : gone) {
      entries--;
      bytes -= SpoolStore.bytes(entry);
      less(entry.topic());
    }
  }

  /** Waits for somebody to mend the topic, and keeps nobody else waiting. */
  synchronized void setAside(Entry entry) {
    less(entry.topic());
    aside.merge(entry.topic(), 1, Integer::sum);
  }

  synchronized void bringBack() {
    aside.forEach((topic, count) -> waiting.merge(topic, count, Integer::sum));
    aside.clear();
  }

  /** The first that now waits for the broker. */
  synchronized void first(Entry entry) {
    oldest = entry.acceptedAt();
  }

  /** Nothing is known any more. */
  synchronized void forget() {
    waiting.clear();
    aside.clear();
    entries = 0;
    bytes = 0;
    oldest = null;
  }

  synchronized Look look() {
    return new Look(entries, bytes, Map.copyOf(aside), oldest);
  }

  private boolean isOld(Instant now) {
    return oldest != null && !now.isBefore(oldest.plus(settings.maxAge()));
  }

  private void less(String topic) {
    waiting.computeIfPresent(topic, (_, count) -> count > 1 ? count - 1 : null);
    if (waiting.isEmpty()) {
      oldest = null;
    }
  }
}
