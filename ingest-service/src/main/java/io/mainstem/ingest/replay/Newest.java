package io.mainstem.ingest.replay;

import io.mainstem.schemas.event.Operation;
import io.mainstem.schemas.event.SourceEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where the newest snapshots of the records of a source topic stand, found by reading it once.
 * Records are told apart by the hash of their keys: where they are too many, only those of half the
 * hashes are kept, and the other half is left to another reading. Several events of one record may
 * have the same version; only the canonicalizer knows which of them it took, so all are kept, but
 * for those whose mended copy is there.
 */
final class Newest {
  /** Records kept of one reading. */
  static final int MAX_RECORDS = 250_000;

  /** Events of one version of one record; the canonicalizer remembers no more either. */
  static final int MAX_EVENTS = 16;

  private static final int MAX_PARTS = 1 << 16;

  private final int maxRecords;
  private final Map<String, Top> records = new HashMap<>();
  private Part part;

  Newest(Part part) {
    this(part, MAX_RECORDS);
  }

  Newest(Part part, int maxRecords) {
    this.part = part;
    this.maxRecords = maxRecords;
  }

  /** The records whose keys have a hash of that remainder. */
  record Part(int remainder, int of) {
    static final Part ALL = new Part(0, 1);

    boolean holds(String key) {
      // String.hashCode of similar keys is regular in its lower bits.
      int hash = key.hashCode() * 0x9E3779B9;
      return Integer.remainderUnsigned(hash ^ (hash >>> 16), of) == remainder;
    }

    Part first() {
      return new Part(remainder, 2 * of);
    }

    Part second() {
      return new Part(remainder + of, 2 * of);
    }
  }

  /** A place in the topic. */
  record Place(int partition, long offset) {}

  /** The highest version, and its events: each with where it was last seen. */
  private record Top(
      long version, boolean gone, SequencedMap<String, Place> events, Set<String> mended) {
    static Top of(SourceEvent event) {
      return new Top(
          event.getVersion(),
          event.getOperation() == Operation.DELETE,
          new LinkedHashMap<>(),
          new HashSet<>());
    }

    boolean isBefore(SourceEvent event) {
      return event.getVersion() > version
          || (event.getVersion() == version && !gone && event.getOperation() == Operation.DELETE);
    }

    boolean isAfter(SourceEvent event) {
      return event.getVersion() < version
          || (event.getVersion() == version && gone && event.getOperation() != Operation.DELETE);
    }

    void add(SourceEvent event, Place place) {
      if (event.getMends() != null) {
        mended.add(event.getMends());
        events.remove(event.getMends());
      }
      if (mended.contains(event.getEventId())) {
        return;
      }
      events.putLast(event.getEventId(), place);
      if (events.size() > MAX_EVENTS) {
        events.pollFirstEntry();
      }
    }
  }

  /** Takes an event in. */
  void saw(SourceEvent event, Place place) {
    String key = event.getObject() + "|" + event.getSourceId();
    if (!part.holds(key)) {
      return;
    }
    Top top = records.get(key);
    if (top == null || top.isBefore(event)) {
      top = Top.of(event);
      records.put(key, top);
    }
    if (!top.isAfter(event)) {
      top.add(event, place);
    }
    while (records.size() > maxRecords && part.of() < MAX_PARTS) {
      part = part.first();
      records.keySet().removeIf(kept -> !part.holds(kept));
    }
  }

  /** The parts of {@code whole} that are left to other readings. */
  List<Part> left(Part whole) {
    List<Part> left = new ArrayList<>();
    for (Part done = whole; !done.equals(part); done = done.first()) {
      left.add(done.second());
    }
    return left;
  }

  /** What is to be read again, by partition, in the order of its offsets. */
  Map<Integer, NavigableSet<Long>> places() {
    Map<Integer, NavigableSet<Long>> places = new HashMap<>();
    for (Top top : records.values()) {
      for (Place place : top.events().values()) {
        places.computeIfAbsent(place.partition(), _ -> new TreeSet<>()).add(place.offset());
      }
    }
    return places;
  }
}
