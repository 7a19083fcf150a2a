package io.mainstem.ingest.spool;

import java.nio.file.Path;
import java.time.Duration;

/**
 * The spool's bounds.
 *
 * @param folder of this instance alone
 * @param maxBytes of what waits; 0 switches the spool off
 * @param maxAge once the oldest has waited so long nothing more is accepted; nothing is dropped
 */
public record SpoolSettings(Path folder, long maxBytes, Duration maxAge) {

  /** Unless told otherwise. */
  public static final long DEFAULT_MAX_BYTES = 1L << 30;

  /** Unless told otherwise: senders repeat for days, so they may be asked to before a day is up. */
  public static final Duration DEFAULT_MAX_AGE = Duration.ofHours(24);

  /** More on one disk is not what a spool is for. */
  public static final long LARGEST_MAX_BYTES = 1L << 40;

  boolean isOn() {
    return maxBytes > 0;
  }
}
