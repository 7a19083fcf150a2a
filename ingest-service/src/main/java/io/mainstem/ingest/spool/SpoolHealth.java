package io.mainstem.ingest.spool;

import io.mainstem.runtime.health.Health;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.TreeMap;

/**
 * What the spool says to an operator. It is a reserve, so it never keeps a service from its work.
 */
public final class SpoolHealth {

  private final Spool spool;
  private final InstantSource clock;
  private Health last;

  public SpoolHealth(Spool spool, InstantSource clock) {
    this.spool = spool;
    this.clock = clock;
    this.last = new Health(Health.State.UP, "empty", clock.instant());
  }

  /** The present state; asked by the health registry. */
  public synchronized Health look() {
    Health.State state = Health.State.DEGRADED;
    String detail;
    Stock.Look now = spool.look();
    if (!spool.settings().isOn()) {
      state = Health.State.UP;
      detail = "switched off: while the broker is away deliveries are answered with 503";
    } else if (!spool.isUsable()) {
      detail = "cannot be used (" + spool.trouble() + "): see " + spool.settings().folder();
    } else if (!now.aside().isEmpty()) {
      detail =
          "%s; the broker does not take what waits for %s"
              .formatted(waiting(now), new TreeMap<>(now.aside()));
    } else if (now.entries() > 0) {
      detail = waiting(now);
    } else {
      state = Health.State.UP;
      detail = "empty";
    }
    Instant since = state == last.state() ? last.since() : clock.instant();
    last = new Health(state, detail, since);
    return last;
  }

  private static String waiting(Stock.Look now) {
    Instant oldest = now.oldest();
    return "%d records, %d bytes wait for the broker%s"
        .formatted(
            now.entries(),
            now.bytes(),
            oldest == null ? "" : ", the first since " + oldest.truncatedTo(ChronoUnit.SECONDS));
  }
}
