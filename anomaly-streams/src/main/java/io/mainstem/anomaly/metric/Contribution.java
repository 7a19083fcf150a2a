package io.mainstem.anomaly.metric;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What one record says to one metric. A record's contributions are a pure function of its latest
 * snapshot; a deleted record has none.
 */
public record Contribution(
    String metric, Scope scope, LocalDate day, Measures measures, @Nullable Item item) {

  /** Two contributions to the same place replace each other; to different ones, both move. */
  String place() {
    return metric + "|" + day + "|" + scope.key();
  }
}
