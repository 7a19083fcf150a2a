package io.mainstem.connections;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.connections.yaml.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthorityTest {
  private static final ZoneId LONDON = ZoneId.of("Europe/London");
  private static final List<String> CONNECTIONS = List.of("accounting", "crm", "pos");

  @TempDir private Path folder;
  private final List<Problem> found = new ArrayList<>();

  @Test
  void shouldReadASimpleFileAsBefore() throws IOException {
    Authority authority = read("person:\n  default: [crm, pos]\n  customerNumber: pos\n");

    assertThat(found).isEmpty();
    assertThat(authority.order("person", "name")).containsExactly("crm", "pos", "accounting");
    assertThat(authority.order("person", "customerNumber"))
        .containsExactly("pos", "accounting", "crm");
    assertThat(authority.ownership("person", "customerNumber").orders().getFirst().line())
        .isEqualTo(3);
    assertThat(authority.order("site", "name")).containsExactly("accounting", "crm", "pos");
  }

  @Test
  void shouldReadTheExampleOfTheManual() throws IOException {
    Authority authority = read(exampleOf("docs/authority.md"));

    assertThat(found).isEmpty();
    Ownership addresses = authority.ownership("company", "addresses");
    assertThat(addresses.group()).isEqualTo("billing");
    assertThat(authority.ownership("company", "vatNumber").orders()).isEqualTo(addresses.orders());
    assertThat(authority.ownership("company", "tradingName").group()).isNull();
    assertThat(authority.ownership("person", "emails").lists()).isEqualTo(Ownership.Lists.WHOLE);
    // Midnight in London, in summer time.
    Instant turn = Instant.parse("2026-06-30T23:00:00Z");
    assertThat(addresses.at(turn.minusNanos(1)).connections()).startsWith("crm", "accounting");
    assertThat(addresses.at(turn).connections()).startsWith("accounting", "crm");
    assertThat(addresses.at(turn).since()).isEqualTo(LocalDate.parse("2026-07-01"));
    assertThat(addresses.at(null).since()).isNull();
    assertThat(authority.exceptions("company"))
        .containsExactly(
            "billing (addresses, paymentTermsDays, vatNumber): accounting before crm since"
                + " 2026-07-01",
            "legalName: accounting");
  }

  @Test
  void shouldFallBackToTheDefaultBeforeTheFirstDate() throws IOException {
    Authority authority =
        read("company:\n  default: [crm]\n  vatNumber:\n    - {since: 2026-07-01, order: pos}\n");

    assertThat(found).isEmpty();
    assertThat(authority.ownership("company", "vatNumber").at(Instant.EPOCH).connections())
        .startsWith("crm");
  }

  @Test
  void shouldTellEveryMistakeWithItsLineAndTheNearestSpelling() throws IOException {
    read(
        """
        company:
          groups:
            billing: [addreses, vatNumber]
            legalName: [domain]
            tax: [vatNumber]
            empty: []
          lists: {emials: whole, phones: mergd}
          vatNumber: [crm]
          biling: [crm]
          domain:
            - {since: 2026-07-01, order: [crm]}
            - {order: [pos]}
            - {since: 2026-06-01, order: [pos, accountng]}
            - {since: 1 July, ordr: [pos]}
          currency: [crm, crm]
        """);

    assertThat(found)
        .extracting(Problem::toString)
        .anySatisfy(line -> assertThat(line).contains(":3:", "addreses", "'addresses'"))
        .anySatisfy(line -> assertThat(line).contains(":4:", "not that of a field"))
        .anySatisfy(line -> assertThat(line).contains(":5:", "vatNumber", "one group only"))
        .anySatisfy(line -> assertThat(line).contains(":6:", "the fields that belong together"))
        .anySatisfy(line -> assertThat(line).contains(":7:", "emials", "'emails'"))
        .anySatisfy(line -> assertThat(line).contains(":7:", "mergd", "'merged'"))
        .anySatisfy(line -> assertThat(line).contains(":8:", "vatNumber", "under billing"))
        .anySatisfy(line -> assertThat(line).contains(":9:", "biling", "'billing'"))
        .anySatisfy(line -> assertThat(line).contains(":12:", "since", "only the first"))
        .anySatisfy(line -> assertThat(line).contains(":13:", "a date after 2026-07-01"))
        .anySatisfy(line -> assertThat(line).contains(":13:", "accountng", "'accounting'"))
        .anySatisfy(line -> assertThat(line).contains(":14:", "1 July", "a date such as"))
        .anySatisfy(line -> assertThat(line).contains(":14:", "ordr", "'order'"))
        .anySatisfy(line -> assertThat(line).contains(":15:", "each connection once"));
  }

  private Authority read(String text) throws IOException {
    Files.writeString(folder.resolve(Authority.FILE), text);
    return Authority.read(folder, CONNECTIONS, LONDON, found);
  }

  /** The first block of YAML on the page. */
  private static String exampleOf(String page) throws IOException {
    String text = Files.readString(Path.of(System.getProperty("mainstem.root", ".."), page));
    Matcher block = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL).matcher(text);
    assertThat(block.find()).as("an example in %s", page).isTrue();
    return block.group(1);
  }
}
