package io.mainstem.anomaly.explain;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** How numbers, days and lists are written in sentences that people read. */
public final class HouseStyle {
  private static final Map<String, String> SIGNS = Map.of("GBP", "£", "EUR", "€", "USD", "$");
  private static final BigDecimal WHOLE_FROM = BigDecimal.valueOf(100);
  private static final List<String> WORDS =
      List.of(
          "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
          "eleven", "twelve");
  private static final int MOST_DAYS_NAMED = 3;
  private static final DateTimeFormatter DAY_AND_MONTH =
      DateTimeFormatter.ofPattern("d MMMM", Locale.UK);

  private HouseStyle() {}

  /** {@code 18%}; one decimal below ten per cent where it says more: {@code 1.8%}. */
  public static String percent(double share) {
    double percent = Math.abs(share) * 100;
    BigDecimal shown =
        BigDecimal.valueOf(percent)
            .setScale(percent < 9.95 ? 1 : 0, RoundingMode.HALF_UP)
            .stripTrailingZeros();
    return shown.toPlainString() + "%";
  }

  /** {@code 18% above} or {@code 4% below}. */
  public static String aboveOrBelow(double deviation) {
    return percent(deviation) + (deviation < 0 ? " below" : " above");
  }

  /** {@code £1,240}, {@code £18.40}, {@code 1,240 SEK}: whole units from a hundred on. */
  public static String money(BigDecimal amount, String currency) {
    boolean whole = amount.abs().compareTo(WHOLE_FROM) >= 0;
    int decimals =
        whole ? 0 : Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
    String digits =
        String.format(
            Locale.UK,
            "%,." + decimals + "f",
            amount.setScale(decimals, RoundingMode.HALF_UP).abs());
    String sign = SIGNS.get(currency);
    String minus = amount.signum() < 0 ? "-" : "";
    return sign == null ? minus + digits + " " + currency : minus + sign + digits;
  }

  /** {@code 5,611}. */
  public static String number(long number) {
    return String.format(Locale.UK, "%,d", number);
  }

  /** Words up to twelve: {@code three}. */
  public static String count(long number) {
    return number >= 0 && number < WORDS.size() ? WORDS.get((int) number) : number(number);
  }

  /** {@code 4.1 times}, or {@code more than 4.1 times}. */
  public static String times(double times, boolean atLeast) {
    return (atLeast ? "more than " : "")
        + BigDecimal.valueOf(times).setScale(1, RoundingMode.HALF_UP).toPlainString()
        + " times";
  }

  /** {@code on Tuesday and Wednesday}; more than three days are counted. */
  public static String onDays(Collection<LocalDate> days) {
    List<String> names = new TreeSet<>(days).stream().map(day -> name(day.getDayOfWeek())).toList();
    return names.size() > MOST_DAYS_NAMED
        ? "on " + count(names.size()) + " days"
        : "on " + list(names);
  }

  /** {@code a}, {@code a and b}, {@code a, b and c}. */
  public static String list(List<String> parts) {
    return parts.size() < 2
        ? String.join("", parts)
        : String.join(", ", parts.subList(0, parts.size() - 1)) + " and " + parts.getLast();
  }

  /** {@code Tuesday 3 March}. */
  public static String day(LocalDate day) {
    return name(day.getDayOfWeek()) + " " + day.format(DAY_AND_MONTH);
  }

  /** {@code this week} while it lasts, {@code in the week of 2 March} afterwards. */
  public static String week(LocalDate monday, boolean now) {
    return now ? "this week" : "in the week of " + monday.format(DAY_AND_MONTH);
  }

  private static String name(DayOfWeek day) {
    return day.getDisplayName(TextStyle.FULL, Locale.UK);
  }
}
