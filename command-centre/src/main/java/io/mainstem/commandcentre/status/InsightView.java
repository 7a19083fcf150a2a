package io.mainstem.commandcentre.status;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An insight as people read it. */
public record InsightView(
    String id,
    String severity,
    String state,
    String metric,
    String sentence,
    String explanation,
    double observed,
    double expected,
    double deviation,
    String unit,
    @Nullable BigDecimal impactAmount,
    String impactCurrency,
    Instant windowStart,
    Instant windowEnd,
    Instant openedAt,
    Instant updatedAt,
    @Nullable Instant resolvedAt,
    List<EvidenceView> evidence) {

  /** A record behind it. */
  public record EvidenceView(String entity, String id, String label, @Nullable String value) {}

  public boolean isOpen() {
    return resolvedAt == null;
  }
}
