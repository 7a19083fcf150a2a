package io.mainstem.commandcentre.status;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of everything one source sent. Each accepted event ends in exactly one of these.
 *
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
    @Nullable Instant lastReceivedAt) {

  /** Whether the parts add up to the whole. */
  public boolean isBalanced() {
    return received
        == applied + unchanged + duplicate + superseded + echo + filtered + quarantined + inFlight;
  }

  static SourceBalance silent(String connection) {
    return new SourceBalance(connection, 0, 0, 0, 0, 0, 0, 0, 0, 0, null);
  }
}
