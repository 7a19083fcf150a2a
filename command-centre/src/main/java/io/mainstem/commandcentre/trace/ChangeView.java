package io.mainstem.commandcentre.trace;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One version of a canonical record: what changed, what it means, what caused it. */
public record ChangeView(
    long version,
    String kind,
    List<String> events,
    List<FieldChange> fields,
    @Nullable String mergedInto,
    @Nullable Instant occurredAt,
    Instant at,
    String causedBy,
    String connection) {

  /** One field, as JSON text before and after; null where there was nothing. */
  public record FieldChange(String field, @Nullable String before, @Nullable String after) {}
}
