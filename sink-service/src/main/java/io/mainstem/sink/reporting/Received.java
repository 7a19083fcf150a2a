package io.mainstem.sink.reporting;

import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * One record as it came from its topic.
 *
 * @param value null where the record is a tombstone
 * @param bytes the value as it lay in the topic, for the quarantine
 * @param publishedAt the record's own time
 * @param traceParent the W3C trace it belongs to, where its headers tell one
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record Received(
    String topic,
    int partition,
    long offset,
    @Nullable String key,
    @Nullable SpecificRecord value,
    byte @Nullable [] bytes,
    Instant publishedAt,
    @Nullable String traceParent) {

  /** Unique among all records of an installation. */
  public String place() {
    return topic + "-" + partition + "-" + offset;
  }
}
