package io.mainstem.connections.expression;

import dev.cel.common.values.NullValue;
import io.mainstem.schemas.canonical.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Amounts, exactly: what cannot be read is refused, never guessed. */
final class Amounts {
  static final int MONEY_SCALE = 4;
  static final int MONEY_PRECISION = 19;

  private static final Pattern AROUND =
      Pattern.compile("^(?<before>[^0-9.,()+-]*)(?<number>.*?)(?<after>[^0-9.,()+-]*)$");

  /** Signs that mean one currency; a dollar sign is read by the business's own. */
  private static final Map<String, String> SIGNS =
      Map.ofEntries(
          Map.entry("£", "GBP"),
          Map.entry("€", "EUR"),
          Map.entry("US$", "USD"),
          Map.entry("A$", "AUD"),
          Map.entry("C$", "CAD"),
          Map.entry("CA$", "CAD"),
          Map.entry("NZ$", "NZD"),
          Map.entry("HK$", "HKD"),
          Map.entry("R$", "BRL"),
          Map.entry("₹", "INR"),
          Map.entry("₩", "KRW"),
          Map.entry("₪", "ILS"),
          Map.entry("₺", "TRY"),
          Map.entry("₽", "RUB"),
          Map.entry("₴", "UAH"),
          Map.entry("zł", "PLN"),
          Map.entry("Kč", "CZK"),
          Map.entry("Fr.", "CHF"));

  /** Countries whose own currency is written with a plain dollar sign. */
  private static final Set<String> DOLLARS =
      Set.of("USD", "AUD", "CAD", "NZD", "SGD", "HKD", "MXN", "ARS", "CLP", "COP", "TWD");

  private static final Set<String> CODES =
      Currency.getAvailableCurrencies().stream()
          .map(Currency::getCurrencyCode)
          .collect(Collectors.toCollection(TreeSet::new));

  /** A fraction of a plain number may be as long as it likes. */
  private static final int MANY = 30;

  private static final String DOLLAR = "$";
  private static final Pattern BRACKETED =
      Pattern.compile("\\(([^0-9]*)([0-9][0-9.,' \\u00A0]*?)([^0-9]*)\\)");
  private static final Pattern SIGNED = Pattern.compile("([-+\u2212])\\s*([^0-9.,]+)(.*)");

  private Amounts() {}

  /** From text in any spelling that leaves no doubt, or from a computed decimal (rounded). */
  static Money money(Object amount, String currency) {
    if (amount instanceof String text) {
      Written written = Written.of(text);
      String own = written.currency(currency);
      if (own != null && !own.equals(currency)) {
        throw unreadable("an amount of money says another currency than its field");
      }
      return exactly(written.number(), currency);
    }
    return rounded(number(amount), currency(currency));
  }

  /**
   * From text that says its currency itself.
   *
   * @param home currency of the business, which decides whose dollar {@code $} is
   */
  static Money money(String text, String home) {
    Written written = Written.of(text);
    String own = written.currency(home);
    if (own == null) {
      throw unreadable("an amount of money does not say its currency");
    }
    return exactly(written.number(), own);
  }

  private static Money exactly(String text, String code) {
    Currency currency = currency(code);
    int decimals = Math.max(0, currency.getDefaultFractionDigits());
    BigDecimal number =
        Numbers.read(text, decimals)
            .orElseThrow(() -> unreadable("an amount of money cannot be read as a number"));
    if (number.stripTrailingZeros().scale() > MONEY_SCALE) {
      throw unreadable("an amount of money has more than four decimals");
    }
    return rounded(number, currency);
  }

  private static Money rounded(BigDecimal number, Currency currency) {
    BigDecimal scaled = number.setScale(MONEY_SCALE, RoundingMode.HALF_UP);
    if (scaled.precision() > MONEY_PRECISION) {
      throw unreadable("an amount of money is too large");
    }
    return new Money(scaled, currency.getCurrencyCode());
  }

  /** An amount as somebody wrote it, taken apart. */
  private record Written(String number, String sign) {
    static Written of(String text) {
      Matcher around = AROUND.matcher(sorted(text.strip()));
      if (!around.matches()) {
        throw unreadable("an amount of money cannot be read");
      }
      String before = around.group("before").strip();
      String after = around.group("after").strip();
      if (!before.isEmpty() && !after.isEmpty() && !before.equals(after)) {
        throw unreadable("an amount of money says two currencies");
      }
      return new Written(around.group("number").strip(), before.isEmpty() ? after : before);
    }

    /** Signs stand outside: {@code -£5} and {@code (£5)} become {@code £-5} and {@code £(5)}. */
    private static String sorted(String text) {
      Matcher bracketed = BRACKETED.matcher(text);
      if (bracketed.matches()) {
        return bracketed.group(1) + "(" + bracketed.group(2) + ")" + bracketed.group(3);
      }
      Matcher signed = SIGNED.matcher(text);
      return signed.matches() ? signed.group(2) + signed.group(1) + signed.group(3) : text;
    }

    private @Nullable String currency(String home) {
      if (sign.isEmpty()) {
        return null;
      }
      if (sign.equals(DOLLAR)) {
        return DOLLARS.contains(home) ? home : "USD";
      }
      if (sign.equals("¥")) {
        return home.equals("CNY") ? "CNY" : "JPY";
      }
      String code = SIGNS.getOrDefault(sign, sign.toUpperCase(Locale.ROOT));
      if (!isCurrency(code)) {
        throw unreadable("an amount of money has words around it that are no currency");
      }
      return code;
    }
  }

  /** From the currency's minor unit, e.g. pence. */
  static Money ofMinor(long minor, String code) {
    Currency currency = currency(code);
    int digits = Math.max(0, currency.getDefaultFractionDigits());
    return rounded(BigDecimal.valueOf(minor, digits), currency);
  }

  static boolean isCurrency(String code) {
    return CODES.contains(code);
  }

  static Set<String> currencies() {
    return CODES;
  }

  static Currency currency(String code) {
    try {
      return Currency.getInstance(code);
    } catch (IllegalArgumentException e) {
      throw unreadable("a currency is not one of ISO 4217");
    }
  }

  static DecimalValue decimal(Object value) {
    return value instanceof String text
        ? new DecimalValue(
            Numbers.read(text, MANY)
                .orElseThrow(() -> FunctionSet.unreadable("a number cannot be read as one")))
        : new DecimalValue(number(value));
  }

  /** A number whose decimal separator is known. */
  static DecimalValue decimal(String text, String separator) {
    return new DecimalValue(
        Numbers.read(text, separator.charAt(0))
            .orElseThrow(() -> FunctionSet.unreadable("a number cannot be read as one")));
  }

  /** The sum of those that are there; null where none is. */
  static @Nullable Money total(List<?> amounts) {
    Money total = null;
    for (Object element : amounts) {
      Money next = moneyOf(element);
      if (next != null) {
        total = total == null ? next : plus(total, next);
      }
    }
    return total;
  }

  private static Money plus(Money left, Money right) {
    if (!left.getCurrency().equals(right.getCurrency())) {
      throw unreadable("amounts of two currencies cannot be added");
    }
    return rounded(left.getAmount().add(right.getAmount()), currency(left.getCurrency()));
  }

  static BigDecimal number(Object value) {
    return switch (value) {
      case DecimalValue decimal -> decimal.number();
      case Long integer -> BigDecimal.valueOf(integer);
      case Double number -> BigDecimal.valueOf(number);
      default ->
          throw new ExpressionFailure(
              ExpressionFailure.Code.NOT_COMPUTABLE, "a value it needs is missing");
    };
  }

  static @Nullable Money moneyOf(Object value) {
    return value instanceof AvroStruct struct ? (Money) struct.record() : null;
  }

  static Object amount(Object money) {
    Money value = moneyOf(money);
    return value == null ? NullValue.NULL_VALUE : new DecimalValue(value.getAmount());
  }

  /**
   * As people read it: thousands apart, the currency's own decimals (more only where it has more).
   */
  static Object text(Object money) {
    Money value = moneyOf(money);
    if (value == null) {
      return NullValue.NULL_VALUE;
    }
    BigDecimal amount = value.getAmount().stripTrailingZeros();
    int digits = Math.max(0, currency(value.getCurrency()).getDefaultFractionDigits());
    return String.format(
            Locale.ROOT, "%,." + Math.max(digits, Math.max(0, amount.scale())) + "f ", amount)
        + value.getCurrency();
  }

  /** Null where the divisor is zero or one side is missing: a ratio of nothing says nothing. */
  static Object ratio(Object part, Object whole, int scale) {
    Object left = part instanceof AvroStruct ? amount(part) : part;
    Object right = whole instanceof AvroStruct ? amount(whole) : whole;
    if (left == NullValue.NULL_VALUE
        || right == NullValue.NULL_VALUE
        || number(right).signum() == 0) {
      return NullValue.NULL_VALUE;
    }
    return new DecimalValue(number(left).divide(number(right), scale, RoundingMode.HALF_UP));
  }

  private static ExpressionFailure unreadable(String message) {
    return new ExpressionFailure(ExpressionFailure.Code.UNPARSEABLE_MONEY, message);
  }
}
