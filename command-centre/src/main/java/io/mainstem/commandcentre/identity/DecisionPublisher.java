package io.mainstem.commandcentre.identity;

import io.mainstem.schemas.event.AuditEntry;
import io.mainstem.schemas.event.Decision;

/** Puts a decision where the canonicalizer finds it. */
@FunctionalInterface
public interface DecisionPublisher {
  /**
   * Returns when the broker has both.
   *
   * @throws RefusedException if it is not known that it has
   */
  void publish(String id, Decision decision, AuditEntry audit) throws RefusedException;
}
