package io.mainstem.sink.balance;

import java.time.Instant;

/**
 * What an account still owes although its time is up.
 *
 * @param records without an outcome, or outcomes without a receipt; at least one
 * @param oldest when the first of them was received, or the beginning of that hour
 */
record Overdue(long records, Instant oldest) {
  Overdue and(Overdue other) {
    return new Overdue(
        records + other.records, oldest.isBefore(other.oldest) ? oldest : other.oldest);
  }
}
