package io.mainstem.connections.expression;

import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import io.mainstem.connections.expression.Function.Body;
import io.mainstem.schemas.canonical.Money;
import io.mainstem.schemas.canonical.Quantity;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Set;

/** Functions over money, numbers and quantities. */
final class MoneyFunctions {
  private static final String CHAPTER = "Money and numbers";
  private static final int RATIO_SCALE = 6;
  private static final int QUANTITY_SCALE = 6;

  /** UNECE Recommendation 20 codes businesses meet; a longer list would only hide misspellings. */
  private static final Set<String> UNITS =
      Set.of(
          "H87", "C62", "EA", "PR", "DZN", "SET", "XBX", "XPK", "XCT", "XPX", "XBO", "XCS", "KGM",
          "GRM", "MGM", "TNE", "LBR", "ONZ", "LTR", "MLT", "CLT", "HLT", "GLL", "GLI", "PTI", "PTL",
          "QTL", "OZA", "OZI", "MTR", "CMT", "MMT", "KMT", "INH", "FOT", "YRD", "SMI", "MTK", "FTK",
          "MTQ", "FTQ", "HUR", "MIN", "SEC", "DAY", "WEE", "MON", "ANN", "KWH", "P1", "E48", "LS");

  private MoneyFunctions() {}

  static void addTo(FunctionSet set, Business business) {
    money(set, business);
    numbers(set);
    quantities(set);
  }

  private static void money(FunctionSet set, Business business) {
    CelType money = set.type(Money.getClassSchema());
    Body make = args -> set.record(Amounts.money(args[0], args[1].toString()));
    set.add("money", "money_text", money, make, Types.TEXT, Types.TEXT);
    set.add("money", "money_decimal", money, make, Types.DECIMAL, Types.TEXT);
    set.describe(
        CHAPTER,
        "money(amount, currency)",
        "An amount in that currency (ISO 4217). Text may be written with separators, a minus or"
            + " brackets and the currency's sign; what can be read in two ways is refused. The"
            + " variable `currency` is the business's own.",
        "amount(money('1234.5', 'GBP')) == decimal('1234.5')",
        "amount(money('1,234.50', 'GBP')) == decimal('1234.5')",
        "amount(money('1.234,50 €', 'EUR')) == decimal('1234.5')",
        "amount(money('(12.00)', currency)) == decimal(-12)",
        "amount(money('1,234', 'JPY')) == decimal(1234)");
    set.add(
        "money",
        "money_written",
        money,
        args -> set.record(Amounts.money(args[0].toString(), business.currency())),
        Types.TEXT);
    set.describe(
        CHAPTER,
        "money(text)",
        "An amount whose text says its currency, by sign or code; `$` is the business's own dollar,"
            + " or else that of the United States.",
        "money('£1,234.50').currency == 'GBP'",
        "money('USD 5').currency == 'USD'",
        "amount(money('-€5')) == decimal(-5)");
    set.add(
        "money_minor",
        "money_minor",
        money,
        args -> set.record(Amounts.ofMinor((Long) args[0], args[1].toString())),
        Types.INTEGER,
        Types.TEXT);
    set.describe(
        CHAPTER,
        "money_minor(count, currency)",
        "From the currency's minor unit: pence, cents; yen have none, Kuwaiti dinars a thousand.",
        "amount(money_minor(1250, 'GBP')) == decimal('12.5')",
        "amount(money_minor(1250, 'JPY')) == decimal(1250)",
        "amount(money_minor(1250, 'KWD')) == decimal('1.25')");
    set.literal("money", 1, "a currency of ISO 4217", Amounts::isCurrency, Amounts.currencies());
    set.literal(
        "money_minor", 1, "a currency of ISO 4217", Amounts::isCurrency, Amounts.currencies());
    set.add("amount", "amount", Types.DECIMAL, args -> Amounts.amount(args[0]), money);
    set.describe(
        CHAPTER, "amount(money)", "The number alone.", "amount(money('5', 'GBP')) == decimal(5)");
    set.add("money_text", "money_text_money", Types.TEXT, args -> Amounts.text(args[0]), money);
    set.describe(
        CHAPTER,
        "money_text(money)",
        "An amount as people read it, for messages.",
        "money_text(money('1234.5', 'GBP')) == '1,234.50 GBP'",
        "money_text(money('1234', 'JPY')) == '1,234 JPY'",
        "money_text(money('0.0125', 'USD')) == '0.0125 USD'");
    set.add(
        "currency_code",
        "currency_code",
        Types.TEXT,
        args ->
            Amounts.currency(FunctionSet.word(args[0]).toUpperCase(Locale.ROOT)).getCurrencyCode(),
        Types.TEXT);
    set.describe(
        CHAPTER,
        "currency_code(text)",
        "A currency of ISO 4217, checked, in upper case; an unknown one is refused.",
        "currency_code('gbp') == 'GBP'");
  }

  private static void numbers(FunctionSet set) {
    Body read = args -> Amounts.decimal(args[0]);
    set.add("decimal", "decimal_text", Types.DECIMAL, read, Types.TEXT);
    set.add("decimal", "decimal_int", Types.DECIMAL, read, Types.INTEGER);
    set.add("decimal", "decimal_decimal", Types.DECIMAL, read, Types.DECIMAL);
    set.add(
        "decimal",
        "decimal_text_separator",
        Types.DECIMAL,
        args -> Amounts.decimal(args[0].toString(), args[1].toString()),
        Types.TEXT,
        SimpleType.STRING);
    set.literal("decimal", 1, "'.' or ','", Set.of(".", ",")::contains, Set.of(".", ","));
    set.describe(
        CHAPTER,
        "decimal(value)",
        "An exact number. Text whose comma or dot can mean two things is refused: say which is the"
            + " decimal separator by `decimal(text, ',')`.",
        "decimal('1,234.5') == decimal('1234.5')",
        "decimal('1.234,5', ',') == decimal('1234.5')",
        "decimal('-0.5') < decimal(0)");
    set.add("integer", "integer_text", Types.INTEGER, MoneyFunctions::integer, Types.TEXT);
    set.add("integer", "integer_decimal", Types.INTEGER, MoneyFunctions::integer, Types.DECIMAL);
    set.describe(
        CHAPTER,
        "integer(value)",
        "A whole number from text or from a decimal without a fraction.",
        "integer('42') == 42",
        "integer(decimal('3.0')) == 3");
    Body ratio = args -> Amounts.ratio(args[0], args[1], RATIO_SCALE);
    CelType money = set.type(Money.getClassSchema());
    set.add("ratio", "ratio_decimal", Types.DECIMAL, ratio, Types.DECIMAL, Types.DECIMAL);
    set.add("ratio", "ratio_int", Types.DECIMAL, ratio, Types.INTEGER, Types.INTEGER);
    set.add("ratio", "ratio_money", Types.DECIMAL, ratio, money, money);
    set.describe(
        CHAPTER,
        "ratio(part, whole)",
        "One divided by the other, to six decimals; nothing where the whole is zero.",
        "ratio(1, 4) == decimal('0.25')",
        "ratio(1, 0) == null");
  }

  private static Object integer(Object[] args) {
    try {
      return Amounts.decimal(args[0]).number().longValueExact();
    } catch (ArithmeticException e) {
      throw FunctionSet.unreadable("a number is no whole one");
    }
  }

  private static void quantities(FunctionSet set) {
    CelType quantity = set.type(Quantity.getClassSchema());
    Body measure =
        args ->
            set.record(
                new Quantity(
                    Amounts.number(args[0]).setScale(QUANTITY_SCALE, RoundingMode.HALF_UP),
                    args[1].toString()));
    set.add("quantity", "quantity_decimal", quantity, measure, Types.DECIMAL, Types.TEXT);
    set.add("quantity", "quantity_int", quantity, measure, Types.INTEGER, Types.TEXT);
    set.literal(
        "quantity", 1, "a unit of UNECE Rec 20, e.g. H87, KGM, LTR", UNITS::contains, UNITS);
    set.describe(
        CHAPTER,
        "quantity(number, unit)",
        "A quantity in a unit of UNECE Recommendation 20: `H87` piece, `KGM`, `LTR`.",
        "quantity(3, 'H87').unit == 'H87'");
  }
}
