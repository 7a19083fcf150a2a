package io.mainstem.simulators.vendor;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Times as the vendors write and read them. */
public final class Times {
  private static final DateTimeFormatter SECONDS = utc("yyyy-MM-dd'T'HH:mm:ss'Z'");
  private static final DateTimeFormatter MILLIS = utc("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'");
  private static final DateTimeFormatter OFFSET = utc("yyyy-MM-dd'T'HH:mm:ss'+00:00'");
  private static final DateTimeFormatter SALESFORCE = utc("yyyy-MM-dd'T'HH:mm:ss.SSS'+0000'");
  private static final DateTimeFormatter SPACED = utc("yyyy-MM-dd HH:mm:ss");
  private static final DateTimeFormatter HTTP = DateTimeFormatter.RFC_1123_DATE_TIME;

  private Times() {}

  private static DateTimeFormatter utc(String pattern) {
    return DateTimeFormatter.ofPattern(pattern).withZone(ZoneOffset.UTC);
  }

  /** 2026-03-02T11:05:00Z. */
  public static String seconds(Instant at) {
    return SECONDS.format(at);
  }

  /** 2026-03-02T11:05:00.123Z. */
  public static String millis(Instant at) {
    return MILLIS.format(at);
  }

  /** 2026-03-02T11:05:00+00:00. */
  public static String offset(Instant at) {
    return OFFSET.format(at);
  }

  /** 2026-03-02T11:05:00.123+0000. */
  public static String salesforce(Instant at) {
    return SALESFORCE.format(at);
  }

  /** 2026-03-02 11:05:00. */
  public static String spaced(Instant at) {
    return SPACED.format(at);
  }

  /** Mon, 2 Mar 2026 11:05:00 GMT. */
  public static String http(Instant at) {
    return HTTP.format(at.atOffset(ZoneOffset.UTC));
  }

  public static LocalDate day(Instant at) {
    return at.atOffset(ZoneOffset.UTC).toLocalDate();
  }

  /** Reads ISO 8601 with any offset, a day, or seconds since 1970; empty where it is neither. */
  public static Optional<Instant> read(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return Optional.empty();
    }
    String plain = text.strip().replaceFirst("^(\\d{4}-\\d{2}-\\d{2}) ", "$1T").replace(' ', '+');
    try {
      if (plain.matches("\\d{1,11}")) {
        return Optional.of(Instant.ofEpochSecond(Long.parseLong(plain)));
      }
      if (plain.matches("\\d{4}-\\d{2}-\\d{2}")) {
        return Optional.of(LocalDate.parse(plain).atStartOfDay().toInstant(ZoneOffset.UTC));
      }
      String offset = plain.replaceFirst("([+-]\\d{2})(\\d{2})$", "$1:$2");
      boolean zoned = offset.matches(".*(Z|[+-]\\d{2}:\\d{2})$");
      return Optional.of(OffsetDateTime.parse(zoned ? offset : offset + "Z").toInstant());
    } catch (DateTimeException unreadable) {
      return Optional.empty();
    }
  }
}
