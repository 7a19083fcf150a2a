package io.mainstem.ingest.fetch;

import io.mainstem.ingest.event.Trace;
import io.mainstem.schemas.event.Doorbell;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * Doorbells waiting to be answered, by record. A ring that comes while its record waits is answered
 * by the same fetch; one that comes while the fetch is under way needs another, because the answer
 * may have been older. Thread-safe.
 */
final class Rings {

  /** One doorbell as it was read. */
  record Ring(TopicPartition partition, long offset, Doorbell doorbell, Trace trace) {}

  private static final class Entry {
    private List<Ring> waiting = new ArrayList<>();
    private boolean underWay;
  }

  private final Map<String, Entry> entries = new HashMap<>();

  /** Adds a ring; true: somebody must now begin to answer this record. */
  synchronized boolean add(String record, Ring ring) {
    Entry entry = entries.computeIfAbsent(record, _ -> new Entry());
    entry.waiting.add(ring);
    return entry.waiting.size() == 1 && !entry.underWay;
  }

  /** The rings a fetch that begins now will answer; the last one is the newest. */
  synchronized List<Ring> begin(String record) {
    Entry entry = Optional.ofNullable(entries.get(record)).orElseGet(Entry::new);
    List<Ring> taken = entry.waiting;
    entry.waiting = new ArrayList<>();
    entry.underWay = true;
    return taken;
  }

  /** The fetch ended; true: rings came meanwhile, and somebody must begin again. */
  synchronized boolean end(String record) {
    Entry entry = entries.get(record);
    if (entry == null) {
      return false;
    }
    entry.underWay = false;
    if (entry.waiting.isEmpty()) {
      entries.remove(record);
      return false;
    }
    return true;
  }
}
