package io.mainstem.connections.expression;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.TypeParamType;
import dev.cel.common.values.NullValue;
import io.mainstem.connections.expression.Function.Body;
import io.mainstem.schemas.canonical.Money;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Functions over lists, and the choice of what is there; safe on empty lists. */
final class ListFunctions {
  private static final String CHAPTER = "Lists and choices";
  private static final CelType ANY = TypeParamType.create("T");

  /**
   * Overloads the compiler puts in the place of {@code first} and {@code last}: they know a type.
   */
  static final String FIRST = "first";

  static final String LAST = "last";

  private ListFunctions() {}

  static void addTo(FunctionSet set) {
    pick(set, FIRST, "first", false);
    pick(set, LAST, "last", true);
    set.describe(
        CHAPTER,
        "first(list)",
        "The first element that is there; nothing of an empty list, and then nothing of its"
            + " fields.",
        "first([setting.none, 'a', 'b']) == 'a'",
        "first(split('a;b', ';').filter(x, x == 'c')) == null");
    set.describe(
        CHAPTER,
        "last(list)",
        "The last element that is there; nothing of an empty list.",
        "last(['a', 'b', setting.none]) == 'b'");
    set.add(
        "join",
        "join",
        Types.TEXT,
        args -> TextFunctions.join((List<?>) args[0], args[1].toString()),
        ListType.create(Types.TEXT),
        SimpleType.STRING);
    set.describe(
        CHAPTER,
        "join(list, separator)",
        "The texts that are there, in one.",
        "join(['a', setting.none, 'b'], ', ') == 'a, b'");
    sums(set);
    Body choose = args -> Values.isAbsent(args[0]) ? args[1] : args[0];
    set.addNullable("coalesce", "coalesce", ANY, choose, ANY, ANY);
    set.addNullable(
        "coalesce",
        "coalesce_three",
        ANY,
        args -> Values.isAbsent(args[0]) ? Values.isAbsent(args[1]) ? args[2] : args[1] : args[0],
        ANY,
        ANY,
        ANY);
    set.describe(
        CHAPTER,
        "coalesce(value, otherwise)",
        "The first that is there, of two or three: also how a default is written.",
        "coalesce(setting.none, 'none') == 'none'",
        "coalesce(setting.none, setting.none, 'c') == 'c'");
  }

  private static void pick(FunctionSet set, String name, String id, boolean fromTheEnd) {
    set.add(
        name,
        id,
        ANY,
        args ->
            element((List<?>) args[0], fromTheEnd)
                .orElseGet(
                    () ->
                        args[0] instanceof Elements elements
                            ? elements.absent()
                            : NullValue.NULL_VALUE),
        ListType.create(ANY));
    set.addNullable(
        name,
        id + "_of_type",
        ANY,
        args ->
            (args[0] instanceof List<?> list ? element(list, fromTheEnd) : Optional.empty())
                .orElseGet(() -> set.types().absent(args[1].toString())),
        ListType.create(ANY),
        SimpleType.STRING);
  }

  private static Optional<Object> element(List<?> list, boolean fromTheEnd) {
    for (Object element : fromTheEnd ? list.reversed() : list) {
      if (!Values.isAbsent(element)) {
        return Optional.of(element);
      }
    }
    return Optional.empty();
  }

  private static void sums(FunctionSet set) {
    CelType money = set.type(Money.getClassSchema());
    set.add(
        "sum",
        "sum_decimal",
        Types.DECIMAL,
        args -> numbers((List<?>) args[0]),
        ListType.create(Types.DECIMAL));
    set.add(
        "sum",
        "sum_integer",
        Types.DECIMAL,
        args -> numbers((List<?>) args[0]),
        ListType.create(Types.INTEGER));
    set.add(
        "sum",
        "sum_money",
        money,
        args -> {
          Money total = Amounts.total((List<?>) args[0]);
          return set.recordOrAbsent(total, Money.getClassSchema());
        },
        ListType.create(money));
    set.describe(
        CHAPTER,
        "sum(list)",
        "The sum of the numbers, or amounts of one currency, that are there; nothing of none.",
        "sum([decimal('1.5'), decimal('2')]) == decimal('3.5')",
        "amount(sum([money('1', 'GBP'), money('2', 'GBP')])) == decimal(3)");
  }

  private static Object numbers(List<?> list) {
    List<BigDecimal> there =
        list.stream().filter(element -> !Values.isAbsent(element)).map(Amounts::number).toList();
    return there.isEmpty()
        ? NullValue.NULL_VALUE
        : new DecimalValue(there.stream().reduce(BigDecimal.ZERO, BigDecimal::add));
  }
}
