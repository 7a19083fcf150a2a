package io.mainstem.connections.http;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How fast a tool may be asked.
 *
 * @param windows all of them hold at once; a daily quota is one of them
 * @param concurrency requests under way at the same time
 * @param points a budget that calls cost, or null
 */
public record RateLimit(List<Window> windows, int concurrency, @Nullable Points points) {
  /** For tools that say nothing about it. */
  public static final RateLimit GENTLE =
      new RateLimit(List.of(new Window(5, Duration.ofSeconds(1))), 2, null);

  public RateLimit {
    windows = List.copyOf(windows);
  }

  /** The same windows with so many times the calls. */
  public RateLimit times(int factor) {
    return new RateLimit(
        windows.stream().map(w -> new Window(w.calls() * factor, w.per())).toList(),
        concurrency,
        points == null ? null : points.times(factor));
  }

  /** At most {@code calls} in any {@code per}. */
  public record Window(int calls, Duration per) {}

  /**
   * A bucket that fills again.
   *
   * @param capacity points of a full bucket
   * @param restore points that come back each second
   * @param cost points of one call
   */
  public record Points(int capacity, int restore, int cost) {
    Points times(int factor) {
      return new Points(capacity * factor, restore * factor, cost);
    }
  }
}
