package io.mainstem.anomaly.metric;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A record that counts, kept so that a finding can show what is behind it.
 *
 * @param entity canonical entity name
 * @param id canonical id of the record
 * @param day its trading day
 * @param label what it is in words, without a person's name
 * @param value what it added
 * @param plan what it was planned to add; null where it was not planned or has no plan
 */
public record Item(
    String entity,
    String id,
    LocalDate day,
    String label,
    BigDecimal value,
    @Nullable BigDecimal plan) {

  /** How much more it added than planned; all of it where nothing was planned. */
  public BigDecimal excess() {
    return plan == null ? value : value.subtract(plan);
  }
}
