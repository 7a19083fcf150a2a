package io.mainstem.connections.door;

import io.mainstem.connections.json.Bytes;
import io.mainstem.schemas.event.Operation;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event of a verified request. {@code dedupeKey} is the same again when the sender repeats it;
 * the event id is derived from connection and dedupe key.
 */
public sealed interface Delivery {
  String dedupeKey();

  /**
   * The whole record.
   *
   * @param version order among snapshots of this record
   * @param payload exact bytes of the record as signed; empty for a delete
   * @param mergedInto of a delete: the record the vendor merged this one into; else null
   */
  record Snapshot(
      String object,
      String sourceId,
      long version,
      @Nullable Instant occurredAt,
      Operation operation,
      Bytes payload,
      String dedupeKey,
      @Nullable String mergedInto)
      implements Delivery {

    /** Of a record that was not merged. */
    public Snapshot(
        String object,
        String sourceId,
        long version,
        @Nullable Instant occurredAt,
        Operation operation,
        Bytes payload,
        String dedupeKey) {
      this(object, sourceId, version, occurredAt, operation, payload, dedupeKey, null);
    }
  }

  /**
   * Something changed: fetch it. Any address in the event is ignored; only its id is used.
   *
   * @param mergedInto where it is deleted: the record the vendor merged it into; else null
   */
  record Ring(
      String object,
      String sourceId,
      @Nullable Instant occurredAt,
      boolean deleted,
      String dedupeKey,
      @Nullable String mergedInto)
      implements Delivery {

    /** Of a record that was not merged. */
    public Ring(
        String object,
        String sourceId,
        @Nullable Instant occurredAt,
        boolean deleted,
        String dedupeKey) {
      this(object, sourceId, occurredAt, deleted, dedupeKey, null);
    }
  }

  /** Signed, but the tool file has no place for it: publish as {@code _delivery}. */
  record Unplaced(String code, String cause, Bytes payload, String dedupeKey) implements Delivery {}

  /** Signed, and left out on purpose: publish as {@code _ignored}, so that it is accounted for. */
  record Ignored(String why, Bytes payload, String dedupeKey) implements Delivery {}
}
