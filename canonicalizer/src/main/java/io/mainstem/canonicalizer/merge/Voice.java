package io.mainstem.canonicalizer.merge;

import io.mainstem.canonicalizer.fragment.SourceFragment;
import java.time.Instant;
import java.util.Comparator;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/**
 * One source record speaking for a canonical one.
 *
 * @param index into the canonical record's sources
 */
record Voice(int index, SourceFragment fragment, IndexedRecord says) {
  /** Within one connection the newest word counts; versions of two records cannot be compared. */
  static final Comparator<Voice> NEWEST_FIRST =
      Comparator.comparing(Voice::spokenAt)
          .reversed()
          .thenComparing(Comparator.comparingLong(Voice::version).reversed())
          .thenComparing(voice -> voice.fragment().key());

  boolean supplies(Schema.Field field) {
    return Envelope.isSupplied(says.get(field.pos()));
  }

  String connection() {
    return fragment.source().connection();
  }

  private Instant spokenAt() {
    Instant occurredAt = fragment.occurredAt();
    return occurredAt == null ? Instant.EPOCH : occurredAt;
  }

  private long version() {
    return fragment.stamp().version();
  }
}
