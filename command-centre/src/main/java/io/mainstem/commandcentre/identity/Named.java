package io.mainstem.commandcentre.identity;

import org.jspecify.annotations.Nullable;

/**
 * A source record as people read it.
 *
 * @param record {@code connection|object|id}
 * @param id of the canonical record it is part of now; null where nobody knows it any more
 * @param label what people call that one
 */
public record Named(String record, @Nullable String id, String label) {
  /** Of a record whose canonical one is not, or not yet, known here. */
  static Named alone(String record, @Nullable String id) {
    return new Named(record, id, spoken(record));
  }

  /** {@code crm contact 71}. */
  public String words() {
    return spoken(record);
  }

  static String spoken(String record) {
    return String.join(" ", record.split("\\|", 3));
  }
}
