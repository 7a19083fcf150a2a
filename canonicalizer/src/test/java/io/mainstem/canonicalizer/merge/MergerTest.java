package io.mainstem.canonicalizer.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.canonicalizer.fragment.BodyCodec;
import io.mainstem.canonicalizer.fragment.Cause;
import io.mainstem.canonicalizer.fragment.Digest;
import io.mainstem.canonicalizer.fragment.Member;
import io.mainstem.canonicalizer.fragment.SourceFragment;
import io.mainstem.canonicalizer.fragment.Stamp;
import io.mainstem.connections.Ownership;
import io.mainstem.connections.identity.Profile;
import io.mainstem.connections.json.Bytes;
import io.mainstem.schemas.AliasId;
import io.mainstem.schemas.Entities;
import io.mainstem.schemas.SourceKey;
import io.mainstem.schemas.canonical.Email;
import io.mainstem.schemas.canonical.Invoice;
import io.mainstem.schemas.canonical.InvoiceStatus;
import io.mainstem.schemas.canonical.Person;
import io.mainstem.schemas.canonical.PersonName;
import io.mainstem.schemas.canonical.Provenance;
import io.mainstem.schemas.canonical.Ref;
import io.mainstem.schemas.canonical.SourceRef;
import io.mainstem.schemas.event.Change;
import io.mainstem.schemas.event.ChangeKind;
import io.mainstem.schemas.event.FieldChange;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MergerTest {
  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
  private static final FieldAuthority CRM_FIRST =
      (entity, field) ->
          Ownership.by(
              field.equals("customerNumber") ? List.of("pos", "crm") : List.of("crm", "pos"));

  private final Merger people = new Merger(Entities.PERSON, CRM_FIRST, alias -> alias);

  @Test
  void shouldTakeEachFieldFromTheFirstInItsOrderThatSuppliesIt() {
    Person crm = person("Juniper", "juniper@wexcombe.example");
    Person till = person("J. W.", null);
    till.setCustomerNumber("C-7");
    crm.setCustomerNumber("crm-1");
    till.setJobTitle("Regular");

    Person golden = golden(member("crm", "1", 1, crm), member("pos", "7", 9, till));

    assertThat(Objects.requireNonNull(golden.getName()).getFull()).isEqualTo("Juniper");
    assertThat(golden.getCustomerNumber()).isEqualTo("C-7");
    assertThat(golden.getJobTitle()).isEqualTo("Regular");
    assertThat(golden.getSources())
        .extracting(SourceRef::getConnection)
        .containsExactly("crm", "pos");
    assertThat(why(golden, "name").getRule()).isEqualTo("authority: crm before pos");
    assertThat(why(golden, "name").getLosers())
        .singleElement()
        .satisfies(
            loser -> {
              assertThat(loser.getSource()).isEqualTo(1);
              assertThat(loser.getValue()).isEqualTo("{\"full\":\"J. W.\"}");
            });
    assertThat(why(golden, "customerNumber").getRule()).isEqualTo("authority: pos before crm");
    assertThat(why(golden, "jobTitle").getRule()).isEqualTo("only source");
    assertThat(why(golden, "jobTitle").getSource()).isEqualTo(1);
  }

  @Test
  void shouldTakeTheNewestWordWithinOneConnection() {
    Person golden =
        golden(
            member("crm", "1", 5, person("Older", null)),
            member("crm", "2", 6, person("Newer", null)));

    assertThat(Objects.requireNonNull(golden.getName()).getFull()).isEqualTo("Newer");
    assertThat(why(golden, "name").getRule()).isEqualTo("newest in crm");
  }

  @Test
  void shouldNotHearARecordItsSourceHasDeletedUnlessAllAre() {
    Member gone = new Member(member("crm", "1", 5, person("Gone", null)).fragment(), true);
    Member there = member("pos", "7", 1, person("There", null));

    assertThat(Objects.requireNonNull(golden(gone, there).getName()).getFull()).isEqualTo("There");
    assertThat(golden(gone, there).getDeleted()).isFalse();
    assertThat(golden(gone).getDeleted()).isTrue();
    assertThat(Objects.requireNonNull(golden(gone).getName()).getFull()).isEqualTo("Gone");
  }

  @Test
  void shouldNameWhatNobodySupplied() {
    Person first = person(null, "a@example.com");
    first.setMissing(List.of("name", "customerNumber"));
    Person second = person("Juniper", null);

    assertThat(golden(member("pos", "7", 1, first)).getMissing())
        .containsExactly("customerNumber", "name");
    assertThat(golden(member("pos", "7", 1, first), member("crm", "1", 1, second)).getMissing())
        .containsExactly("customerNumber");
  }

  @Test
  void shouldEmitNothingWhenNothingChanges() {
    MergeStep step = master(member("crm", "1", 1, person("A", null)));
    MergeResult first = people.apply(GoldenState.NONE, step, NOW);
    MergeStep again = master(member("crm", "1", 2, person("A", null)));

    assertThat(first.emission()).isNotNull();
    assertThat(people.apply(first.state(), again, NOW).emission()).isNull();
  }

  @Test
  void shouldNeverLetAnOldVersionOfAFactWin() {
    Merger invoices = new Merger(Entities.INVOICE, CRM_FIRST, alias -> alias);
    MergeResult paid = invoices.apply(GoldenState.NONE, fact(2, InvoiceStatus.PAID), NOW);
    MergeResult late = invoices.apply(paid.state(), fact(1, InvoiceStatus.SENT), NOW);

    assertThat(Objects.requireNonNull(paid.emission()).change().getEvents())
        .containsExactly("invoice.created", "invoice.paid");
    assertThat(late.emission()).isNull();
    assertThat(late.state()).isEqualTo(paid.state());
  }

  @Test
  void shouldRedirectAnAbsorbedRecordAndBringItBack() {
    Member member = member("crm", "1", 1, person("A", null));
    GoldenState alone = people.apply(GoldenState.NONE, master(member), NOW).state();
    MergeResult absorbed =
        people.apply(alone, new MergeStep.Absorb("person", "cus_1", "cus_2", cause()), NOW);
    MergeResult split = people.apply(absorbed.state(), master(member), NOW);

    assertThat(kind(absorbed)).isEqualTo(ChangeKind.MERGED);
    assertThat(Envelope.mergedInto(Objects.requireNonNull(absorbed.state().golden())))
        .isEqualTo("cus_2");
    assertThat(kind(split)).isEqualTo(ChangeKind.SPLIT);
    assertThat(Envelope.version(Objects.requireNonNull(split.state().golden()))).isEqualTo(3);
  }

  @Test
  void shouldCompleteAReferenceByTheIdOfToday() {
    Merger knowing =
        new Merger(Entities.PERSON, CRM_FIRST, alias -> alias.equals("com_1") ? "com_9" : alias);
    Person person = person("A", null);
    person.setCompany(new Ref("com_1", null));
    GoldenState state =
        knowing.apply(GoldenState.NONE, master(member("crm", "1", 1, person)), NOW).state();

    assertThat(((Person) Objects.requireNonNull(state.golden())).getCompany())
        .isEqualTo(new Ref("com_1", "com_9"));
  }

  @Test
  void shouldTellAnewWhomARecordRefersTo() {
    Person person = person("A", null);
    person.setCompany(new Ref("com_1", null));
    GoldenState before =
        people.apply(GoldenState.NONE, master(member("crm", "1", 1, person)), NOW).state();
    Merger knowing = new Merger(Entities.PERSON, CRM_FIRST, alias -> "com_9");

    MergeResult told = knowing.relink(before, cause(), NOW);

    Change change = Objects.requireNonNull(told.emission()).change();
    assertThat(change.getKind()).isEqualTo(ChangeKind.UPDATED);
    assertThat(change.getEvents()).isEmpty();
    assertThat(change.getVersion()).isEqualTo(2);
    assertThat(change.getFields())
        .containsExactly(
            new FieldChange(
                "company",
                "{\"alias\":\"com_1\",\"id\":\"com_1\"}",
                "{\"alias\":\"com_1\",\"id\":\"com_9\"}"));
    assertThat(knowing.relink(told.state(), cause(), NOW).emission()).isNull();
  }

  private static ChangeKind kind(MergeResult result) {
    return Objects.requireNonNull(result.emission()).change().getKind();
  }

  private static Provenance why(Person golden, String field) {
    return Objects.requireNonNull(golden.getProvenance().get(field));
  }

  private Person golden(Member... members) {
    return (Person)
        Objects.requireNonNull(
            people.apply(GoldenState.NONE, master(members), NOW).state().golden());
  }

  private static MergeStep master(Member... members) {
    return new MergeStep.Master("person", "cus_1", List.of(members), cause());
  }

  private static MergeStep fact(long version, InvoiceStatus status) {
    Invoice invoice = (Invoice) Envelope.blank(Entities.INVOICE);
    invoice.setId("");
    invoice.setUpdatedAt(Instant.EPOCH);
    invoice.setStatus(status);
    SourceKey source = new SourceKey("books", "invoice", "1");
    return new MergeStep.Fact(fragment("invoice", source, version, invoice), cause());
  }

  private static Cause cause() {
    return new Cause("e", new SourceKey("crm", "contact", "1"), "d", null, NOW, true);
  }

  private static Person person(@Nullable String name, @Nullable String email) {
    Person person = (Person) Envelope.blank(Entities.PERSON);
    person.setId("");
    person.setUpdatedAt(Instant.EPOCH);
    person.setName(name == null ? null : PersonName.newBuilder().setFull(name).build());
    person.setEmails(email == null ? List.of() : List.of(new Email(email, email)));
    return person;
  }

  private static Member member(String connection, String id, long version, Person person) {
    SourceKey source = new SourceKey(connection, "contact", id);
    return new Member(fragment("person", source, version, person), false);
  }

  private static SourceFragment fragment(
      String entity, SourceKey source, long version, SpecificRecord partial) {
    Bytes body = new BodyCodec(Entities.named(entity)).encode(partial);
    return new SourceFragment(
        entity,
        source,
        AliasId.of(Entities.named(entity), source),
        new Stamp(version, false, Digest.of(body.toArray())),
        NOW.plusSeconds(version),
        NOW,
        List.of(),
        Profile.EMPTY,
        body);
  }
}
