package io.mainstem.runtime.health;

import java.time.Instant;

/**
 * What one component says of itself.
 *
 * @param state whether it does its work
 * @param detail one sentence for an operator; no payloads, secrets or personal data
 * @param since when this state began
 */
public record Health(State state, String detail, Instant since) {

  /** Whether a component does its work. */
  public enum State {
    /** Does its work. */
    UP,
    /** Does its work for now, on a reserve: somebody should look. */
    DEGRADED,
    /** Does not do its work; the service is not ready. */
    DOWN
  }
}
