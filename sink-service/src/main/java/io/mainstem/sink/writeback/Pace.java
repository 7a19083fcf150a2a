package io.mainstem.sink.writeback;

import io.mainstem.runtime.outbound.RateLimit;
import java.time.InstantSource;

/** Turns a tool's windows into a pace that keeps below all of them. */
final class Pace {
  /** Ours is not the only client of the account. */
  private static final double SHARE = 0.8;

  private static final double BURST_SHARE = 0.1;
  private static final double UNLIMITED_PER_SECOND = 50;

  private Pace() {}

  static RateLimit of(io.mainstem.connections.http.RateLimit limits, InstantSource clock) {
    double perSecond = UNLIMITED_PER_SECOND;
    double burst = UNLIMITED_PER_SECOND;
    for (io.mainstem.connections.http.RateLimit.Window window : limits.windows()) {
      double windowSeconds = window.per().toMillis() / 1e3;
      perSecond = Math.min(perSecond, SHARE * window.calls() / windowSeconds);
      burst = Math.min(burst, BURST_SHARE * window.calls());
    }
    return new RateLimit(clock, perSecond, Math.max(1, (int) burst));
  }
}
