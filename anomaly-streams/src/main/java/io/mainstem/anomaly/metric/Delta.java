package io.mainstem.anomaly.metric;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a metric must change by, because one record said something new.
 *
 * @param record entity and id of that record
 * @param scope null where only time passed
 * @param day null where only time passed
 * @param change what to add to the place's measures
 * @param item the record as evidence; null removes it
 * @param eventTime when it happened by its source; null where the source does not say
 */
public record Delta(
    String metric,
    String record,
    @Nullable Scope scope,
    @Nullable LocalDate day,
    Measures change,
    @Nullable Item item,
    @Nullable Instant eventTime) {

  /** Nothing to add, but time went on. */
  public static Delta tick(String metric, Instant eventTime) {
    return new Delta(metric, "", null, null, Measures.ZERO, null, eventTime);
  }
}
