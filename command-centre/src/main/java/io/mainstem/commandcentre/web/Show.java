package io.mainstem.commandcentre.web;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How values look on the page. Pure; used by the templates. */
public final class Show {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("d MMM yyyy HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH).withZone(ZoneOffset.UTC);
  private static final Duration HALF_A_DAY = Duration.ofHours(12);
  private static final int SHORT_ID = 12;

  private Show() {}

  /** {@code 12,431}. */
  public static String count(long number) {
    return String.format(Locale.ENGLISH, "%,d", number);
  }

  /** {@code 4 s ago}, {@code 3 min ago}; {@code never} where there is nothing. */
  public static String ago(@Nullable Instant at, Instant now) {
    if (at == null) {
      return "never";
    }
    long seconds = Math.max(0, Duration.between(at, now).toSeconds());
    if (seconds < 60) {
      return seconds + " s ago";
    }
    if (seconds < 3_600) {
      return seconds / 60 + " min ago";
    }
    if (seconds < 172_800) {
      return seconds / 3_600 + " h ago";
    }
    return seconds / 86_400 + " days ago";
  }

  /** To the minute, in UTC. */
  public static String time(@Nullable Instant at) {
    return at == null ? "" : MINUTE.format(at) + " UTC";
  }

  /**
   * The trading days a window covers: {@code 16 Nov 2026 to 22 Nov 2026}. A trading day ends in the
   * small hours of the next, so the last one is found half a day before the end.
   */
  public static String days(Instant start, Instant end) {
    Instant withinLast = end.minus(HALF_A_DAY);
    String first = DAY.format(start);
    String last = DAY.format(withinLast.isBefore(start) ? start : withinLast);
    return first.equals(last) ? first : first + " to " + last;
  }

  /** For the {@code datetime} attribute and titles. */
  public static String exact(@Nullable Instant at) {
    return at == null ? "" : at.toString();
  }

  /** {@code PART_PAID} as {@code part paid}. */
  public static String words(@Nullable String name) {
    return name == null ? "" : name.toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** {@code GBP 1,250.00}. */
  public static String money(@Nullable BigDecimal amount, String currency) {
    if (amount == null) {
      return "";
    }
    BigDecimal rounded = amount.setScale(2, RoundingMode.HALF_UP);
    return (currency + " " + String.format(Locale.ENGLISH, "%,.2f", rounded)).strip();
  }

  /** {@code 84.0 %}, of 1. */
  public static String share(double probability) {
    return String.format(Locale.ENGLISH, "%.1f %%", probability * 100);
  }

  /** {@code 3.2 bits}, without its sign. */
  public static String bits(double bits) {
    return String.format(Locale.ENGLISH, "%.1f bits", Math.abs(bits));
  }

  /** {@code +18 %}. */
  public static String percent(double ratio) {
    return String.format(Locale.ENGLISH, "%+.0f %%", ratio * 100);
  }

  /** An id cut for the eye; give the whole as title. */
  public static String shortId(String id) {
    return id.length() <= SHORT_ID + 4 ? id : id.substring(0, SHORT_ID) + "…";
  }

  /** Page of a canonical record. */
  public static String entityPath(String entity, String id) {
    return "/entities/" + encode(entity) + "/" + encode(id);
  }

  /** Page of whatever the key leads to. */
  public static String tracePath(String key) {
    return "/trace?key=" + encode(key);
  }

  /** List of a source's events with an outcome; empty means any. */
  public static String eventsPath(String connection, String outcome) {
    return "/events?connection=" + encode(connection) + "&outcome=" + encode(outcome);
  }

  /** List of conflicts; empty means any, and the first page. */
  public static String conflictsPath(String entity, String field, String connection, String after) {
    return "/conflicts?entity="
        + encode(entity)
        + "&field="
        + encode(field)
        + "&connection="
        + encode(connection)
        + "&after="
        + encode(after);
  }

  public static String quarantinePath(String connection, String code) {
    return "/quarantine?connection=" + encode(connection) + "&code=" + encode(code);
  }

  /** A part of a whole as a length of 0 to 1000, never invisible where there is something. */
  public static int permille(long part, long whole) {
    if (part <= 0 || whole <= 0) {
      return 0;
    }
    return (int) Math.max(8, part * 1_000 / whole);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
