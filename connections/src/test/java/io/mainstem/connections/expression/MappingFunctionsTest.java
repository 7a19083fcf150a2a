package io.mainstem.connections.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstem.connections.yaml.Problem;
import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The manual is the test: every example in docs/mapping-functions.md is evaluated here. */
final class MappingFunctionsTest {
  private static final Environment ENVIRONMENT =
      Environment.of(
              new Business("GBP", "GB", ZoneOffset.UTC, LocalTime.of(4, 0)),
              References.of("crm", Set.of("contact")))
          .withTexts("setting");

  private static final String HEAD =
      """
      # Mapping functions

      Generated from the function library; do not edit. To write it again:
      `mvn -pl connections -am test -Dtest=MappingFunctionsTest -Dmainstem.docs.write=true -Dsurefire.failIfNoSpecifiedTests=false`.

      Expressions in tool files, flows, identity and metrics are [CEL](https://cel.dev): `==`, `!=`, `<`, `+`, `&&`, `||`, `!`, `a ? b : c`, `in`, `size(list)`, and over lists
      `filter(x, …)`, `map(x, …)`, `exists(x, …)`, `all(x, …)`. Their types are checked when the file is loaded, and so are currencies, units, countries, zones, patterns, entities and objects
      that are written into the file. Whatever gets null gives null, operators too (a comparison with nothing is false); an amount, a number or a time that cannot be read is refused and its
      record quarantined, never guessed. Each example below is true, and a test evaluates it.

      Variables: `payload` the record; `setting.x` a setting of the connection, or null; `currency` the business's own.
      """;

  static Stream<String> examples() {
    return FunctionLibrary.manual().stream().flatMap(doc -> doc.examples().stream());
  }

  @ParameterizedTest
  @MethodSource("examples")
  void shouldHoldWhatTheManualSays(String example) {
    assertThat(eval(example)).as(example).isEqualTo(true);
  }

  @Test
  void shouldDescribeEveryFunction() {
    Set<String> described =
        FunctionLibrary.manual().stream()
            .map(doc -> doc.call().substring(0, doc.call().indexOf('(')))
            .collect(Collectors.toSet());
    Set<String> known =
        new Engine(
                new Business("GBP", "GB", ZoneOffset.UTC, LocalTime.MIDNIGHT),
                References.of("crm", Set.of()),
                true)
            .functionNames();

    assertThat(known.stream().filter(name -> Character.isLetter(name.charAt(0))))
        .isSubsetOf(described);
  }

  @Test
  void shouldKeepTheManualUpToDate() throws IOException {
    Path page = Path.of(System.getProperty("mainstem.root", ".."), "docs", "mapping-functions.md");
    String expected = render();
    if (Boolean.getBoolean("mainstem.docs.write")) {
      Files.writeString(page, expected);
    }

    assertThat(page).content().isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "money('5', 'GPB')|a currency of ISO 4217; 'GPB' is none|GBP",
        "quantity(1, 'KG')|a unit of UNECE Rec 20, e.g. H87, KGM, LTR; 'KG' is none|KGM",
        "phone('1', 'UK')|an ISO 3166-1 alpha-2 country; 'UK' is none|",
        "time('1', 'yyyy-MM-ddTHH')|a pattern of java.time.format.DateTimeFormatter;|",
        "time_in('1', 'Europe/Londn')|an IANA time zone; 'Europe/Londn' is none|Europe/London",
        "ref('persn', 'contact', '1')|an entity; 'persn' is none|person",
        "ref('person', 'contcat', '1')|an object of this tool; 'contcat' is none|contact"
      })
  void shouldRefuseAWrongLiteralAtLoad(String source, String expected, String nearest) {
    Problems problems = new Problems();

    assertThat(compile(source, problems)).isEmpty();

    Problem problem = problems.list().getFirst();
    assertThat(problem.expected()).startsWith(expected);
    if (nearest != null && !nearest.isEmpty()) {
      assertThat(problem.nearest()).isEqualTo(nearest);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "money('1,234', 'KWD')",
        "money('12', 'GBP') + money('12', 'EUR')",
        "money('£5', 'EUR')",
        "money('5')",
        "money('USD 5 EUR')",
        "money('1.2.3', 'GBP')",
        "money('99999999999999999999', 'GBP')",
        "decimal('1,234')",
        "decimal('12 apples')",
        "integer('1.5')",
        "boolean('perhaps')",
        "country('Atlantis')",
        "currency_code('XYZ1')",
        "language('Klingonese')",
        "time('03/01/2026')",
        "time('2026-02-30T11:00:00Z')",
        "time('2026-03-01T11:00:00.1234567890Z')",
        "time('2026-03-01T11:00:00 Z')",
        "time('2026-03-01T１1:00:00Z')",
        "time('31.02.2026', 'dd.MM.uuuu')",
        "time_seconds('99999999999999')",
        "unbase64('%%%')",
        "quote('a\"b')"
      })
  void shouldRefuseWhatCanBeReadInTwoWaysOrNotAtAll(String source) {
    assertThatThrownBy(() -> eval(source)).as(source).isInstanceOf(ExpressionFailure.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Dr. Sarah Jane Smith|Dr.|Sarah|Jane|Smith||0.8",
        "Smith, John (Mr)|Mr|John||Smith||0.95",
        "María-José de la Cruz||María-José||de la Cruz||0.8",
        "Cher||Cher||||0.5",
        "Ludwig van Beethoven||Ludwig||van Beethoven||0.8",
        "Martin Luther King, Jr.||Martin|Luther|King|Jr.|0.8",
        "Prof. Dr. Anna Schmidt PhD|Prof. Dr.|Anna||Schmidt|PhD|0.95",
        "Acme 24 & Sons||Acme|24 &|Sons||0.2"
      })
  void shouldSplitNames(
      String full,
      String prefix,
      String given,
      String middle,
      String family,
      String suffix,
      String confidence) {
    assertThat(Names.of(full))
        .satisfies(
            name -> {
              assertThat(name.getPrefix()).isEqualTo(prefix);
              assertThat(name.getGiven()).isEqualTo(given);
              assertThat(name.getMiddle()).isEqualTo(middle);
              assertThat(name.getFamily()).isEqualTo(family);
              assertThat(name.getSuffix()).isEqualTo(suffix);
              assertThat(name.getParseConfidence()).isEqualByComparingTo(confidence);
              assertThat(name.getFull()).isEqualTo(full);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10 High Street, Guildford, Surrey, GU1 3AA|GB|10 High Street||Guildford|Surrey|GU1 3AA|GB",
        "Flat 2, 10 High Street, London SW1A 1AA|GB|Flat 2|10 High Street|London||SW1A 1AA|GB",
        "350 Fifth Ave, Apt 3, New York, NY 10118-0110, USA|GB|350 Fifth Ave|Apt"
            + " 3|New York|NY|10118-0110|US",
        "Hauptstr. 5, D-10115 Berlin|DE|Hauptstr. 5||Berlin||10115|DE",
        "12 rue de la Paix, 75002 Paris, France|GB|12 rue de la Paix||Paris||75002|FR",
        "Keizersgracht 1, 1015 CJ Amsterdam|NL|Keizersgracht 1||Amsterdam||1015 CJ|NL",
        "The old mill by the river|GB|The old mill by the river|||||GB"
      })
  void shouldSplitAddressesAsFarAsThePostcodeTells(
      String line,
      String country,
      String line1,
      String line2,
      String locality,
      String region,
      String postcode,
      String expectedCountry) {
    assertThat(Places.address(line, country))
        .satisfies(
            address -> {
              assertThat(address.getLine1()).isEqualTo(line1);
              assertThat(address.getLine2()).isEqualTo(line2);
              assertThat(address.getLocality()).isEqualTo(locality);
              assertThat(address.getRegion()).isEqualTo(region);
              assertThat(address.getPostcode()).isEqualTo(postcode);
              assertThat(address.getCountry()).isEqualTo(expectedCountry);
              assertThat(address.getFormatted()).isEqualTo(line);
            });
  }

  private static @Nullable Object eval(String source) {
    Problems problems = new Problems();
    Optional<Compiled> compiled = compile(source, problems);
    assertThat(problems.list()).isEmpty();
    return compiled.orElseThrow().eval(ENVIRONMENT.scope(Map.of()));
  }

  private static Optional<Compiled> compile(String source, Problems problems) {
    return ENVIRONMENT.compile(
        YamlDocument.parse("f.yaml", "at: |-\n  " + source, problems).get("at"),
        ResultType.ANY,
        problems);
  }

  private static String render() {
    StringBuilder page = new StringBuilder(HEAD);
    String chapter = "";
    for (FunctionDoc doc : FunctionLibrary.manual()) {
      if (!doc.chapter().equals(chapter)) {
        chapter = doc.chapter();
        page.append("\n## ")
            .append(chapter)
            .append("\n\n| call | gives | examples |\n|---|---|---|\n");
      }
      page.append(
          "| `%s` | %s | %s |\n"
              .formatted(
                  doc.call(),
                  cell(doc.meaning()),
                  doc.examples().stream()
                      .map(example -> "`" + cell(example) + "`")
                      .collect(Collectors.joining("<br>"))));
    }
    return page.toString();
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
