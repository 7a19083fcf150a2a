package io.mainstem.connections;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.connections.expression.Business;
import io.mainstem.connections.expression.Expressions;
import io.mainstem.connections.identity.MatchRules;
import io.mainstem.connections.identity.Matcher;
import io.mainstem.connections.identity.Profile;
import io.mainstem.connections.yaml.Problem;
import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlDocument;
import io.mainstem.schemas.Entities;
import io.mainstem.schemas.EntityType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityTest {
  private static final Expressions EXPRESSIONS =
      Expressions.of(new Business("GBP", "GB", ZoneId.of("Europe/London"), LocalTime.of(4, 0)));

  private final Problems problems = new Problems();

  @Test
  void shouldCompareByTheDefaultsWhereAFileSaysNothing() {
    for (EntityType entity : Entities.all().stream().filter(EntityType::isMaster).toList()) {
      assertThat(read(entity.name() + ": {}").matching(entity.name()).isPresent())
          .as(entity.name())
          .isEqualTo(
              List.of("person", "company", "site", "product", "employee").contains(entity.name()));
    }
    assertThat(read("person: {compare: []}").matching("person")).isEmpty();
    assertThat(problems.list()).isEmpty();
  }

  /**
   * What is kept of rules accepted once makes the same rules again, whatever the defaults become.
   */
  @Test
  void shouldGiveItsRulesAsTextThatMakesThemAgain() {
    Business business = new Business("GBP", "GB", ZoneId.of("Europe/London"), LocalTime.of(4, 0));
    Identity said =
        read(
            """
            person:
              strong: [{name: email, of: "person.emails.map(e, e.address)"}]
              generic: ['^info@', "a\\\\.b"]
              link: 0.97
              mergeAtMost: 7
            """);
    Identity again = Identity.ofText(said.text("person"), business);

    assertThat(problems.list()).isEmpty();
    assertThat(again.text("person")).isEqualTo(said.text("person")).contains("0.97", "given name");
    assertThat(again.strong("person")).containsExactly("email");
    assertThat(read("person: {link: 0.97}").text("person")).isNotEqualTo(said.text("person"));
    assertThat(read("person: {mergeAtMost: 7}").text("person"))
        .as("how much may be merged does not change who is one")
        .isEqualTo(read("person: {}").text("person"));
    assertThat(said.mergeAtMost("person")).isEqualTo(7);
    assertThat(said.mergeAtMost("site")).isEqualTo(Identity.DEFAULT_MERGE_AT_MOST);
  }

  @ParameterizedTest
  @CsvSource({"-1, false", "0, true", "100000000, true", "100000001, false"})
  void shouldTakeALimitOfMergesInItsRange(int mergeAtMost, boolean right) {
    read("person: {mergeAtMost: " + mergeAtMost + "}");

    assertThat(problems.list().isEmpty()).isEqualTo(right);
  }

  @Test
  void shouldReadTheExampleOfTheManual() throws IOException {
    String manual =
        Files.readString(Path.of(System.getProperty("mainstem.root"), "docs/identity.md"));
    java.util.regex.Matcher example =
        Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(manual);
    assertThat(example.find()).isTrue();

    Identity identity = read(example.group(1));

    assertThat(problems.list()).isEmpty();
    assertThat(identity.matching("person").orElseThrow().matcher().comparisons())
        .extracting(each -> each.name())
        .containsExactly("given name", "family name", "postcode");
  }

  @Test
  void shouldTellEveryMistakeWithItsLineAndWhatIsExpected() {
    read(
        """
        person:
          compare:
            - {name: a, as: giveen-name, of: "[person.name.given]"}
            - {name: b, as: exact, of: "[person.nme]"}
            - {name: b, as: exact, of: "[person.jobTitle]", levels: {the same: [2, 0.1]}}
            - {name: c, as: date, of: "[person.jobTitle]", exchanged: d}
          block:
            - [a loud]
          limits: {nobody: 3}
          link: 1
        """);

    assertThat(problems.list()).extracting(Problem::line).contains(3, 4, 5, 6, 8, 9, 10);
    assertThat(problems.list())
        .anySatisfy(each -> assertThat(each.toString()).contains("given-name"));
  }

  /** Odds in favour: well above 0 means one person, well below it two. */
  @ParameterizedTest
  @CsvSource({
    "John, Smith, 1980-02-01, John, Smith, 1980-02-01, true",
    "John, Smith, 1980-02-01, Smith, John, 1980-02-01, true",
    "Bob, Smith, 1980-02-01, Robert, Smith, 1980-02-01, true",
    "José, Núñez, 1980-02-01, Jose, Nunez, 1980-02-01, true",
    "Иван, Петров, 1980-02-01, Ivan, Petrov, 1980-02-01, true",
    "John, Smith, 1980-02-01, John, Smith, 1980-01-02, true",
    "Jonh, Smyth, 1980-02-01, John, Smith, 1980-02-01, true",
    "John, Smith, 1980-02-01, Mary, Jones, 1971-06-24, false",
    "John, Smith, 1980-02-01, John, Okafor, 1971-06-24, false",
    "John, Smith, , John, Jones, , false",
  })
  void shouldWeighNamesAndDates(
      String given,
      String family,
      String born,
      String given2,
      String family2,
      String born2,
      boolean one) {
    MatchRules rules = read("person: {}").matching("person").orElseThrow();
    Matcher matcher = rules.matcher();

    double bits =
        matcher.weight(
            profile(matcher, given, family, born), profile(matcher, given2, family2, born2));

    assertThat(matcher.links(bits)).as("%.1f bits", bits).isEqualTo(one);
    if (!one) {
      assertThat(bits).isNegative();
    }
  }

  @Test
  void shouldNotMakeOnePersonOfAFamilyAtOneAddress() {
    Matcher matcher = read("person: {}").matching("person").orElseThrow().matcher();
    Profile mother = household(matcher, "Mary");
    Profile son = household(matcher, "Thomas");

    assertThat(matcher.links(matcher.weight(mother, son))).isFalse();
    assertThat(matcher.links(matcher.weight(mother, household(matcher, "Mary")))).isTrue();
  }

  @Test
  void shouldShowNoValueInItsEvidence() {
    Matcher matcher = read("person: {}").matching("person").orElseThrow().matcher();

    assertThat(matcher.evidence(household(matcher, "Mary"), household(matcher, "Marie")))
        .isNotEmpty()
        .allSatisfy(
            each -> assertThat(each.toString()).doesNotContainIgnoringCase("mar", "okafor"));
  }

  @Test
  void shouldNotCompareGenericValues() {
    Identity identity = read("person: {generic: ['^info@']}");

    assertThat(identity.matching("person")).isPresent();
    assertThat(problems.list()).isEmpty();
  }

  private Profile household(Matcher matcher, String given) {
    return matcher.profile(
        List.of(
            List.of(given),
            List.of("Okafor"),
            List.of(),
            List.of(),
            List.of("+441632960001"),
            List.of("7 Harbour Lane"),
            List.of("AB1 2CD"),
            List.of("Millrace")));
  }

  private static Profile profile(
      Matcher matcher,
      String given,
      String family,
      @org.jspecify.annotations.Nullable String born) {
    return matcher.profile(
        List.of(
            List.of(given),
            List.of(family),
            born == null ? List.of() : List.of(born),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of()));
  }

  private Identity read(String text) {
    return Identity.read(
        YamlDocument.parse("identity.yaml", text, problems), EXPRESSIONS, problems);
  }
}
