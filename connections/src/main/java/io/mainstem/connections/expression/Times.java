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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times in the spellings tools use. */
final class Times {
  private static final Pattern DOT_NET =
      Pattern.compile("/Date\\((-?[0-9]{1,15})(?:[-+][0-9]{4})?\\)/");
  private static final Pattern EPOCH_MILLIS = Pattern.compile("[0-9]{12,15}");
  private static final Pattern HAS_OFFSET =
      Pattern.compile(".*(Z|[-+][0-9]{2}:?[0-9]{2}|[-+][0-9]{2})");
  private static final BigDecimal MILLIS_AN_HOUR = BigDecimal.valueOf(3_600_000);
  private static final int HOURS_SCALE = 6;

  private Times() {}

  /** ISO 8601 (UTC where it names no offset), epoch milliseconds, or {@code /Date(ms+0000)/}. */
  static Instant instant(String text) {
    Matcher dotNet = DOT_NET.matcher(text);
    if (dotNet.matches()) {
      return Instant.ofEpochMilli(Long.parseLong(dotNet.group(1)));
    }
    if (EPOCH_MILLIS.matcher(text).matches()) {
      return Instant.ofEpochMilli(Long.parseLong(text));
    }
    try {
      String iso = text.replace(' ', 'T');
      int time = iso.indexOf('T');
      if (time < 0) {
        return LocalDate.parse(iso).atStartOfDay(ZoneOffset.UTC).toInstant();
      }
      return HAS_OFFSET.matcher(iso.substring(time)).matches()
          ? OffsetDateTime.parse(offset(iso)).toInstant()
          : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw new ExpressionFailure(
          ExpressionFailure.Code.UNPARSEABLE_VALUE, "a time cannot be read");
    }
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
