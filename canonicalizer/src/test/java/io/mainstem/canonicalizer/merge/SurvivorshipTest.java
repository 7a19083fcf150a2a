package io.mainstem.canonicalizer.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.canonicalizer.fragment.BodyCodec;
import io.mainstem.canonicalizer.fragment.Digest;
import io.mainstem.canonicalizer.fragment.Member;
import io.mainstem.canonicalizer.fragment.SourceFragment;
import io.mainstem.canonicalizer.fragment.Stamp;
import io.mainstem.connections.Ownership;
import io.mainstem.connections.Ownership.Lists;
import io.mainstem.connections.identity.Profile;
import io.mainstem.connections.json.Bytes;
import io.mainstem.schemas.AliasId;
import io.mainstem.schemas.Entities;
import io.mainstem.schemas.SourceKey;
import io.mainstem.schemas.canonical.Address;
import io.mainstem.schemas.canonical.AddressType;
import io.mainstem.schemas.canonical.Company;
import io.mainstem.schemas.canonical.CompanyRole;
import io.mainstem.schemas.canonical.Consent;
import io.mainstem.schemas.canonical.ConsentChannel;
import io.mainstem.schemas.canonical.ConsentStatus;
import io.mainstem.schemas.canonical.ElementOrigin;
import io.mainstem.schemas.canonical.Email;
import io.mainstem.schemas.canonical.LosingValue;
import io.mainstem.schemas.canonical.Person;
import io.mainstem.schemas.canonical.PersonName;
import io.mainstem.schemas.canonical.Phone;
import io.mainstem.schemas.canonical.Provenance;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SurvivorshipTest {
  private static final LocalDate SWITCH = LocalDate.parse("2026-07-01");
  private static final Instant BEFORE = Instant.parse("2026-06-30T23:59:59Z");
  private static final Instant AFTER = Instant.parse("2026-07-01T00:00:00Z");
  private static final Ownership CRM_FIRST = Ownership.by(List.of("crm", "accounting", "pos"));

  /** Accounting owns what bills are sent by since July; before that the CRM did. */
  private static final Ownership BILLING =
      new Ownership(
          "billing",
          Lists.BY_SCHEMA,
          List.of(
              new Ownership.Order(null, Instant.MIN, List.of("crm", "accounting"), 2, 3),
              new Ownership.Order(
                  SWITCH,
                  SWITCH.atStartOfDay(ZoneOffset.UTC).toInstant(),
                  List.of("accounting", "crm"),
                  2,
                  4)));

  private static final FieldAuthority AUTHORITY =
      (entity, field) ->
          entity.equals("company") && List.of("addresses", "vatNumber").contains(field)
              ? BILLING
              : CRM_FIRST;

  private final Survivorship people = new Survivorship(Entities.PERSON, AUTHORITY);
  private final Survivorship companies = new Survivorship(Entities.COMPANY, AUTHORITY);

  @Test
  void shouldTakeAGroupWholeByTheOrderThatHeldWhenItsNewestValueWasSaid() {
    Company crm = company(address("12 Quay Street", "OM1 2AB", null), "GB990031000");
    Company books = company(address("4 Ledger Row", "OM9 9ZZ", null), null);

    Company before =
        company(member("crm", "1", crm, BEFORE), member("accounting", "2", books, BEFORE));
    Company after =
        company(member("crm", "1", crm, BEFORE), member("accounting", "2", books, AFTER));

    assertThat(before.getAddresses())
        .extracting(Address::getLine1)
        .containsExactly("12 Quay Street");
    assertThat(before.getVatNumber()).isEqualTo("GB990031000");
    assertThat(why(before.getProvenance().get("addresses")).getSince()).isNull();
    assertThat(after.getAddresses()).extracting(Address::getLine1).containsExactly("4 Ledger Row");
    assertThat(after.getVatNumber()).as("taken with the address").isNull();
    Provenance why = why(after.getProvenance().get("addresses"));
    assertThat(why.getRule()).isEqualTo("authority: accounting before crm");
    assertThat(why.getGroup()).isEqualTo("billing");
    assertThat(why.getSince()).isEqualTo(SWITCH);
    assertThat(why(after.getProvenance().get("vatNumber")).getLosers())
        .containsExactly(new LosingValue(1, "\"GB990031000\"", true));
  }

  @Test
  void shouldHoldTheOrderFromEverWhereNobodySaysWhen() {
    Company crm = company(address("12 Quay Street", "OM1 2AB", null), null);
    Company books = company(address("4 Ledger Row", "OM9 9ZZ", null), null);

    assertThat(
            company(member("crm", "1", crm, null), member("accounting", "2", books, null))
                .getAddresses())
        .extracting(Address::getLine1)
        .containsExactly("12 Quay Street");
  }

  @Test
  void shouldMergeListsByElementAndSayWhoGaveAndWhoAgrees() {
    Person crm = person("Odalys", "Fennimore");
    crm.setEmails(List.of(new Email("odalys@fennimore.example", null)));
    crm.setPhones(List.of(phone("+442079460018", "020 7946 0018"), phone(null, "ext 12")));
    Person till = person("O", "Fennimore");
    till.setEmails(
        List.of(
            new Email("o.f@example.com", null),
            new Email("odalys@fennimore.example", "Odalys@Fennimore.example")));
    till.setPhones(
        List.of(
            phone("+442079460018", "+44 20 7946 0018"), phone("+442079460099", "020 7946 0099")));

    Person golden = person(member("crm", "1", crm, BEFORE), member("pos", "7", till, AFTER));

    assertThat(golden.getPhones())
        .extracting(Phone::getRaw)
        .containsExactly("020 7946 0018", "ext 12", "020 7946 0099");
    assertThat(golden.getEmails())
        .extracting(Email::getAddress)
        .containsExactly("odalys@fennimore.example", "o.f@example.com");
    Provenance phones = why(golden.getProvenance().get("phones"));
    assertThat(phones.getElements())
        .containsExactly(
            new ElementOrigin(0, List.of(1)),
            new ElementOrigin(0, List.of()),
            new ElementOrigin(1, List.of()));
    assertThat(phones.getLosers()).as("nothing is lost").isEmpty();
    assertThat(phones.getRule()).isEqualTo("elements: crm before pos");
  }

  @Test
  void shouldListANumberOnceAlsoWhereOneSourceListsItTwice() {
    Person crm = person("Odalys", "Fennimore");
    crm.setPhones(
        List.of(
            phone("+442079460018", "020 7946 0018"), phone("+442079460018", "(020) 7946-0018")));

    assertThat(person(member("crm", "1", crm, BEFORE)).getPhones())
        .extracting(Phone::getRaw)
        .containsExactly("020 7946 0018");
  }

  @Test
  void shouldKnowAPlaceByItsLinesAndPostcodeAndKeepWhatItIsFor() {
    Person crm = person("Odalys", "Fennimore");
    crm.setAddresses(List.of(address("12 Quay St.", "om1 2ab", null)));
    Person till = person("Odalys", "Fennimore");
    till.setAddresses(
        List.of(
            address("12 Quay Street", "OM12AB", AddressType.BILLING),
            address("12 QUAY STREET", "OM1 2AB", AddressType.SHIPPING)));

    Person golden = person(member("crm", "1", crm, BEFORE), member("pos", "7", till, BEFORE));

    assertThat(golden.getAddresses())
        .extracting(Address::getType)
        .containsExactly(AddressType.BILLING, AddressType.SHIPPING);
    assertThat(why(golden.getProvenance().get("addresses")).getElements())
        .containsExactly(new ElementOrigin(1, List.of(0)), new ElementOrigin(1, List.of()));
  }

  @Test
  void shouldTakeOneWordPerChannelOfConsentAndCountTheOtherAsAConflict() {
    Person crm = person("Odalys", "Fennimore");
    crm.setMarketingConsents(List.of(consent(ConsentStatus.UNSUBSCRIBED)));
    Person till = person("Odalys", "Fennimore");
    till.setMarketingConsents(List.of(consent(ConsentStatus.SUBSCRIBED)));

    Person golden = person(member("crm", "1", crm, BEFORE), member("pos", "7", till, BEFORE));

    assertThat(golden.getMarketingConsents())
        .extracting(Consent::getStatus)
        .containsExactly(ConsentStatus.UNSUBSCRIBED);
    assertThat(why(golden.getProvenance().get("marketingConsents")).getLosers())
        .containsExactly(
            new LosingValue(1, "{\"channel\":\"EMAIL\",\"status\":\"SUBSCRIBED\"}", true));
  }

  @Test
  void shouldNotCallAnotherSpellingAConflict() {
    Person crm = person("Odalys", "Fennimore");
    crm.setJobTitle("Events manager");
    crm.setFirstSeenAt(BEFORE);
    Person till = person("Ms O", "FENNIMORE");
    till.setJobTitle("EVENTS MANAGER.");
    till.setFirstSeenAt(AFTER);
    Person books = person("Olga", "Fennimore");
    books.setJobTitle("Owner");

    Person golden =
        person(
            member("crm", "1", crm, BEFORE),
            member("pos", "7", till, BEFORE),
            member("accounting", "3", books, BEFORE));

    assertThat(conflicts(golden, "name")).containsExactly(0);
    assertThat(conflicts(golden, "jobTitle")).containsExactly(0);
    assertThat(why(golden.getProvenance().get("jobTitle")).getLosers()).hasSize(2);
    assertThat(conflicts(golden, "firstSeenAt")).as("each till has its own").isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Fenn & Vale Ltd, FENN AND VALE LIMITED, false",
    "Fenn & Vale, Fenn and Vale Ltd., false",
    "Fenn LLP, Fenn Ltd, true",
    "Fenn & Vale, Fenn, true"
  })
  void shouldKnowACompanyByItsNameHoweverItIsShortened(
      String crmSays, String booksSay, boolean conflict) {
    Company crm = company(address("12 Quay Street", "OM1 2AB", null), null);
    crm.setTradingName(crmSays);
    Company books = company(address("12 Quay Street", "OM1 2AB", null), null);
    books.setTradingName(booksSay);

    assertThat(
            why(company(member("crm", "1", crm, BEFORE), member("accounting", "2", books, BEFORE))
                    .getProvenance()
                    .get("tradingName"))
                .getLosers())
        .extracting(LosingValue::getConflict)
        .containsExactly(conflict);
  }

  @Test
  void shouldNotCallItAConflictThatOneSystemHoldsTwoRecords() {
    Person golden =
        person(
            member("crm", "1", person("Odalys", "Fennimore"), BEFORE),
            member("crm", "2", person("Olga", "Fennimore"), AFTER));

    assertThat(why(golden.getProvenance().get("name")).getLosers())
        .extracting(LosingValue::getConflict)
        .containsExactly(false);
  }

  @Test
  void shouldGiveTheSameRecordInWhateverOrderItsMembersCome() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      List<Member> members = someMembers(random);
      String expected = Content.text(people.merge("cus_1", members));
      for (int again = 0; again < 5; again++) {
        List<Member> shuffled = new ArrayList<>(members);
        Collections.shuffle(shuffled, random);
        assertThat(Content.text(people.merge("cus_1", shuffled)))
            .as("seed %d, round %d", seed, round)
            .isEqualTo(expected);
      }
    }
  }

  private static List<Member> someMembers(Random random) {
    List<Member> members = new ArrayList<>();
    int count = 1 + random.nextInt(5);
    for (int i = 0; i < count; i++) {
      Person person =
          person(pick(random, "Odalys", "O", "Olga"), pick(random, "Fennimore", "FENNIMORE"));
      for (int n = random.nextInt(4); n > 0; n--) {
        person
            .getPhones()
            .add(phone("+44207946000" + random.nextInt(4), "as written " + random.nextInt(3)));
        person
            .getAddresses()
            .add(
                address(
                    pick(random, "1 Quay St", "1 Quay Street", "2 Row"),
                    "OM1 2AB",
                    random.nextBoolean()
                        ? null
                        : pick(random, AddressType.HOME, AddressType.WORK)));
        person
            .getMarketingConsents()
            .add(consent(pick(random, ConsentStatus.SUBSCRIBED, ConsentStatus.NEVER)));
      }
      Instant at = random.nextInt(4) == 0 ? null : BEFORE.plusSeconds(random.nextInt(3));
      SourceFragment fragment =
          member(pick(random, "crm", "accounting", "pos", "chat"), "id" + i, person, at).fragment();
      members.add(new Member(fragment, random.nextInt(4) == 0));
    }
    return members;
  }

  @SafeVarargs
  private static <T> T pick(Random random, T... from) {
    return from[random.nextInt(from.length)];
  }

  private static List<Integer> conflicts(Person golden, String field) {
    return why(golden.getProvenance().get(field)).getLosers().stream()
        .filter(LosingValue::getConflict)
        .map(LosingValue::getSource)
        .toList();
  }

  private static Provenance why(@Nullable Provenance provenance) {
    return Objects.requireNonNull(provenance);
  }

  private Person person(Member... members) {
    return (Person) people.merge("cus_1", List.of(members));
  }

  private Company company(Member... members) {
    return (Company) companies.merge("com_1", List.of(members));
  }

  private static Company company(Address address, @Nullable String vatNumber) {
    Company company = (Company) Envelope.blank(Entities.COMPANY);
    company.setId("");
    company.setUpdatedAt(Instant.EPOCH);
    company.setAddresses(List.of(address));
    company.setVatNumber(vatNumber);
    company.setRoles(List.of(CompanyRole.CUSTOMER));
    return company;
  }

  private static Person person(String given, String family) {
    Person person = (Person) Envelope.blank(Entities.PERSON);
    person.setId("");
    person.setUpdatedAt(Instant.EPOCH);
    person.setName(PersonName.newBuilder().setGiven(given).setFamily(family).build());
    person.setPhones(new ArrayList<>());
    person.setAddresses(new ArrayList<>());
    person.setMarketingConsents(new ArrayList<>());
    return person;
  }

  private static Phone phone(@Nullable String e164, String raw) {
    return new Phone(e164, raw);
  }

  private static Address address(String line, String postcode, @Nullable AddressType type) {
    return Address.newBuilder().setLine1(line).setPostcode(postcode).setType(type).build();
  }

  private static Consent consent(ConsentStatus status) {
    return Consent.newBuilder().setChannel(ConsentChannel.EMAIL).setStatus(status).build();
  }

  private static Member member(
      String connection, String id, SpecificRecord partial, @Nullable Instant occurredAt) {
    String entity = partial instanceof Company ? "company" : "person";
    SourceKey source = new SourceKey(connection, entity, id);
    Bytes body = new BodyCodec(Entities.named(entity)).encode(partial);
    return new Member(
        new SourceFragment(
            entity,
            source,
            AliasId.of(Entities.named(entity), source),
            new Stamp(1, false, Digest.of(body.toArray())),
            occurredAt,
            AFTER,
            List.of(),
            Profile.EMPTY,
            body),
        false);
  }
}
