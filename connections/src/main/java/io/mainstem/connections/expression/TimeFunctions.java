package io.mainstem.connections.expression;

import dev.cel.common.types.SimpleType;
import dev.cel.common.values.NullValue;
import io.mainstem.connections.expression.Function.Body;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;

/** Functions over moments, dates and durations. */
final class TimeFunctions {
  private static final String CHAPTER = "Times and dates";

  private TimeFunctions() {}

  static void addTo(FunctionSet set, Business business) {
    times(set);
    epochs(set);
    dates(set, business);
    spans(set);
  }

  private static void times(FunctionSet set) {
    set.add("time", "time_text", Types.INSTANT, args -> Times.instant(word(args[0])), Types.TEXT);
    set.describe(
        CHAPTER,
        "time(text)",
        "A moment: ISO 8601 (UTC where it names no offset, `T` or a blank between), RFC 1123,"
            + " `/Date(ms+0000)/`, or an epoch of 10 digits (seconds, perhaps with a fraction), 13"
            + " (milliseconds) or 16 (microseconds).",
        "time('2026-03-01T12:00:00+01:00') == time('2026-03-01 11:00:00')",
        "time('Sun, 01 Mar 2026 11:00:00 GMT') == time('2026-03-01T11:00:00Z')",
        "time('/Date(1772362800000+0000)/') == time('2026-03-01T11:00:00Z')",
        "time('1772362800') == time('1772362800000')");
    set.add(
        "time",
        "time_text_pattern",
        Types.INSTANT,
        args -> Times.instant(word(args[0]), args[1].toString(), ZoneOffset.UTC),
        Types.TEXT,
        SimpleType.STRING);
    set.add(
        "time",
        "time_text_pattern_zone",
        Types.INSTANT,
        args -> Times.instant(word(args[0]), args[1].toString(), Times.zoneOf(args[2].toString())),
        Types.TEXT,
        SimpleType.STRING,
        Types.TEXT);
    set.literal(
        "time", 1, "a pattern of java.time.format.DateTimeFormatter", Times::isPattern, Set.of());
    set.literal("time", 2, "an IANA time zone", Times::isZone, ZoneId.getAvailableZoneIds());
    set.describe(
        CHAPTER,
        "time(text, pattern)",
        "A moment written to a pattern, in UTC or in the zone named third. Orders of day and month"
            + " are never guessed.",
        "time('03/01/2026 11:00', 'MM/dd/yyyy HH:mm') == time('2026-03-01T11:00:00Z')",
        "time('01.07.2026', 'dd.MM.yyyy', 'Europe/Berlin') == time('2026-06-30T22:00:00Z')");
    set.add(
        "time_in",
        "time_in",
        Types.INSTANT,
        args -> Times.instant(word(args[0]), Times.zoneOf(args[1].toString())),
        Types.TEXT,
        Types.TEXT);
    set.literal("time_in", 1, "an IANA time zone", Times::isZone, ZoneId.getAvailableZoneIds());
    set.describe(
        CHAPTER,
        "time_in(text, zone)",
        "A local time of that zone; one that names its offset keeps it.",
        "time_in('2026-07-01T12:00:00', 'Europe/London') == time('2026-07-01T11:00:00Z')");
  }

  private static void epochs(FunctionSet set) {
    set.add(
        "time",
        "time_millis",
        Types.INSTANT,
        args -> Instant.ofEpochMilli((Long) args[0]),
        Types.INTEGER);
    set.describe(
        CHAPTER,
        "time(milliseconds)",
        "A moment from epoch milliseconds.",
        "time(1772362800000) == time('2026-03-01T11:00:00Z')");
    Body seconds = args -> Times.ofSeconds(Amounts.decimal(args[0]).number());
    set.add("time_seconds", "time_seconds_int", Types.INSTANT, seconds, Types.INTEGER);
    set.add("time_seconds", "time_seconds_decimal", Types.INSTANT, seconds, Types.DECIMAL);
    set.add("time_seconds", "time_seconds_text", Types.INSTANT, seconds, Types.TEXT);
    set.describe(
        CHAPTER,
        "time_seconds(seconds)",
        "A moment from epoch seconds; text and decimals may have a fraction.",
        "time_seconds(1772362800) == time('2026-03-01T11:00:00Z')",
        "time_seconds('1772362800.000100') == time('2026-03-01T11:00:00.000100Z')");
    set.add(
        "time_micros",
        "time_micros",
        Types.INSTANT,
        args -> Times.ofMicros((Long) args[0]),
        Types.INTEGER);
    set.describe(
        CHAPTER,
        "time_micros(microseconds)",
        "A moment from epoch microseconds.",
        "time_micros(1772362800000000) == time('2026-03-01T11:00:00Z')");
  }

  private static void dates(FunctionSet set, Business business) {
    set.add(
        "date",
        "date_text",
        Types.DATE,
        args -> new DateValue(Times.date(word(args[0]))),
        Types.TEXT);
    set.add(
        "date",
        "date_text_pattern",
        Types.DATE,
        args -> new DateValue(Times.date(word(args[0]), args[1].toString())),
        Types.TEXT,
        SimpleType.STRING);
    set.literal(
        "date", 1, "a pattern of java.time.format.DateTimeFormatter", Times::isPattern, Set.of());
    set.add(
        "date",
        "date_instant",
        Types.DATE,
        args -> new DateValue(((Instant) args[0]).atZone(business.zone()).toLocalDate()),
        Types.INSTANT);
    set.describe(
        CHAPTER,
        "date(value)",
        "A date from ISO 8601, by a pattern named second, or the business's day of a moment.",
        "date('2026-03-01') == date('2026-03-01T09:30:00Z')",
        "date('3/1/2026', 'M/d/yyyy') == date('2026-03-01')");
    set.add(
        "trading_day",
        "trading_day",
        Types.DATE,
        args ->
            new DateValue(Times.tradingDay((Instant) args[0], business.zone(), business.cutOff())),
        Types.INSTANT);
    set.describe(
        CHAPTER,
        "trading_day(time)",
        "The day whose trade a moment belongs to: before the business's cut-off it is still"
            + " yesterday's.",
        "trading_day(time('2026-03-01T12:00:00Z')) == date('2026-03-01')");
    set.add(
        "plus_days",
        "plus_days",
        Types.DATE,
        args ->
            new DateValue(
                ((DateValue) args[0])
                    .date()
                    .plusDays(Math.clamp((Long) args[1], -100_000, 100_000))),
        Types.DATE,
        Types.INTEGER);
    set.describe(
        CHAPTER,
        "plus_days(date, days)",
        "So many days later, or earlier where negative.",
        "plus_days(date('2026-02-27'), 2) == date('2026-03-01')");
  }

  private static void spans(FunctionSet set) {
    set.add(
        "hours",
        "hours",
        Types.DECIMAL,
        args -> Times.hours((Instant) args[0], (Instant) args[1], 0),
        Types.INSTANT,
        Types.INSTANT);
    set.addNullable(
        "hours",
        "hours_less_minutes",
        Types.DECIMAL,
        args ->
            args[0] instanceof Instant from && args[1] instanceof Instant to
                ? Times.hours(from, to, args[2] instanceof Long minutes ? minutes : 0)
                : NullValue.NULL_VALUE,
        Types.INSTANT,
        Types.INSTANT,
        Types.INTEGER);
    set.describe(
        CHAPTER,
        "hours(from, to)",
        "Hours between two moments, less the minutes named third (a break).",
        "hours(time('2026-03-01T09:00:00Z'), time('2026-03-01T17:30:00Z'), 30) == decimal(8)");
    set.add(
        "minutes",
        "minutes",
        Types.INTEGER,
        args -> Times.minutes((Instant) args[0], (Instant) args[1]),
        Types.INSTANT,
        Types.INSTANT);
    set.describe(
        CHAPTER,
        "minutes(from, to)",
        "Whole minutes between two moments.",
        "minutes(time('2026-03-01T09:00:00Z'), time('2026-03-01T09:30:30Z')) == 30");
  }

  private static String word(Object argument) {
    return FunctionSet.word(argument);
  }
}
