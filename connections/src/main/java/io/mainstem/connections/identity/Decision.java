package io.mainstem.connections.identity;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * What a person decided about some records of one entity.
 *
 * @param id key of the decision; a later one of the same id takes its place
 * @param kind what was decided
 * @param records link keys; a split sets the first apart from the others
 * @param by who decided
 * @param reason why, in that person's words
 */
public record Decision(
    String id, Kind kind, List<String> records, String by, String reason, Instant at) {
  /** Earlier words count first, so that a later one that contradicts them can be told. */
  static final Comparator<Decision> EARLIEST_FIRST =
      Comparator.comparing(Decision::at).thenComparing(Decision::id);

  /** What a person can decide. */
  public enum Kind {
    MUST_LINK,
    CANNOT_LINK,
    SPLIT,
    /** Nothing any more: what was decided is taken back. */
    REVOKED,
    /** The tool itself merged the first record into the other; it gives way to people. */
    VENDOR_MERGE
  }

  public Decision {
    records = List.copyOf(records);
  }
}
