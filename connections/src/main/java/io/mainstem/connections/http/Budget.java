package io.mainstem.connections.http;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How fast one connection's tool may be asked: all windows, the points, and the pauses it asked
 * for, hold at once. Decides only; the caller waits. Thread safe.
 */
public final class Budget {
  private static final double MILLIS = 1_000.0;

  private final InstantSource clock;
  private final List<CallWindow> windows;
  private final RateLimit.@Nullable Points points;
  private long pausedUntilMillis = Long.MIN_VALUE / 2;
  private long lastMillis = Long.MIN_VALUE / 2;
  private double pointsLeft;
  private long pointsAtMillis;

  public Budget(RateLimit limit, InstantSource clock) {
    this.clock = clock;
    this.windows = limit.windows().stream().map(CallWindow::new).toList();
    this.points = limit.points();
    this.pointsLeft = points == null ? 0 : points.capacity();
    this.pointsAtMillis = clock.millis();
  }

  /** Takes a place in the queue; returns how long to wait before the call. */
  public synchronized Duration reserve() {
    long now = clock.millis();
    long at = Math.max(now, Math.max(pausedUntilMillis, lastMillis));
    for (CallWindow window : windows) {
      at = Math.max(at, window.earliestMillis());
    }
    at = pay(at);
    for (CallWindow window : windows) {
      window.take(at);
    }
    lastMillis = at;
    return Duration.ofMillis(at - now);
  }

  /** The moment there are points enough, no earlier than {@code atMillis}; they are spent then. */
  private long pay(long atMillis) {
    if (points == null) {
      return atMillis;
    }
    fill(atMillis);
    double lacking = points.cost() - pointsLeft;
    long paid =
        lacking <= 0 ? atMillis : atMillis + (long) Math.ceil(lacking / points.restore() * MILLIS);
    fill(paid);
    pointsLeft -= points.cost();
    return paid;
  }

  private void fill(long atMillis) {
    if (points != null && atMillis > pointsAtMillis) {
      double restored = (atMillis - pointsAtMillis) / MILLIS * points.restore();
      pointsLeft = Math.min(points.capacity(), pointsLeft + restored);
      pointsAtMillis = atMillis;
    }
  }

  /** Nobody goes before the pause is over. */
  public synchronized void pause(Duration pause) {
    pausedUntilMillis = Math.max(pausedUntilMillis, clock.millis() + pause.toMillis());
  }

  /** The tool says how many points are left: where that is less than we thought, it is right. */
  public synchronized void points(double left) {
    if (points != null) {
      fill(clock.millis());
      pointsLeft = Math.min(pointsLeft, left);
    }
  }
}
