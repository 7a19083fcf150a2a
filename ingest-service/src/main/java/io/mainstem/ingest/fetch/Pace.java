package io.mainstem.ingest.fetch;

import io.mainstem.connections.http.RateLimit.Window;
import io.mainstem.runtime.outbound.RateLimit;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** How fast one connection's tool may be asked: all windows of its tool file hold at once. */
final class Pace {

  private static final double NANOS_PER_SECOND = 1e9;

  /** Stands in where a tool file names no window: fast enough for any, and can still be paused. */
  private static final Window UNNAMED = new Window(1_000, Duration.ofSeconds(1));

  private final List<RateLimit> limits;

  Pace(List<Window> windows, InstantSource clock) {
    this.limits =
        (windows.isEmpty() ? List.of(UNNAMED) : windows)
            .stream().map(window -> limit(window, clock)).toList();
  }

  private static RateLimit limit(Window window, InstantSource clock) {
    double perSecond = window.calls() / (window.per().toNanos() / NANOS_PER_SECOND);
    return new RateLimit(clock, perSecond, Math.max(1, window.calls()));
  }

  /** Takes a place in the queue; returns how long to wait before the call. */
  Duration reserve() {
    Duration longest = Duration.ZERO;
    for (RateLimit limit : limits) {
      Duration wait = limit.reserve();
      longest = wait.compareTo(longest) > 0 ? wait : longest;
    }
    return longest;
  }

  /** Nobody goes before the pause is over. */
  void pause(Duration pause) {
    limits.getFirst().pause(pause);
  }
}
