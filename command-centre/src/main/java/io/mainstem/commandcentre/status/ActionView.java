package io.mainstem.commandcentre.status;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A planned write or message and what came of it.
 *
 * @param label what people call the record it is about
 */
public record ActionView(
    String id,
    String flow,
    String type,
    String connection,
    String object,
    String entity,
    String canonicalId,
    String label,
    String transition,
    String policy,
    String state,
    int attempts,
    @Nullable String resultId,
    @Nullable String code,
    @Nullable String detail,
    Instant plannedAt,
    Instant updatedAt) {

  /** Whether the target now holds what was planned. */
  public boolean isDone() {
    return state.equals("VERIFIED");
  }

  public boolean isFailed() {
    return state.equals("FAILED");
  }
}
