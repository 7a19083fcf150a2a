package io.mainstem.commandcentre.status;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of everything one source sent. Each accepted event ends in exactly one of these.
 *
 * @param overdue in flight for longer than the limit
 * @param lastReceivedAt null where nothing was received yet
 */
public record SourceBalance(
    String connection,
    long received,
    long applied,
    long unchanged,
    long duplicate,
    long superseded,
    long echo,
    long filtered,
    long quarantined,
    long inFlight,
    long overdue,
    @Nullable Instant lastReceivedAt) {

  /** Whether the parts add up to the whole, and nothing is on its way for too long. */
  public boolean isBalanced() {
    long settled = applied + unchanged + duplicate + superseded + echo + filtered + quarantined;
    return received == settled + inFlight && inFlight >= 0 && overdue == 0;
  }

  static SourceBalance silent(String connection) {
    return new SourceBalance(connection, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, null);
  }
}
