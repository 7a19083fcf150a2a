package io.mainstem.connections.expression;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructTypeReference;
import dev.cel.common.types.TypeParamType;
import dev.cel.common.values.NullValue;
import io.mainstem.connections.expression.Function.Body;
import io.mainstem.schemas.AliasId;
import io.mainstem.schemas.canonical.Email;
import io.mainstem.schemas.canonical.Money;
import io.mainstem.schemas.canonical.PersonName;
import io.mainstem.schemas.canonical.Phone;
import io.mainstem.schemas.canonical.Quantity;
import io.mainstem.schemas.canonical.Ref;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** Every function expressions may call. All but {@code coalesce} give null where they get null. */
final class FunctionLibrary {
  private static final int RATIO_SCALE = 6;
  private static final int QUANTITY_SCALE = 6;
  private static final CelType ANY = TypeParamType.create("T");

  private final List<Function> functions = new ArrayList<>();
  private final Business business;
  private final @Nullable String connection;
  private final Types types;

  private FunctionLibrary(Business business, @Nullable String connection, Types types) {
    this.business = business;
    this.connection = connection;
    this.types = types;
  }

  static List<Function> of(Business business, @Nullable String connection, Types types) {
    FunctionLibrary library = new FunctionLibrary(business, connection, types);
    library.texts();
    library.people();
    library.amounts();
    library.times();
    library.lists();
    if (connection != null) {
      library.references();
    }
    library.functions.addAll(Operators.of(types));
    return List.copyOf(library.functions);
  }

  private void texts() {
    text("lower", text -> text.toLowerCase(Locale.ROOT));
    text("upper", text -> text.toUpperCase(Locale.ROOT));
    text("trim", text -> text);
    text("compact", text -> text.replaceAll("[^\\p{L}\\p{N}]", "").toUpperCase(Locale.ROOT));
    text("domain", Texts::domain);
    text("quote", Texts::quote);
    text("quote_sql", Texts::quoteSql);
    text("sha256", Texts::sha256);
    text("md5", Texts::md5);
    add("text", "text_integer", Types.TEXT, args -> args[0].toString(), Types.INTEGER);
    add("text", "text_decimal", Types.TEXT, args -> args[0].toString(), Types.DECIMAL);
    add("text", "text_date", Types.TEXT, args -> args[0].toString(), Types.DATE);
    add("decimal", "decimal_text", Types.DECIMAL, args -> Amounts.decimal(args[0]), Types.TEXT);
    add("decimal", "decimal_int", Types.DECIMAL, args -> Amounts.decimal(args[0]), Types.INTEGER);
  }

  private void people() {
    CelType email = types.of(Email.getClassSchema());
    CelType phone = types.of(Phone.getClassSchema());
    CelType name = types.of(PersonName.getClassSchema());
    add(
        "email",
        "email",
        email,
        args -> recordOrAbsent(People.email(args[0].toString()), Email.getClassSchema()),
        Types.TEXT);
    add(
        "phone",
        "phone",
        phone,
        args ->
            recordOrAbsent(
                People.phone(args[0].toString(), business.country()), Phone.getClassSchema()),
        Types.TEXT);
    add(
        "phone",
        "phone_country",
        phone,
        args ->
            recordOrAbsent(
                People.phone(args[0].toString(), args[1].toString()), Phone.getClassSchema()),
        Types.TEXT,
        Types.TEXT);
    add(
        "person_name",
        "person_name_full",
        name,
        args -> recordOrAbsent(People.name(args[0].toString()), PersonName.getClassSchema()),
        Types.TEXT);
    addNullable(
        "person_name",
        "person_name_parts",
        name,
        args ->
            recordOrAbsent(
                People.name(orNull(args[0]), orNull(args[1])), PersonName.getClassSchema()),
        Types.TEXT,
        Types.TEXT);
  }

  private void amounts() {
    CelType money = types.of(Money.getClassSchema());
    Body make = args -> record(Amounts.money(args[0], args[1].toString()));
    add("money", "money_text", money, make, Types.TEXT, Types.TEXT);
    add("money", "money_decimal", money, make, Types.DECIMAL, Types.TEXT);
    add(
        "money_minor",
        "money_minor",
        money,
        args -> record(Amounts.ofMinor((Long) args[0], args[1].toString())),
        Types.INTEGER,
        Types.TEXT);
    add("amount", "amount", Types.DECIMAL, args -> Amounts.amount(args[0]), money);
    Body ratio = args -> Amounts.ratio(args[0], args[1], RATIO_SCALE);
    add("ratio", "ratio_decimal", Types.DECIMAL, ratio, Types.DECIMAL, Types.DECIMAL);
    add("ratio", "ratio_int", Types.DECIMAL, ratio, Types.INTEGER, Types.INTEGER);
    add("ratio", "ratio_money", Types.DECIMAL, ratio, money, money);
    CelType quantity = types.of(Quantity.getClassSchema());
    Body measure =
        args ->
            record(
                new Quantity(
                    Amounts.number(args[0]).setScale(QUANTITY_SCALE, RoundingMode.HALF_UP),
                    args[1].toString()));
    add("quantity", "quantity_decimal", quantity, measure, Types.DECIMAL, Types.TEXT);
    add("quantity", "quantity_int", quantity, measure, Types.INTEGER, Types.TEXT);
  }

  private void times() {
    add("time", "time_text", Types.INSTANT, args -> Times.instant(args[0].toString()), Types.TEXT);
    add(
        "time",
        "time_millis",
        Types.INSTANT,
        args -> Instant.ofEpochMilli((Long) args[0]),
        Types.INTEGER);
    add(
        "time_seconds",
        "time_seconds",
        Types.INSTANT,
        args -> Instant.ofEpochSecond((Long) args[0]),
        Types.INTEGER);
    add(
        "date",
        "date_text",
        Types.DATE,
        args -> new DateValue(Times.date(args[0].toString())),
        Types.TEXT);
    add(
        "date",
        "date_instant",
        Types.DATE,
        args -> new DateValue(((Instant) args[0]).atZone(business.zone()).toLocalDate()),
        Types.INSTANT);
    add(
        "trading_day",
        "trading_day",
        Types.DATE,
        args ->
            new DateValue(Times.tradingDay((Instant) args[0], business.zone(), business.cutOff())),
        Types.INSTANT);
    add(
        "hours",
        "hours",
        Types.DECIMAL,
        args -> Times.hours((Instant) args[0], (Instant) args[1], 0),
        Types.INSTANT,
        Types.INSTANT);
    addNullable(
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
  }

  private void lists() {
    add(
        "join",
        "join",
        Types.TEXT,
        args ->
            textOrNull(
                ((List<?>) args[0])
                    .stream()
                        .filter(String.class::isInstance)
                        .map(Object::toString)
                        .filter(text -> !text.isBlank())
                        .collect(Collectors.joining(args[1].toString()))),
        ListType.create(Types.TEXT),
        SimpleType.STRING);
    add(
        "first",
        "first",
        ANY,
        args ->
            ((List<?>) args[0])
                .stream()
                    .filter(element -> !Values.isAbsent(element))
                    .map(element -> (Object) element)
                    .findFirst()
                    .orElseGet(
                        () ->
                            args[0] instanceof Elements elements
                                ? elements.absent()
                                : NullValue.NULL_VALUE),
        ListType.create(ANY));
    addNullable(
        "coalesce",
        "coalesce",
        ANY,
        args -> Values.isAbsent(args[0]) ? args[1] : args[0],
        ANY,
        ANY);
  }

  private void references() {
    String from = Objects.requireNonNull(connection);
    Body make =
        args ->
            record(
                new Ref(
                    AliasId.of(args[0].toString(), from, args[1].toString(), args[2].toString()),
                    null));
    CelType ref = types.of(Ref.getClassSchema());
    add("ref", "ref", ref, make, SimpleType.STRING, SimpleType.STRING, Types.TEXT);
    add("ref", "ref_int", ref, make, SimpleType.STRING, SimpleType.STRING, Types.INTEGER);
  }

  private void text(String name, java.util.function.UnaryOperator<@Nullable String> body) {
    add(
        name,
        name + "_text",
        Types.TEXT,
        args -> textOrNull(body.apply(args[0].toString().strip())),
        Types.TEXT);
  }

  /** A function that gives null as soon as one argument is null. */
  private void add(String name, String id, CelType result, Body body, CelType... arguments) {
    addNullable(
        name,
        id,
        result,
        args -> {
          for (Object argument : args) {
            if (Values.isAbsent(argument)) {
              return absent(result);
            }
          }
          return body.apply(args);
        },
        arguments);
  }

  private void addNullable(
      String name, String id, CelType result, Body body, CelType... arguments) {
    functions.add(new Function(name, id, List.of(arguments), result, body));
  }

  private Object record(IndexedRecord record) {
    return Values.ofAvro(record, record.getSchema(), types);
  }

  private Object recordOrAbsent(@Nullable IndexedRecord record, Schema schema) {
    return Values.ofAvro(record, schema, types);
  }

  /** What stands for nothing: a struct without fields where a struct is expected. */
  private Object absent(CelType type) {
    return type instanceof StructTypeReference reference
        ? new AvroStruct(null, types.avro(reference.name()), types)
        : NullValue.NULL_VALUE;
  }

  private static @Nullable String orNull(Object argument) {
    return argument instanceof String text && !text.isBlank() ? text : null;
  }

  private static Object textOrNull(@Nullable String text) {
    return text == null || text.isBlank() ? NullValue.NULL_VALUE : text;
  }
}
