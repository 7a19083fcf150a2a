package io.mainstem.connections.expression;

import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.NullValue;
import io.mainstem.connections.expression.Function.Body;
import io.mainstem.schemas.canonical.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.IntPredicate;

/** Arithmetic and comparison for decimals, dates and money, which CEL itself does not have. */
final class Operators {
  private final List<Function> functions = new ArrayList<>();
  private final Types types;

  private Operators(Types types) {
    this.types = types;
  }

  static List<Function> of(Types types) {
    Operators operators = new Operators(types);
    operators.arithmetic("_+_", "add", BigDecimal::add);
    operators.arithmetic("_-_", "subtract", BigDecimal::subtract);
    operators.arithmetic("_*_", "multiply", BigDecimal::multiply);
    operators.comparison("_<_", "less", sign -> sign < 0);
    operators.comparison("_<=_", "at_most", sign -> sign <= 0);
    operators.comparison("_>_", "greater", sign -> sign > 0);
    operators.comparison("_>=_", "at_least", sign -> sign >= 0);
    operators.money();
    operators.add(
        "-_",
        "negate_decimal",
        Types.DECIMAL,
        args ->
            args[0] instanceof DecimalValue value
                ? new DecimalValue(value.number().negate())
                : NullValue.NULL_VALUE,
        Types.DECIMAL);
    return List.copyOf(operators.functions);
  }

  private void arithmetic(String operator, String id, BinaryOperator<BigDecimal> operation) {
    Body body =
        args ->
            isNull(args)
                ? NullValue.NULL_VALUE
                : new DecimalValue(
                    operation.apply(Amounts.number(args[0]), Amounts.number(args[1])));
    add(operator, id + "_decimal", Types.DECIMAL, body, Types.DECIMAL, Types.DECIMAL);
    add(operator, id + "_decimal_int", Types.DECIMAL, body, Types.DECIMAL, Types.INTEGER);
    add(operator, id + "_int_decimal", Types.DECIMAL, body, Types.INTEGER, Types.DECIMAL);
  }

  private void comparison(String operator, String id, IntPredicate answer) {
    Body numbers =
        args ->
            !isNull(args)
                && answer.test(Amounts.number(args[0]).compareTo(Amounts.number(args[1])));
    add(operator, id + "_decimal", SimpleType.BOOL, numbers, Types.DECIMAL, Types.DECIMAL);
    add(operator, id + "_decimal_int", SimpleType.BOOL, numbers, Types.DECIMAL, Types.INTEGER);
    add(operator, id + "_int_decimal", SimpleType.BOOL, numbers, Types.INTEGER, Types.DECIMAL);
    add(
        operator,
        id + "_date",
        SimpleType.BOOL,
        args ->
            args[0] instanceof DateValue left
                && args[1] instanceof DateValue right
                && answer.test(left.compareTo(right)),
        Types.DATE,
        Types.DATE);
  }

  private void money() {
    CelType money = types.of(Money.getClassSchema());
    moneys("_+_", "add_money", BigDecimal::add, money);
    moneys("_-_", "subtract_money", BigDecimal::subtract, money);
    Body scale =
        args -> {
          Money amount = Amounts.moneyOf(args[0]);
          return amount == null || args[1] == NullValue.NULL_VALUE
              ? NullValue.NULL_VALUE
              : wrap(
                  Amounts.money(
                      new DecimalValue(amount.getAmount().multiply(Amounts.number(args[1]))),
                      amount.getCurrency()));
        };
    add("_*_", "multiply_money_decimal", money, scale, money, Types.DECIMAL);
    add("_*_", "multiply_money_int", money, scale, money, Types.INTEGER);
  }

  private void moneys(
      String operator, String id, BinaryOperator<BigDecimal> operation, CelType money) {
    add(
        operator,
        id,
        money,
        args -> {
          Money left = Amounts.moneyOf(args[0]);
          Money right = Amounts.moneyOf(args[1]);
          if (left == null || right == null) {
            return NullValue.NULL_VALUE;
          }
          if (!left.getCurrency().equals(right.getCurrency())) {
            throw new ExpressionFailure(
                ExpressionFailure.Code.UNPARSEABLE_MONEY,
                "amounts of two currencies cannot be added");
          }
          return wrap(
              Amounts.money(
                  new DecimalValue(operation.apply(left.getAmount(), right.getAmount())),
                  left.getCurrency()));
        },
        money,
        money);
  }

  private Object wrap(Money money) {
    return Values.ofAvro(money, money.getSchema(), types);
  }

  private static boolean isNull(Object[] arguments) {
    return arguments[0] == NullValue.NULL_VALUE || arguments[1] == NullValue.NULL_VALUE;
  }

  private void add(String name, String id, CelType result, Body body, CelType... arguments) {
    functions.add(new Function(name, id, List.of(arguments), result, body));
  }
}
