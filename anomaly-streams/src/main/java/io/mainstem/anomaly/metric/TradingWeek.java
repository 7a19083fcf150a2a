package io.mainstem.anomaly.metric;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;

/**
 * Seven trading days from a Monday.
 *
 * @param monday its first trading day
 */
public record TradingWeek(LocalDate monday) implements Comparable<TradingWeek> {

  public TradingWeek {
    if (monday.getDayOfWeek() != DayOfWeek.MONDAY) {
      throw new IllegalArgumentException("monday: " + monday + " (expected: a Monday)");
    }
  }

  public static TradingWeek of(LocalDate day) {
    return new TradingWeek(day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)));
  }

  public TradingWeek next() {
    return new TradingWeek(monday.plusWeeks(1));
  }

  public boolean contains(LocalDate day) {
    return of(day).equals(this);
  }

  @Override
  public int compareTo(TradingWeek other) {
    return monday.compareTo(other.monday);
  }
}
