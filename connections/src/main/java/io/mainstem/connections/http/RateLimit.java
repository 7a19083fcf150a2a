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

  /**
   * What reading and fetching may use of a tool's rate; writing has the rest. They are different
   * services and would otherwise ask twice as often as the tool stands.
   */
  public static final double READS = 0.75;

  /** What writing may use. */
  public static final double WRITES = 1 - READS;

  /** A part of everything, and one call at least. */
  public RateLimit part(double share) {
    return new RateLimit(
        windows.stream().map(w -> new Window(part(w.calls(), share), w.per())).toList(),
        part(concurrency, share),
        points == null ? null : points.part(share));
  }

  private static int part(int whole, double share) {
    return Math.max(1, (int) (whole * share));
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
    /** A call costs the same, so the bucket holds one at least. */
    Points part(double share) {
      return new Points(
          Math.max(cost, RateLimit.part(capacity, share)), RateLimit.part(restore, share), cost);
    }

    Points times(int factor) {
      return new Points(capacity * factor, restore * factor, cost);
    }
  }
}
