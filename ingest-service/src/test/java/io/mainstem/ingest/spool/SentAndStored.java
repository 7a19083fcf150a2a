package io.mainstem.ingest.spool;

import io.mainstem.schemas.event.SourceEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Compares a sender's own log with a topic: all there, once by event id, in order per key. */
final class SentAndStored {
  private SentAndStored() {}

  /** What the sender wrote down of one delivery answered 2xx. */
  record Sent(String key, String receipt) {}

  /** Every fault in a sentence; none is good. */
  static List<String> faults(List<Sent> acked, List<SourceEvent> stored) {
    Map<String, SourceEvent> first = new LinkedHashMap<>();
    stored.forEach(event -> first.putIfAbsent(event.getEventId(), event));
    Map<String, Integer> places = new HashMap<>();
    first.values().forEach(event -> places.putIfAbsent(event.getDeliveryId(), places.size()));

    List<String> faults = new ArrayList<>();
    Map<String, List<Integer>> byKey =
        acked.stream()
            .collect(
                Collectors.groupingBy(
                    Sent::key,
                    Collectors.mapping(
                        sent -> places.getOrDefault(sent.receipt(), -1), Collectors.toList())));
    byKey.forEach(
        (key, all) -> {
          List<Integer> found = all.stream().filter(place -> place >= 0).toList();
          if (found.size() < all.size()) {
            faults.add(key + ": " + (all.size() - found.size()) + " answered 2xx and not stored");
          }
          if (!found.equals(found.stream().sorted().toList())) {
            faults.add(key + ": not in the order sent");
          }
        });
    if (places.size() != first.size()) {
      faults.add("a delivery is stored under two event ids");
    }
    if (first.values().stream().anyMatch(event -> Objects.isNull(event.getPayload()))) {
      faults.add("an event without payload");
    }
    return faults;
  }
}
