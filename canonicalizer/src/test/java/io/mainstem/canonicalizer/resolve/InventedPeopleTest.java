package io.mainstem.canonicalizer.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.canonicalizer.fragment.Cause;
import io.mainstem.canonicalizer.fragment.Digest;
import io.mainstem.canonicalizer.fragment.SourceFragment;
import io.mainstem.canonicalizer.fragment.Stamp;
import io.mainstem.canonicalizer.map.Identifiers;
import io.mainstem.canonicalizer.map.WorkspaceIdentifiers;
import io.mainstem.canonicalizer.merge.Envelope;
import io.mainstem.canonicalizer.topology.Rules;
import io.mainstem.connections.Workspace;
import io.mainstem.connections.WorkspaceException;
import io.mainstem.connections.identity.EstimateText;
import io.mainstem.connections.identity.Estimator;
import io.mainstem.connections.identity.MatchRules;
import io.mainstem.connections.identity.Profile;
import io.mainstem.connections.json.Bytes;
import io.mainstem.schemas.AliasId;
import io.mainstem.schemas.Entities;
import io.mainstem.schemas.SourceKey;
import io.mainstem.schemas.canonical.Address;
import io.mainstem.schemas.canonical.Company;
import io.mainstem.schemas.canonical.Email;
import io.mainstem.schemas.canonical.Person;
import io.mainstem.schemas.canonical.PersonName;
import io.mainstem.schemas.canonical.Phone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An invented town: families at one address with one phone, shared mailboxes and numbers that mean
 * nothing, twins, fathers who handed on their names, nicknames, initials, slips of the pen, people
 * who moved, companies that changed their names. Who is who is known, so what resolution makes of
 * it can be counted.
 */
class InventedPeopleTest {
  private static final double PRECISION = 0.99;
  private static final double RECALL = 0.95;
  private static final Instant MORNING = Instant.parse("2026-03-02T09:00:00Z");
  private static final List<String> GIVEN =
      List.of(
          "Robert",
          "Elizabeth",
          "Thomas",
          "Margaret",
          "Zephaniah",
          "Amina",
          "William",
          "Chloe",
          "Katherine",
          "Samuel",
          "Priya",
          "Oluwaseun",
          "Michael",
          "Jennifer",
          "Andrew",
          "Fatima",
          "Nicholas",
          "Victoria",
          "Edward",
          "Ines",
          "Wojciech",
          "Susan",
          "Anthony",
          "Harriet");
  private static final Map<String, String> SHORT =
      Map.of(
          "Robert",
          "Bob",
          "Elizabeth",
          "Liz",
          "Thomas",
          "Tom",
          "William",
          "Bill",
          "Katherine",
          "Kate",
          "Michael",
          "Mike",
          "Nicholas",
          "Nick",
          "Edward",
          "Ted");
  private static final List<String> FAMILY =
      List.of(
          "Okafor",
          "Harkness",
          "Whitlock",
          "Brannigan",
          "Szymanski",
          "Delacroix",
          "Thistlewood",
          "Mbeki",
          "Farquhar",
          "Ravenscroft",
          "Nakamura",
          "Pemberton",
          "Quigley",
          "Lindqvist",
          "Abernathy",
          "Castellanos",
          "Drummond",
          "Fitzwilliam",
          "Gallagher",
          "Hollingsworth");
  private static final List<String> ENDING =
      List.of("", "ton", "by", "wick", "ham", "worth", "field");
  private static final List<String> STREET =
      List.of("Harbour Lane", "Millrace Street", "Foundry Road", "Orchard Close", "Canal Walk");
  private static final List<String> AREA = List.of("AB", "XQ", "ZL", "DW", "HJ", "PN", "RT", "UY");
  private static final List<String> TRADE =
      List.of("Bakery", "Joinery", "Print Works", "Dental Care", "Cycles", "Catering", "Gardens");

  @TempDir private Path folder;
  private Workspace workspace;

  private static final String STRONG =
      """
        strong:
          - {name: email, of: "person.emails.map(e, e.address)"}
        generic: ["^(info|office)@", "^\\\\+440+$"]
      company:
        strong:
          - {name: vat, of: "[compact(company.vatNumber)]"}
      """;

  @BeforeEach
  void load() throws IOException, WorkspaceException {
    Files.writeString(
        folder.resolve("workspace.yaml"),
        "name: town\ntitle: Town\ncurrency: GBP\ncountry: GB\ntimezone: Europe/London\n"
            + "cutOff: \"04:00\"\n");
    write("person:\n" + STRONG);
  }

  private void write(String identity) throws IOException, WorkspaceException {
    Files.writeString(folder.resolve("identity.yaml"), identity);
    workspace = Workspace.load(folder, name -> null);
  }

  private record Known(String truth, SourceFragment fragment) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void shouldTellPeopleApartAndTogether(long seed) {
    shouldBeRight("person", people(new Random(seed)), seed);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void shouldTellCompaniesApartAndTogether(long seed) {
    shouldBeRight("company", companies(new Random(seed)), seed);
  }

  /** What the town's own cards say of their likeness, read back as a person would paste it. */
  @Test
  void shouldTellPeopleApartByWeightsEstimatedFromThemselves() throws Exception {
    MatchRules rules = workspace.identity().matching("person").orElseThrow();
    List<Profile> profiles =
        people(new Random(1)).stream().map(known -> known.fragment().profile()).toList();
    Map<String, Estimator.Estimate> estimates = Estimator.estimate(rules.matcher(), profiles, 1);
    assertThat(estimates).containsKeys("given name", "family name", "birth date", "phone");

    write(
        EstimateText.of(
                "person",
                workspace.identity().text("person"),
                rules.matcher().comparisons(),
                estimates,
                profiles.size())
            + STRONG);
    MatchRules estimated = workspace.identity().matching("person").orElseThrow();
    assertThat(estimated.matcher().comparisons()).isNotEqualTo(rules.matcher().comparisons());
    shouldBeRight("person", people(new Random(1)), 1);
  }

  /** Twins have one birthday, a father hands on his name; neither is one person for that. */
  @ParameterizedTest
  @CsvSource({
    "Amina, 1984-05-17, Chloe, 1984-05-17, phone",
    "Amina, 1984-05-17, Chloe, 1984-05-17, email",
    "Robert, 1951-02-03, Robert, 1979-11-23, phone",
    "Robert, 1951-02-03, Bob, 1979-11-23, phone",
  })
  void shouldNotLinkTwinsOrNamesakesOfOneHouse(
      String given, LocalDate born, String given2, LocalDate born2, String contact) {
    Known one = known("person", "one", 0, 0, neighbour(given, born, contact));
    Known other = known("person", "other", 1, 1, neighbour(given2, born2, contact));

    MemoryResolveStore store = resolved(List.of(one, other), "person");

    assertThat(Objects.requireNonNull(store.record(one.fragment().key())).canonicalId())
        .isNotEqualTo(Objects.requireNonNull(store.record(other.fragment().key())).canonicalId());
  }

  private static Person neighbour(String given, LocalDate born, String contact) {
    Person person = (Person) Envelope.blank(Entities.PERSON);
    person.setName(
        PersonName.newBuilder()
            .setFull(given + " Farquhar")
            .setGiven(given)
            .setFamily("Farquhar")
            .build());
    person.setBirthDate(born);
    if (contact.equals("phone")) {
      person.setPhones(List.of(new Phone("+441632960961", "01632 960961")));
    } else {
      String address = given.toLowerCase(Locale.ROOT) + "@acme.example";
      person.setEmails(List.of(new Email(address, address)));
    }
    person.setAddresses(
        List.of(Address.newBuilder().setLine1("7 Canal Walk").setPostcode("XQ1 2AB").build()));
    return person;
  }

  private MemoryResolveStore resolved(List<Known> known, String entity) {
    MemoryResolveStore store = new MemoryResolveStore();
    Resolver resolver = new Resolver(store, entity, Rules.of(workspace).resolving().apply(entity));
    for (Known each : known) {
      SourceFragment fragment = each.fragment();
      resolver.resolve(
          fragment, new Cause("e", fragment.source(), "d", null, fragment.receivedAt(), false));
    }
    return store;
  }

  private void shouldBeRight(String entity, List<Known> known, long seed) {
    Collections.shuffle(known, new Random(seed));
    MemoryResolveStore store = resolved(known, entity);
    List<String> together = new ArrayList<>();
    List<String> right = new ArrayList<>();
    for (Known each : known) {
      SourceRecord record = Objects.requireNonNull(store.record(each.fragment().key()));
      together.add(Objects.requireNonNull(record.canonicalId()));
      right.add(record.canonicalId() + each.truth());
    }
    double found = pairs(right);
    double precision = found / pairs(together);
    double recall = found / pairs(known.stream().map(Known::truth).toList());
    assertThat(precision).as("precision, seed %d", seed).isGreaterThanOrEqualTo(PRECISION);
    assertThat(recall).as("recall, seed %d", seed).isGreaterThanOrEqualTo(RECALL);
  }

  private static double pairs(List<String> labels) {
    Map<String, Long> sizes = new HashMap<>();
    labels.forEach(label -> sizes.merge(label, 1L, Long::sum));
    return sizes.values().stream().mapToLong(size -> size * (size - 1) / 2).sum();
  }

  private List<Known> people(Random random) {
    List<Known> all = new ArrayList<>();
    int number = 0;
    for (int home = 0; home < 150; home++) {
      String family = of(FAMILY, random) + of(ENDING, random);
      String street = (1 + random.nextInt(90)) + " " + of(STREET, random);
      String postcode = postcode(random);
      String phone = "+4416" + (10_000_000 + random.nextInt(89_999_999));
      List<String> names = new ArrayList<>(GIVEN);
      Collections.shuffle(names, random);
      boolean twins = random.nextInt(25) == 0;
      boolean handedOn = !twins && random.nextInt(25) == 0;
      if (handedOn) {
        names.set(1, names.getFirst());
      }
      LocalDate eldest = LocalDate.of(1940, 1, 1).plusDays(random.nextInt(24_000));
      int people = twins || handedOn ? 2 : 1 + random.nextInt(3);
      for (int member = 0; member < people; member++) {
        String given = names.get(member);
        String truth = "p" + number++;
        LocalDate born =
            member == 0 || twins
                ? eldest
                : handedOn
                    ? eldest.plusDays(7_300 + random.nextInt(5_000))
                    : LocalDate.of(1940, 1, 1).plusDays(random.nextInt(24_000));
        String email = (given + "." + family + number + "@acme.example").toLowerCase(Locale.ROOT);
        for (int copy = 0; copy < 1 + random.nextInt(3); copy++) {
          Person person = (Person) Envelope.blank(Entities.PERSON);
          person.setName(name(given, family, copy, random));
          // Of two with one name at one address nobody could say who it is without it.
          boolean unknown = copy == 1 && random.nextInt(3) == 0 && !handedOn;
          person.setBirthDate(unknown ? null : born);
          person.setPhones(
              List.of(
                  random.nextInt(8) == 0
                      ? new Phone("+440000000000", "none")
                      : new Phone(phone, phone)));
          person.setAddresses(
              List.of(
                  Address.newBuilder()
                      .setLine1(
                          random.nextInt(12) == 0
                              ? (1 + random.nextInt(900)) + " Newbuild Way"
                              : street)
                      .setPostcode(postcode)
                      .build()));
          String address =
              switch (random.nextInt(5)) {
                case 0 -> "info@acme.example";
                case 1, 2 -> email;
                default -> "";
              };
          if (!address.isEmpty()) {
            person.setEmails(List.of(new Email(address, address)));
          }
          all.add(known("person", truth, copy, all.size(), person));
        }
      }
    }
    return all;
  }

  private static PersonName name(String given, String family, int copy, Random random) {
    String first = given;
    String last = family;
    if (copy > 0) {
      switch (random.nextInt(6)) {
        case 0 -> first = SHORT.getOrDefault(given, given);
        case 1 -> first = given.substring(0, 1);
        case 2 -> last = slip(family, random);
        case 3 -> {
          first = family;
          last = given;
        }
        default -> {}
      }
    }
    return PersonName.newBuilder()
        .setFull(first + " " + last)
        .setGiven(first)
        .setFamily(last)
        .build();
  }

  private List<Known> companies(Random random) {
    List<Known> all = new ArrayList<>();
    for (int number = 0; number < 200; number++) {
      String name =
          of(FAMILY, random)
              + of(ENDING, random)
              + " "
              + of(FAMILY, random)
              + of(ENDING, random)
              + " "
              + of(TRADE, random);
      String street = (1 + random.nextInt(90)) + " " + of(STREET, random);
      String postcode = postcode(random);
      String vat = "GB" + (100_000_000 + random.nextInt(899_999_999));
      boolean renames = random.nextInt(6) == 0;
      for (int copy = 0; copy < 1 + random.nextInt(3); copy++) {
        Company company = (Company) Envelope.blank(Entities.COMPANY);
        boolean renamed = renames && copy == 1;
        String form = random.nextBoolean() ? " Ltd" : random.nextBoolean() ? " Limited" : "";
        company.setTradingName(
            renamed
                ? of(FAMILY, random) + of(ENDING, random) + " Holdings"
                : slip(name, random) + form);
        company.setAddresses(
            List.of(Address.newBuilder().setLine1(street).setPostcode(postcode).build()));
        company.setVatNumber(renames || random.nextInt(3) == 0 ? vat : null);
        all.add(known("company", "c" + number, copy, all.size(), company));
      }
    }
    return all;
  }

  private Known known(String entity, String truth, int copy, int arrival, SpecificRecord record) {
    Identifiers.Found found = new WorkspaceIdentifiers(workspace.identity()).of(entity, record);
    SourceKey source =
        new SourceKey(List.of("crm", "till", "books").get(copy), "row", truth + "-" + copy);
    return new Known(
        truth,
        new SourceFragment(
            entity,
            source,
            AliasId.of(Entities.named(entity), source),
            new Stamp(1, Stamp.ORIGINAL, false, Digest.of(record.toString())),
            null,
            MORNING.plusSeconds(arrival),
            found.tokens(),
            found.profile(),
            Bytes.EMPTY));
  }

  /** Two letters change places, now and then. */
  private static String slip(String text, Random random) {
    if (random.nextInt(3) > 0) {
      return text;
    }
    int at = 1 + random.nextInt(text.length() - 2);
    return text.substring(0, at) + text.charAt(at + 1) + text.charAt(at) + text.substring(at + 2);
  }

  private static String postcode(Random random) {
    return of(AREA, random)
        + (1 + random.nextInt(30))
        + " "
        + random.nextInt(10)
        + of(AREA, random);
  }

  private static String of(List<String> values, Random random) {
    return values.get(random.nextInt(values.size()));
  }
}
