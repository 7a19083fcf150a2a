package io.mainstem.anomaly.detect;

import io.mainstem.anomaly.metric.TradingWeek;
import io.mainstem.connections.metrics.Sentences;
import io.mainstem.schemas.event.Evidence;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * An assessment with its words and its records, ready to become an insight.
 *
 * @param detector name of the detector
 * @param scopeNames dimension to the name people use
 * @param sentences filled in, none of them a template any more
 */
public record Finding(
    String detector,
    String metric,
    TradingWeek week,
    Assessment assessment,
    Instant windowStart,
    Instant windowEnd,
    Map<String, String> scopeNames,
    Sentences sentences,
    String explanation,
    List<Evidence> evidence) {}
