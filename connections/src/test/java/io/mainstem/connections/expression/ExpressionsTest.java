package io.mainstem.connections.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstem.connections.yaml.Problem;
import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlDocument;
import io.mainstem.schemas.Entities;
import io.mainstem.schemas.canonical.Money;
import io.mainstem.schemas.canonical.Person;
import io.mainstem.schemas.canonical.Ref;
import io.mainstem.schemas.canonical.Shift;
import io.mainstem.schemas.canonical.ShiftStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ExpressionsTest {
  private static final Expressions EXPRESSIONS =
      Expressions.of(new Business("GBP", "GB", ZoneId.of("Europe/London"), LocalTime.of(4, 0)));
  private static final Map<String, Schema> VARIABLES =
      Map.of("shift", Entities.SHIFT.schema(), "person", Entities.PERSON.schema());
  private static final Shift SHIFT =
      Shift.newBuilder()
          .setId("shf_1")
          .setVersion(1)
          .setUpdatedAt(Instant.EPOCH)
          .setSite(new Ref("sit_1", null))
          .setPlannedStart(Instant.parse("2026-03-06T17:00:00Z"))
          .setPlannedEnd(Instant.parse("2026-03-07T00:30:00Z"))
          .setBusinessDate(LocalDate.parse("2026-03-06"))
          .setStatus(ShiftStatus.COMPLETED)
          .setBreakMinutes(30)
          .setPlannedCost(new Money(new BigDecimal("96.9500"), "GBP"))
          .build();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "shift.status == 'COMPLETED'|BOOLEAN|true",
        "quote_sql('O\\'Brien \\\\ Co')|TEXT|'O\\'Brien \\\\ Co'",
        "quote_sql(shift.employee.id)|TEXT|",
        "sha256('abc')|TEXT|ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "time_seconds(1772877600)|INSTANT|2026-03-07T10:00:00Z",
        "shift.site.alias|TEXT|sit_1",
        "shift.site.id|TEXT|",
        "shift.employee.id|TEXT|",
        "lower(shift.employee.id)|TEXT|",
        "person.name.full|TEXT|",
        "shift.plannedCost|MONEY|{\"amount\": 96.9500, \"currency\": \"GBP\"}",
        "shift.actualCost|MONEY|",
        "coalesce(shift.actualCost, shift.plannedCost).amount|DECIMAL|96.9500",
        "shift.plannedCost.amount * 2 + decimal('0.10')|DECIMAL|194.0000",
        "shift.plannedCost + shift.plannedCost|MONEY|{\"amount\": 193.9000, \"currency\": \"GBP\"}",
        "shift.actualCost.amount + shift.plannedCost.amount|DECIMAL|",
        "shift.plannedCost.amount > 96 && shift.plannedCost.amount < decimal('97')|BOOLEAN|true",
        "shift.actualCost.amount > 0|BOOLEAN|false",
        "ratio(shift.plannedCost.amount, decimal('0'))|DECIMAL|",
        "ratio(1, 3)|DECIMAL|0.333333",
        "hours(shift.plannedStart, shift.plannedEnd, shift.breakMinutes)|DECIMAL|7.000000",
        "shift.businessDate >= date('2026-03-06')|BOOLEAN|true",
        "shift.businessDate == trading_day(shift.plannedEnd)|BOOLEAN|true",
        "trading_day(time('2026-03-07T03:59:59Z'))|DATE|2026-03-06",
        "trading_day(time('2026-03-07T04:00:00Z'))|DATE|2026-03-07",
        "trading_day(time('2026-07-07T03:00:00Z'))|DATE|2026-07-07",
        "time('/Date(1518685950940+0000)/')|INSTANT|2018-02-15T09:12:30.940Z",
        "time('2017-06-21T01:15:39.902')|INSTANT|2017-06-21T01:15:39.902Z",
        "time('2026-03-07 01:12:00+00')|INSTANT|2026-03-07T01:12:00Z",
        "time('2026-03-07T01:12:00.123456+0100')|INSTANT|2026-03-07T00:12:00.123456Z",
        "time('2026-03-07T01:12:00.5Z')|INSTANT|2026-03-07T01:12:00.500Z",
        "time('2026-03-07T01:12:00.123456789Z')|INSTANT|2026-03-07T01:12:00.123456789Z",
        "time(1564113600000)|INSTANT|2019-07-26T04:00:00Z",
        "shift.actualStart == null|BOOLEAN|true",
        "email(' A.B@Example.COM ').address|TEXT|a.b@example.com",
        "email('nobody').address|TEXT|",
        "phone('07700 900321').e164|TEXT|+447700900321",
        "phone('(415) 555-2671', 'US').e164|TEXT|+14155552671",
        "phone('12').raw|TEXT|12",
        "person_name('Dr. Sarah Jane Smith').prefix|TEXT|Dr.",
        "person_name('Dr. Sarah Jane Smith').middle|TEXT|Jane",
        "domain('https://www.Example.co.uk/x')|TEXT|example.co.uk",
        "domain('someone@mail.example')|TEXT|mail.example",
        "compact('GB 123-45')|TEXT|GB12345",
        "join(['a', shift.role, 'b'], '-')|TEXT|a-b",
        "first([shift.role, 'x'])|TEXT|x",
        "first(person.emails).address|TEXT|",
        "coalesce(first(person.emails).address, 'none')|TEXT|none",
        "text(shift.breakMinutes)|TEXT|30",
        "['a', shift.role]|TEXTS|[a]",
        "money('12.3456', 'GBP')|MONEY|{\"amount\": 12.3456, \"currency\": \"GBP\"}",
        "money_minor(1250, 'JPY')|MONEY|{\"amount\": 1250.0000, \"currency\": \"JPY\"}",
        "size(shift.sources)|DECIMAL|0"
      })
  void shouldCompute(String source, ResultType type, @Nullable String expected) {
    Object value = compile(source, type).eval(Map.of("shift", SHIFT));

    if (expected == null) {
      assertThat(value).isNull();
    } else {
      assertThat(value).hasToString(expected);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "shift.plannedCosts|MONEY|a declared field|plannedCost",
        "shft.status|TEXT|a known variable|shift",
        "loewr(shift.role)|TEXT|a known variable or function|lower",
        "shift.plannedCost|DECIMAL|gives Money|",
        "shift.role + 1|TEXT|no matching overload|",
        "shift.role ==|BOOLEAN|mismatched|",
        "shift.role|BOOLEAN|not text|"
      })
  void shouldRefuseAtLoadWithTheNearestSpelling(
      String source, ResultType type, String expected, @Nullable String nearest) {
    Problems problems = new Problems();

    Optional<Expression> compiled =
        EXPRESSIONS.compile(node(source, problems), VARIABLES, type, problems);

    assertThat(compiled).isEmpty();
    Problem problem = problems.list().getFirst();
    assertThat(problem.line()).isEqualTo(2);
    assertThat(problem.path()).isEqualTo("when");
    assertThat(problem.toString()).contains(type == ResultType.DECIMAL ? "Money" : "");
    if (!expected.startsWith("gives")) {
      assertThat(problem.expected()).contains(expected);
    }
    assertThat(problem.nearest()).isEqualTo(nearest);
  }

  @Test
  void shouldFailWithoutShowingValues() {
    Expression first = compile("person.emails[0].address", ResultType.TEXT);
    Expression money = compile("money('12,5,0', 'GBP')", ResultType.MONEY);

    assertThatThrownBy(() -> first.eval(Map.of("person", person())))
        .isInstanceOfSatisfying(
            ExpressionFailure.class,
            e -> assertThat(e.code()).isEqualTo(ExpressionFailure.Code.NOT_COMPUTABLE));
    assertThatThrownBy(() -> money.eval(Map.<String, IndexedRecord>of()))
        .isInstanceOfSatisfying(
            ExpressionFailure.class,
            e -> {
              assertThat(e.code()).isEqualTo(ExpressionFailure.Code.UNPARSEABLE_MONEY);
              assertThat(e.getMessage()).doesNotContain("12,5");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-02-30T00:00:00Z",
        "2026-03-01T24:00:00Z",
        "2026-03-01T23:60:00Z",
        "2026-03-01T23:59:60Z"
      })
  void shouldRefuseATimeThatNeverIs(String text) {
    Expression time = compile("time('" + text + "')", ResultType.INSTANT);

    assertThatThrownBy(() -> time.eval(Map.<String, IndexedRecord>of()))
        .isInstanceOfSatisfying(
            ExpressionFailure.class,
            e -> assertThat(e.code()).isEqualTo(ExpressionFailure.Code.UNPARSEABLE_VALUE));
  }

  @Test
  void shouldReadPrecisionAndDaylightSaving() {
    // The clocks go forward on 29 March 2026: 03:30 UTC is 04:30 local, past the cut-off.
    assertThat(
            compile("trading_day(time('2026-03-29T03:30:00Z'))", ResultType.DATE)
                .eval(Map.<String, IndexedRecord>of()))
        .isEqualTo(LocalDate.parse("2026-03-29"));
    assertThat(
            compile("trading_day(time('2026-03-28T03:30:00Z'))", ResultType.DATE)
                .eval(Map.<String, IndexedRecord>of()))
        .isEqualTo(LocalDate.parse("2026-03-27"));
  }

  private static Person person() {
    return Person.newBuilder()
        .setId("cus_1")
        .setVersion(1)
        .setUpdatedAt(Instant.EPOCH)
        .setEmails(List.of())
        .build();
  }

  private static Expression compile(String source, ResultType type) {
    Problems problems = new Problems();
    Optional<Expression> compiled =
        EXPRESSIONS.compile(node(source, problems), VARIABLES, type, problems);
    assertThat(problems.list()).isEmpty();
    return compiled.orElseThrow();
  }

  private static io.mainstem.connections.yaml.YamlNode node(String source, Problems problems) {
    return YamlDocument.parse("flows.yaml", "# one\nwhen: |-\n  " + source, problems).get("when");
  }
}
