package io.mainstem.connections.expression;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times in the spellings tools use. */
final class Times {
  /** How most tools write a time, zeros for any digit; a Z follows. */
  private static final String ISO_UTC = "0000-00-00T00:00:00.000000000";

  private static final Pattern DOT_NET =
      Pattern.compile("/Date\\((-?[0-9]{1,15})(?:[-+][0-9]{4})?\\)/");
  private static final Pattern EPOCH_SECONDS = Pattern.compile("[0-9]{10}(?:\\.[0-9]{1,9})?");
  private static final Pattern EPOCH_MILLIS = Pattern.compile("[0-9]{12,15}");
  private static final Pattern EPOCH_MICROS = Pattern.compile("[0-9]{16}");
  private static final Pattern WEEKDAY = Pattern.compile("[A-Za-z]{3},.*");

  /** Instants databases and Avro can hold: years 1 to 9999. */
  private static final BigDecimal MAX_SECONDS = BigDecimal.valueOf(253_402_300_799L);

  private static final Map<String, DateTimeFormatter> PATTERNS = new ConcurrentHashMap<>();
  private static final int MAX_PATTERNS = 1_000;
  private static final Pattern HAS_OFFSET =
      Pattern.compile(".*(Z|[-+][0-9]{2}:?[0-9]{2}|[-+][0-9]{2})");
  private static final BigDecimal MILLIS_AN_HOUR = BigDecimal.valueOf(3_600_000);
  private static final int HOURS_SCALE = 6;

  private Times() {}

  /**
   * ISO 8601 (UTC where it names no offset), RFC 1123, an epoch of 10, 13 or 16 digits, or {@code
   * /Date(ms+0000)/}.
   */
  static Instant instant(String text) {
    return instant(text, ZoneOffset.UTC);
  }

  /** The same; a time without an offset is one of that zone. */
  static Instant instant(String text, ZoneId zone) {
    if (isUtc(text)) {
      return utc(text);
    }
    Matcher dotNet = DOT_NET.matcher(text);
    if (dotNet.matches()) {
      return Instant.ofEpochMilli(Long.parseLong(dotNet.group(1)));
    }
    if (EPOCH_MILLIS.matcher(text).matches()) {
      return Instant.ofEpochMilli(Long.parseLong(text));
    }
    if (EPOCH_SECONDS.matcher(text).matches()) {
      return ofSeconds(new BigDecimal(text));
    }
    if (EPOCH_MICROS.matcher(text).matches()) {
      return ofMicros(Long.parseLong(text));
    }
    try {
      if (WEEKDAY.matcher(text).matches()) {
        return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      }
      String iso = text.replace(' ', 'T');
      int time = iso.indexOf('T');
      if (time < 0) {
        return LocalDate.parse(iso).atStartOfDay(zone).toInstant();
      }
      return HAS_OFFSET.matcher(iso.substring(time)).matches()
          ? OffsetDateTime.parse(offset(iso)).toInstant()
          : LocalDateTime.parse(iso).atZone(zone).toInstant();
    } catch (DateTimeException e) {
      throw new ExpressionFailure(
          ExpressionFailure.Code.UNPARSEABLE_VALUE, "a time cannot be read");
    }
  }

  private static boolean isUtc(String text) {
    int end = text.length() - 1;
    if (end < ISO_UTC.indexOf('.') || end > ISO_UTC.length() || text.charAt(end) != 'Z') {
      return false;
    }
    for (int i = 0; i < end; i++) {
      char wanted = ISO_UTC.charAt(i);
      char found = text.charAt(i);
      if (wanted == '0' ? found < '0' || found > '9' : found != wanted) {
        return false;
      }
    }
    return text.charAt(end - 1) != '.';
  }

  /** By its digits: the spelling most tools use. */
  private static Instant utc(String text) {
    int fraction = text.length() - "2026-03-01T11:00:00Z".length() - 1;
    int nanos = fraction < 1 ? 0 : digits(text, 20, 20 + fraction);
    for (int i = fraction; fraction > 0 && i < 9; i++) {
      nanos *= 10;
    }
    try {
      return LocalDateTime.of(
              digits(text, 0, 4),
              digits(text, 5, 7),
              digits(text, 8, 10),
              digits(text, 11, 13),
              digits(text, 14, 16),
              digits(text, 17, 19),
              nanos)
          .toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw new ExpressionFailure(
          ExpressionFailure.Code.UNPARSEABLE_VALUE, "a time cannot be read");
    }
  }

  private static int digits(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }

  /** A time written to a pattern; one without an offset is one of that zone. */
  static Instant instant(String text, String pattern, ZoneId zone) {
    try {
      TemporalAccessor parsed =
          formatter(pattern)
              .parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
      return switch (parsed) {
        case OffsetDateTime time -> time.toInstant();
        case LocalDateTime time -> time.atZone(zone).toInstant();
        case LocalDate date -> date.atStartOfDay(zone).toInstant();
        default -> throw new DateTimeException("a time of day alone");
      };
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new ExpressionFailure(
          ExpressionFailure.Code.UNPARSEABLE_VALUE, "a time is not of the pattern it should be");
    }
  }

  static LocalDate date(String text, String pattern) {
    try {
      return LocalDate.parse(text, formatter(pattern));
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new ExpressionFailure(
          ExpressionFailure.Code.UNPARSEABLE_VALUE, "a date is not of the pattern it should be");
    }
  }

  private static DateTimeFormatter formatter(String pattern) {
    DateTimeFormatter known = PATTERNS.get(pattern);
    if (known != null) {
      return known;
    }
    DateTimeFormatter made =
        DateTimeFormatter.ofPattern(strict(pattern), Locale.ENGLISH)
            .withResolverStyle(ResolverStyle.STRICT);
    if (PATTERNS.size() < MAX_PATTERNS) {
      PATTERNS.put(pattern, made);
    }
    return made;
  }

  /** The 31st of February is refused, not moved; for that {@code yyyy} must be {@code uuuu}. */
  private static String strict(String pattern) {
    String[] parts = pattern.split("'", -1);
    for (int i = 0; i < parts.length; i += 2) {
      parts[i] = parts[i].replace('y', 'u');
    }
    return String.join("'", parts);
  }

  static boolean isPattern(String pattern) {
    try {
      formatter(pattern);
      return !pattern.isBlank();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  static boolean isZone(String name) {
    return ZoneId.getAvailableZoneIds().contains(name);
  }

  static ZoneId zoneOf(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw FunctionSet.unreadable("a time zone is not one that is known");
    }
  }

  static Instant ofSeconds(BigDecimal seconds) {
    if (seconds.abs().compareTo(MAX_SECONDS) > 0) {
      throw FunctionSet.unreadable("a time is too far away");
    }
    BigDecimal whole = seconds.setScale(0, RoundingMode.FLOOR);
    return Instant.ofEpochSecond(
        whole.longValueExact(), seconds.subtract(whole).movePointRight(9).longValue());
  }

  static Instant ofMicros(long micros) {
    return ofSeconds(BigDecimal.valueOf(micros, 6));
  }

  static Long minutes(Instant from, Instant to) {
    return Duration.between(from, to).toMinutes();
  }

  /** {@code +00} and {@code +0000} as databases write them, in the ISO spelling. */
  private static String offset(String iso) {
    return iso.replaceFirst("([-+][0-9]{2})([0-9]{2})$", "$1:$2")
        .replaceFirst("(T.*[-+][0-9]{2})$", "$1:00");
  }

  static LocalDate date(String text) {
    if (text.startsWith("/Date(")) {
      return LocalDate.ofInstant(instant(text), ZoneOffset.UTC);
    }
    try {
      return LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text);
    } catch (DateTimeException e) {
      throw new ExpressionFailure(
          ExpressionFailure.Code.UNPARSEABLE_VALUE, "a date cannot be read");
    }
  }

  /** The day whose trade a moment belongs to: before the cut-off it is still yesterday's. */
  static LocalDate tradingDay(Instant at, ZoneId zone, LocalTime cutOff) {
    LocalDateTime local = LocalDateTime.ofInstant(at, zone);
    return local.toLocalTime().isBefore(cutOff)
        ? local.toLocalDate().minusDays(1)
        : local.toLocalDate();
  }

  static DecimalValue hours(Instant from, Instant to, long lessMinutes) {
    long millis = Duration.between(from, to).minusMinutes(lessMinutes).toMillis();
    return new DecimalValue(
        BigDecimal.valueOf(millis).divide(MILLIS_AN_HOUR, HOURS_SCALE, RoundingMode.HALF_UP));
  }
}
