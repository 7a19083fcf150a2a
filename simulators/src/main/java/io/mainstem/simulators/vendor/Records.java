package io.mainstem.simulators.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.simulators.vendor.Change.Action;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The records of one tool, by kind. Times of change only rise, so that a reader who asks for what
 * changed since a moment misses nothing. Whoever listens hears of every change but the seeding.
 */
public final class Records {
  private static final Instant FOUNDED = Instant.parse("2026-02-02T09:00:00Z");
  private static final Duration BETWEEN_SEEDS = Duration.ofMinutes(1);

  private final Map<String, Kind> kinds = new LinkedHashMap<>();
  private final Map<String, Map<String, Entry>> held = new LinkedHashMap<>();
  private final InstantSource clock;
  private Instant last = FOUNDED;
  private Consumer<Change> listener = change -> {};

  public Records(List<Kind> kinds, InstantSource clock) {
    kinds.forEach(kind -> this.kinds.put(kind.name(), kind));
    kinds.forEach(kind -> held.put(kind.name(), new LinkedHashMap<>()));
    this.clock = clock;
  }

  void listen(Consumer<Change> listener) {
    this.listener = listener;
  }

  /** Adds invented records, long ago and without a word to anyone. */
  public synchronized void seed(String kind, int count) {
    for (int i = 0; i < count; i++) {
      Kind of = kind(kind);
      long number = shelf(kind).size() + 1L;
      Instant at = FOUNDED.plus(BETWEEN_SEEDS.multipliedBy(number));
      store(of, of.ids().apply(number), of.sample().apply(number), at, null, false);
    }
  }

  /** What the next invented record would hold, without adding it. */
  public synchronized ObjectNode example(String kind) {
    return kind(kind).sample().apply(shelf(kind).size() + 1L);
  }

  /** Adds the next invented record as if someone entered it now. */
  public Entry sample(String kind) {
    return add(kind, kind(kind).sample().apply(shelf(kind).size() + 1L));
  }

  public synchronized Entry add(String kind, ObjectNode body) {
    return put(kind, kind(kind).ids().apply(shelf(kind).size() + 1L), body);
  }

  /** The record of that id becomes this one, whether it was there or not. */
  public synchronized Entry put(String kind, String id, ObjectNode body) {
    Entry before = shelf(kind).get(id);
    Entry now = store(kind(kind), id, body.deepCopy(), tick(), before, false);
    boolean fresh = before == null || before.deleted();
    listener.accept(
        new Change(fresh ? Action.CREATED : Action.UPDATED, now, fresh ? null : before, null));
    return now;
  }

  /** Lays members over a record, objects into objects; empty where there is no such record. */
  public synchronized Optional<Entry> change(String kind, String id, JsonNode patch) {
    return get(kind, id).map(found -> put(kind, id, overlay(found.copy(), patch)));
  }

  public synchronized Optional<Entry> delete(String kind, String id) {
    return delete(kind, id, null);
  }

  /** The absorbed record is gone, and the survivor has a new version. */
  public synchronized Optional<Entry> merge(String kind, String survivor, String absorbed) {
    return get(kind, survivor)
        .flatMap(found -> delete(kind, absorbed, survivor).map(gone -> found))
        .map(found -> put(kind, survivor, found.copy()));
  }

  private Optional<Entry> delete(String kind, String id, @Nullable String survivor) {
    return get(kind, id)
        .map(
            found -> {
              Entry gone = store(kind(kind), id, found.copy(), tick(), found, true);
              listener.accept(new Change(Action.DELETED, gone, found, survivor));
              return gone;
            });
  }

  private Entry store(
      Kind kind, String id, ObjectNode body, Instant at, @Nullable Entry before, boolean deleted) {
    Map<String, Entry> shelf = shelf(kind.name());
    Entry now =
        new Entry(
            kind.name(),
            id,
            before == null ? shelf.size() + 1L : before.number(),
            before == null ? at : before.created(),
            at,
            before == null ? 0 : before.version() + 1,
            deleted,
            body);
    kind.stamp().on(body, now);
    shelf.put(id, now);
    return now;
  }

  private Instant tick() {
    Instant now = Instant.ofEpochMilli(clock.millis());
    last = now.isAfter(last) ? now : last.plusMillis(1);
    return last;
  }

  /** A record that is not deleted. */
  public Optional<Entry> get(String kind, String id) {
    return any(kind, id).filter(entry -> !entry.deleted());
  }

  public synchronized Optional<Entry> any(String kind, String id) {
    return Optional.ofNullable(shelf(kind).get(id));
  }

  /** What is not deleted, in the order in which it came. */
  public List<Entry> live(String kind) {
    return where(kind, entry -> !entry.deleted());
  }

  public synchronized List<Entry> where(String kind, Predicate<Entry> condition) {
    return new ArrayList<>(shelf(kind).values().stream().filter(condition).toList());
  }

  public boolean knows(String kind) {
    return kinds.containsKey(kind);
  }

  /** Whether webhooks tell of that kind. */
  public boolean told(String kind) {
    return kind(kind).told();
  }

  public List<String> kinds() {
    return List.copyOf(kinds.keySet());
  }

  private Kind kind(String name) {
    Kind kind = kinds.get(name);
    if (kind == null) {
      throw new IllegalArgumentException(
          "kind: " + name + " (expected: one of " + String.join(", ", kinds.keySet()) + ")");
    }
    return kind;
  }

  private Map<String, Entry> shelf(String kind) {
    return held.getOrDefault(kind(kind).name(), Map.of());
  }

  /** Members of the patch over those of the record; a null stays a null. */
  public static ObjectNode overlay(ObjectNode onto, JsonNode patch) {
    patch
        .properties()
        .forEach(
            member -> {
              JsonNode old = onto.get(member.getKey());
              if (old instanceof ObjectNode inner && member.getValue().isObject()) {
                overlay(inner, member.getValue());
              } else {
                onto.set(member.getKey(), member.getValue().deepCopy());
              }
            });
    return onto;
  }
}
