package io.mainstem.simulators.timeline;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times as each vendor writes them. */
public final class Stamp {
  private static final DateTimeFormatter ISO_MILLIS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter XERO_UTC =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

  private Stamp() {}

  /** 2026-03-02T11:05:00.000Z: Square and HubSpot. */
  public static String iso(Instant at) {
    return ISO_MILLIS.format(at);
  }

  /** 2026-03-02T11:05:00.000: Xero's eventDateUtc. */
  public static String xeroUtc(Instant at) {
    return XERO_UTC.format(at);
  }

  /** /Date(1772449500000+0000)/: Xero's records. */
  public static String msDate(Instant at) {
    return "/Date(" + at.toEpochMilli() + "+0000)/";
  }

  public static String msDate(LocalDate day) {
    return msDate(day.atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  /** 2026-03-02T00:00:00: Xero's DateString. */
  public static String dateString(LocalDate day) {
    return day + "T00:00:00";
  }
}
