package io.mainstem.connections.http;

import java.time.Duration;
import java.util.List;

/**
 * How fast a tool may be asked.
 *
 * @param windows all of them hold at once
 * @param concurrency requests under way at the same time
 */
public record RateLimit(List<Window> windows, int concurrency) {
  /** For tools that say nothing about it. */
  public static final RateLimit GENTLE =
      new RateLimit(List.of(new Window(5, Duration.ofSeconds(1))), 2);

  public RateLimit {
    windows = List.copyOf(windows);
  }

  /** The same windows with so many times the calls. */
  public RateLimit times(int factor) {
    return new RateLimit(
        windows.stream().map(w -> new Window(w.calls() * factor, w.per())).toList(), concurrency);
  }

  /** At most {@code calls} in any {@code per}. */
  public record Window(int calls, Duration per) {}
}
