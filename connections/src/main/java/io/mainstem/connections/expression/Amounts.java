package io.mainstem.connections.expression;

import dev.cel.common.values.NullValue;
import io.mainstem.schemas.canonical.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Amounts, exactly: what cannot be read is refused, never guessed. */
final class Amounts {
  static final int MONEY_SCALE = 4;
  static final int MONEY_PRECISION = 19;

  private static final Pattern PLAIN =
      Pattern.compile("[-+]?[0-9]{1,30}(\\.[0-9]{1,30})?([eE][-+]?[0-9]{1,2})?");

  private Amounts() {}

  /** From text (strictly, no more than four decimals) or from a computed decimal (rounded). */
  static Money money(Object amount, String currency) {
    BigDecimal number;
    if (amount instanceof String text) {
      number = parse(text, ExpressionFailure.Code.UNPARSEABLE_MONEY, "an amount of money");
      if (number.stripTrailingZeros().scale() > MONEY_SCALE) {
        throw unreadable("an amount of money has more than four decimals");
      }
    } else {
      number = number(amount);
    }
    BigDecimal scaled = number.setScale(MONEY_SCALE, RoundingMode.HALF_UP);
    if (scaled.precision() > MONEY_PRECISION) {
      throw unreadable("an amount of money is too large");
    }
    return new Money(scaled, currency(currency).getCurrencyCode());
  }

  /** From the currency's minor unit, e.g. pence. */
  static Money ofMinor(long minor, String code) {
    Currency currency = currency(code);
    int digits = Math.max(0, currency.getDefaultFractionDigits());
    return money(new DecimalValue(BigDecimal.valueOf(minor, digits)), code);
  }

  private static Currency currency(String code) {
    try {
      return Currency.getInstance(code);
    } catch (IllegalArgumentException e) {
      throw unreadable("a currency is not one of ISO 4217");
    }
  }

  static DecimalValue decimal(Object value) {
    return value instanceof String text
        ? new DecimalValue(parse(text, ExpressionFailure.Code.UNPARSEABLE_VALUE, "a number"))
        : new DecimalValue(number(value));
  }

  private static BigDecimal parse(String text, ExpressionFailure.Code code, String what) {
    if (!PLAIN.matcher(text.strip()).matches()) {
      throw new ExpressionFailure(code, what + " cannot be read as a number");
    }
    return new BigDecimal(text.strip());
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
