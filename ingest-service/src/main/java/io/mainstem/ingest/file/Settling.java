package io.mainstem.ingest.file;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells which files have stopped changing; pure. */
final class Settling {
  private final Duration settle;
  private final Map<String, Seen> seen = new HashMap<>();

  private record Seen(Look look, Instant since) {}

  Settling(Duration settle) {
    this.settle = settle;
  }

  /** Names that have looked the same for long enough, oldest file first. */
  List<String> ready(Map<String, Look> present, Instant now) {
    seen.keySet().retainAll(Set.copyOf(present.keySet()));
    present.forEach(
        (name, look) -> {
          Seen before = seen.get(name);
          if (before == null || !before.look().equals(look)) {
            seen.put(name, new Seen(look, now));
          }
        });
    return present.entrySet().stream()
        .filter(entry -> isSettled(seen.get(entry.getKey()), now))
        .sorted(
            Map.Entry.<String, Look>comparingByValue(java.util.Comparator.comparing(Look::modified))
                .thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private boolean isSettled(@Nullable Seen file, Instant now) {
    return file != null && !file.since().plus(settle).isAfter(now);
  }
}
