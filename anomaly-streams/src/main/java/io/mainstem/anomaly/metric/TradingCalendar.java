package io.mainstem.anomaly.metric;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * When trading days begin at one place. A day that daylight saving shortens or stretches is shorter
 * or longer here too.
 *
 * @param zone where the place is
 * @param cutoff local time at which the trading day turns
 */
public record TradingCalendar(ZoneId zone, LocalTime cutoff) {

  public Instant startOf(LocalDate day) {
    return day.atTime(cutoff).atZone(zone).toInstant();
  }

  public Instant endOf(LocalDate day) {
    return startOf(day.plusDays(1));
  }

  public Instant startOf(TradingWeek week) {
    return startOf(week.monday());
  }

  public Instant endOf(TradingWeek week) {
    return startOf(week.next());
  }

  /** The trading day that an instant falls into. */
  public LocalDate dayOf(Instant instant) {
    var local = instant.atZone(zone).toLocalDateTime();
    LocalDate date = local.toLocalDate();
    return local.toLocalTime().isBefore(cutoff) ? date.minusDays(1) : date;
  }
}
