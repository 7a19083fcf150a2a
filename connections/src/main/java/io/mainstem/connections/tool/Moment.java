package io.mainstem.connections.tool;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** A time as a tool wants to read it. */
public final class Moment {
  private Moment() {}

  static boolean isFormat(String format) {
    try {
      return !write(Instant.EPOCH, format).isBlank();
    } catch (RuntimeException notAPattern) {
      return false;
    }
  }

  /**
   * The time in that format; patterns are read in UTC.
   *
   * @param format {@code iso}, {@code seconds}, {@code millis}, {@code rfc1123}, or a pattern
   */
  public static String write(Instant at, String format) {
    return switch (format) {
      case "iso" -> at.truncatedTo(ChronoUnit.SECONDS).toString();
      case "seconds" -> Long.toString(at.getEpochSecond());
      case "millis" -> Long.toString(at.toEpochMilli());
      case "rfc1123" -> DateTimeFormatter.RFC_1123_DATE_TIME.format(at.atOffset(ZoneOffset.UTC));
      default ->
          DateTimeFormatter.ofPattern(format, Locale.ROOT).format(at.atOffset(ZoneOffset.UTC));
    };
  }
}
