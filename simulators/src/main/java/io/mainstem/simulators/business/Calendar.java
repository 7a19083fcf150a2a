package io.mainstem.simulators.business;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The group's days: day 0 is a fixed Monday, in London's time. */
public final class Calendar {
  public static final ZoneId ZONE = ZoneId.of("Europe/London");
  public static final LocalDate FIRST_MONDAY = LocalDate.of(2026, 3, 2);

  /** Deals, invoices and newcomers are planned this far ahead. */
  public static final int HORIZON_DAYS = 56;

  private static final DateTimeFormatter SPOKEN =
      DateTimeFormatter.ofPattern("EEE d MMM", Locale.UK);

  private Calendar() {}

  public static LocalDate date(int day) {
    return FIRST_MONDAY.plusDays(day);
  }

  /** Noon of the Sunday before: when all that exists already is announced. */
  public static LocalDateTime opening() {
    return FIRST_MONDAY.minusDays(1).atTime(12, 0);
  }

  public static Instant instant(LocalDateTime local) {
    return local.atZone(ZONE).toInstant();
  }

  public static LocalDateTime local(Instant instant) {
    return LocalDateTime.ofInstant(instant, ZONE);
  }

  /** "Tue 3 Mar". */
  public static String spoken(LocalDate date) {
    return SPOKEN.format(date);
  }

  /** "11:05". */
  public static String clock(Instant instant) {
    LocalDateTime local = local(instant);
    return String.format(Locale.ROOT, "%02d:%02d", local.getHour(), local.getMinute());
  }
}
