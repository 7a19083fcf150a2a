package io.mainstem.anomaly.metric;

import java.time.Instant;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** Reads the fields that all canonical records share, or one that this metric names. */
public final class CanonicalFields {
  private CanonicalFields() {}

  public static String id(IndexedRecord record) {
    String id = get(record, "id", String.class);
    if (id == null) {
      throw new IllegalArgumentException("a canonical record without id");
    }
    return id;
  }

  /** Deleted, or absorbed by another record. */
  public static boolean gone(IndexedRecord record) {
    return Boolean.TRUE.equals(get(record, "deleted", Boolean.class))
        || get(record, "mergedInto", String.class) != null;
  }

  /** When it happened, by its source. */
  public static @Nullable Instant occurredAt(IndexedRecord record) {
    return get(record, "occurredAt", Instant.class);
  }

  static <T> @Nullable T get(IndexedRecord record, String name, Class<T> type) {
    Schema.Field field = record.getSchema().getField(name);
    if (field == null) {
      throw new IllegalArgumentException(
          "field: " + name + " (expected: a field of " + record.getSchema().getName() + ")");
    }
    return type.cast(record.get(field.pos()));
  }
}
