package io.mainstem.commandcentre.trace;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to {@code GET /api/conflicts?entity=&field=&connection=&after=}.
 *
 * @param totals how many there are of each kind, most first; of all, whatever was asked for
 * @param conflicts newest first
 * @param next the {@code after} of the next page; null on the last
 */
public record ConflictPage(List<Total> totals, List<Conflict> conflicts, @Nullable String next) {

  /** Conflicts of one kind. */
  public record Total(String entity, String field, String connection, long conflicts) {}

  /**
   * A system that is not the authority says otherwise.
   *
   * @param label what people call the record
   * @param value what {@code connection} says, as people read it
   * @param winningValue what stands instead
   * @param since when it was first seen
   */
  public record Conflict(
      String entity,
      String id,
      String label,
      String field,
      String connection,
      String object,
      String sourceId,
      String value,
      String winnerConnection,
      String winningValue,
      String rule,
      Instant since) {}
}
