package io.mainstem.canonicalizer.topology;

import static io.mainstem.canonicalizer.ToyStream.in;
import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.canonicalizer.Toy;
import io.mainstem.canonicalizer.ToyEvents;
import io.mainstem.canonicalizer.ToyStream;
import io.mainstem.canonicalizer.merge.Content;
import io.mainstem.canonicalizer.merge.GoldenRecords;
import io.mainstem.schemas.AliasId;
import io.mainstem.schemas.Entities;
import io.mainstem.schemas.SourceKey;
import io.mainstem.schemas.canonical.Deal;
import io.mainstem.schemas.canonical.Person;
import io.mainstem.schemas.canonical.Provenance;
import io.mainstem.schemas.canonical.Ref;
import io.mainstem.schemas.event.Change;
import io.mainstem.schemas.event.ChangeKind;
import io.mainstem.schemas.event.DeadLetter;
import io.mainstem.schemas.event.Decision;
import io.mainstem.schemas.event.DecisionKind;
import io.mainstem.schemas.event.Link;
import io.mainstem.schemas.event.Operation;
import io.mainstem.schemas.event.Outcome;
import io.mainstem.schemas.event.OutcomeKind;
import io.mainstem.schemas.event.SourceEvent;
import io.mainstem.schemas.event.Stage;
import io.mainstem.schemas.event.Via;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The stages as a topology, on the toy business. */
class CanonicalizerTopologyTest {
  private static final String SOURCE = "source.crm";

  private ToyStream stream;

  @BeforeEach
  void start() {
    stream = new ToyStream();
  }

  /** A record dropped without a word is a bug wherever it happens. */
  @AfterEach
  void shouldHaveDroppedNothing() {
    assertThat(stream.droppedRecords()).isZero();
    stream.close();
  }

  @Test
  void shouldKeepItsDescription() throws IOException {
    String described = stream.describe();
    Path file =
        Path.of(
            System.getProperty("mainstem.root"),
            "canonicalizer/src/test/resources/io/mainstem/canonicalizer/topology/description.txt");
    if (!Files.exists(file)) {
      Files.writeString(file, described);
    }

    assertThat(described)
        .as("names of stores and internal topics are where yesterday's state is; %s", file)
        .isEqualTo(Files.readString(file));
  }

  @Test
  void shouldMakeOneCustomerOfWhatThreeToolsSay() {
    stream.send(ToyEvents.event("pos", "contact", "7", 1, "name=S. Smith;email=s@example.com"));
    stream.send(ToyEvents.event("crm", "contact", "1", 2, "name=Sara Smith;email=s@example.com"));
    stream.send(ToyEvents.event("books", "contact", "b", 3, "name=Smith;email=s@example.com"));

    String founder = AliasId.of(Entities.PERSON, new SourceKey("pos", "contact", "7"));
    Person person = in(stream.newest(Entities.PERSON, Person.class), founder);
    assertThat(stream.newest(Entities.PERSON, Person.class)).containsOnlyKeys(founder);
    assertThat(person.getName().getFull()).isEqualTo("Sara Smith");
    assertThat(person.getSources()).hasSize(3);
    assertThat(person.getVersion()).isEqualTo(3);
    Provenance why = in(person.getProvenance(), "name");
    assertThat(why.getRule()).isEqualTo("authority: crm before books");
    assertThat(why.getLosers()).hasSize(2);
    assertThat(stream.links().values())
        .allSatisfy(link -> assertThat(link.getCanonicalId()).isEqualTo(founder));
    assertThat(stream.links().values().stream().map(Link::getRule))
        .containsExactlyInAnyOrder("founder", "email", "email");
    assertThat(stream.outcomes().stream().map(Outcome::getKind)).containsOnly(OutcomeKind.APPLIED);
  }

  @Test
  void shouldAbsorbARecordThatTurnsOutToBeTheSameAndReleaseItAgain() {
    SourceKey late = new SourceKey("crm", "contact", "1");
    stream.send(ToyEvents.event("pos", "contact", "7", 1, "name=A;email=a@example.com"));
    stream.send(ToyEvents.event("crm", "contact", "1", 2, "name=B;email=b@example.com"));
    stream.send(ToyEvents.event("crm", "contact", "1", 3, "name=B;email=a@example.com"));
    stream.send(ToyEvents.event("crm", "contact", "1", 4, "name=B;email=b@example.com"));

    String founder = AliasId.of(Entities.PERSON, new SourceKey("pos", "contact", "7"));
    String other = AliasId.of(Entities.PERSON, late);
    List<Change> changes = stream.changes(Entities.PERSON);
    assertThat(changes.stream().filter(change -> change.getId().equals(other)))
        .extracting(Change::getKind)
        .containsExactly(ChangeKind.CREATED, ChangeKind.MERGED, ChangeKind.SPLIT);
    assertThat(changes.stream().filter(change -> change.getKind() == ChangeKind.MERGED))
        .extracting(Change::getMergedInto)
        .containsExactly(founder);
    Map<String, Person> newest = stream.newest(Entities.PERSON, Person.class);
    assertThat(in(newest, other).getMergedInto()).isNull();
    assertThat(in(newest, founder).getSources()).hasSize(1);
    assertThat(in(stream.links(), late.linkKey("person")).getCanonicalId()).isEqualTo(other);
  }

  /** Linked, changed on both sides, set apart: as if they had never been linked. */
  @Test
  void shouldUndoALinkExactly() {
    List<SourceEvent> events =
        List.of(
            ToyEvents.event("pos", "contact", "7", 1, "name=A;email=a@example.com"),
            ToyEvents.event("crm", "contact", "1", 2, "name=B;email=b@example.com;job=Cook"),
            ToyEvents.event("crm", "contact", "1", 3, "name=B;email=a@example.com;job=Cook"),
            ToyEvents.event("pos", "contact", "7", 4, "name=A. Long;email=a@example.com;phone=1"),
            ToyEvents.event("crm", "contact", "1", 5, "name=B. Short;email=a@example.com"),
            ToyEvents.event("crm", "deal", "8", 6, "name=Feast;contact=1"),
            ToyEvents.event("pos", "deal", "4", 7, "name=Lunch;contact=7"));
    Decision split =
        new Decision(
            DecisionKind.SPLIT,
            "person",
            List.of("crm|contact|1", "pos|contact|7"),
            "ann",
            "the address was handed on",
            Instant.EPOCH);
    stream.send(ToyEvents.event("crm", "deal", "9", 1, "name=Party;contact=1"));
    events.forEach(stream::send);
    assertThat(stream.newest(Entities.PERSON, Person.class).values())
        .filteredOn(person -> person.getMergedInto() == null)
        .hasSize(1);
    assertThat(stream.newest(Entities.DEAL, Deal.class).values())
        .extracting(deal -> deal.getPrimaryContact().getId())
        .containsOnly(AliasId.of(Entities.PERSON, new SourceKey("pos", "contact", "7")));
    stream.decide("d", split);

    try (ToyStream never = new ToyStream()) {
      never.decide("d", split);
      never.send(ToyEvents.event("crm", "deal", "9", 1, "name=Party;contact=1"));
      events.forEach(never::send);
      assertThat(content(never)).hasSize(5).isEqualTo(content(stream));
    }
    String second = AliasId.of(Entities.PERSON, new SourceKey("crm", "contact", "1"));
    assertThat(stream.changes(Entities.PERSON))
        .filteredOn(change -> change.getId().equals(second))
        .extracting(Change::getKind)
        .last()
        .isEqualTo(ChangeKind.SPLIT);
  }

  /** Of everybody, and of what refers to them. */
  private static Map<String, String> content(ToyStream stream) {
    Map<String, String> content = new TreeMap<>();
    stream
        .newest(Entities.PERSON, Person.class)
        .forEach((id, person) -> content.put(id, Content.text(person)));
    stream
        .newest(Entities.DEAL, Deal.class)
        .forEach((id, deal) -> content.put(id, Content.text(deal)));
    return content;
  }

  @Test
  void shouldTellWhatRefersToAMasterOnceItHasAnotherId() {
    SourceEvent linking = ToyEvents.event("crm", "contact", "1", 3, "name=B;email=a@example.com");
    stream.send(ToyEvents.event("crm", "deal", "9", 1, "name=Party;status=WON;contact=1"));
    stream.send(ToyEvents.event("pos", "contact", "7", 1, "name=A;email=a@example.com"));
    stream.send(ToyEvents.event("crm", "contact", "1", 2, "name=B;email=b@example.com"));
    stream.send(linking);

    String own = AliasId.of(Entities.PERSON, new SourceKey("crm", "contact", "1"));
    String founder = AliasId.of(Entities.PERSON, new SourceKey("pos", "contact", "7"));
    assertThat(stream.changes(Entities.DEAL)).hasSize(2);
    Change told = stream.changes(Entities.DEAL).getLast();
    assertThat(told.getKind()).isEqualTo(ChangeKind.UPDATED);
    assertThat(told.getEvents()).isEmpty();
    assertThat(told.getCausedBy()).isEqualTo(linking.getEventId());
    assertThat(told.getFields())
        .singleElement()
        .satisfies(
            field -> {
              assertThat(field.getField()).isEqualTo("primaryContact");
              assertThat(field.getBefore()).contains("\"id\":\"" + own);
              assertThat(field.getAfter()).contains("\"id\":\"" + founder);
            });
    assertThat(stream.outcomes()).hasSize(4);
  }

  @Test
  void shouldTellManyInSlicesAndLoseNoneThatChangeMeanwhile() {
    int deals = 2 * GoldenRecords.SLICE;
    stream.send(ToyEvents.event("pos", "contact", "7", 1, "name=A;email=a@example.com"));
    for (int n = 0; n < deals; n++) {
      stream.send(ToyEvents.event("crm", "deal", "d" + n, 1, "name=Party;contact=1"));
    }
    stream.send(ToyEvents.event("crm", "contact", "1", 2, "name=B;email=a@example.com"));
    assertThat(stream.changes(Entities.DEAL)).hasSize(deals + GoldenRecords.SLICE);
    stream.send(ToyEvents.event("crm", "contact", "1", 3, "name=B;email=b@example.com"));
    stream.send(ToyEvents.event("crm", "contact", "1", 4, "name=B;email=a@example.com"));
    stream.advance(MergeProcessor.BETWEEN_SLICES);
    stream.advance(MergeProcessor.BETWEEN_SLICES);

    assertThat(stream.newest(Entities.DEAL, Deal.class).values())
        .hasSize(deals)
        .extracting(deal -> deal.getPrimaryContact().getId())
        .containsOnly(AliasId.of(Entities.PERSON, new SourceKey("pos", "contact", "7")));
    int told = stream.changes(Entities.DEAL).size();
    stream.advance(MergeProcessor.BETWEEN_SLICES);
    assertThat(stream.changes(Entities.DEAL)).hasSize(told);
    assertThat(stream.droppedRecords()).isZero();
  }

  /** The CRM merges two contacts: one person from then on, until the CRM takes it back. */
  @Test
  void shouldFollowAMergeByTheToolItselfUntilTheRecordLivesAgain() {
    SourceKey kept = new SourceKey("crm", "contact", "1");
    SourceKey gone = new SourceKey("crm", "contact", "2");
    String keptId = AliasId.of(Entities.PERSON, kept);
    String goneId = AliasId.of(Entities.PERSON, gone);
    stream.send(ToyEvents.event("crm", "contact", "1", 1, "name=A;email=a@example.com"));
    stream.send(ToyEvents.event("crm", "contact", "2", 2, "name=B;email=b@example.com"));
    stream.send(ToyEvents.event("crm", "deal", "9", 1, "name=Party;contact=2"));
    stream.send(ToyEvents.merged("crm", "contact", "2", 3, "1"));

    Link link = in(stream.links(), gone.linkKey("person"));
    assertThat(link.getCanonicalId()).isEqualTo(keptId);
    assertThat(link.getRule()).isEqualTo("vendor-merge");
    assertThat(link.getReason()).isEqualTo("crm itself merged it with a contact in crm.");
    Map<String, Person> people = stream.newest(Entities.PERSON, Person.class);
    assertThat(in(people, goneId).getMergedInto()).isEqualTo(keptId);
    assertThat(in(people, keptId).getName().getFull()).isEqualTo("A");
    assertThat(in(people, keptId).getDeleted()).isFalse();
    assertThat(stream.newest(Entities.DEAL, Deal.class).values())
        .extracting(deal -> deal.getPrimaryContact().getId())
        .containsOnly(keptId);

    stream.send(ToyEvents.deleted("crm", "contact", "2", 4));
    assertThat(in(stream.links(), gone.linkKey("person")).getCanonicalId()).isEqualTo(keptId);

    stream.send(ToyEvents.event("crm", "contact", "2", 5, "name=B;email=b@example.com"));
    assertThat(in(stream.links(), gone.linkKey("person")).getCanonicalId()).isEqualTo(goneId);
    assertThat(stream.newest(Entities.DEAL, Deal.class).values())
        .extracting(deal -> deal.getPrimaryContact().getId())
        .containsOnly(goneId);
    assertThat(stream.outcomes().stream().map(Outcome::getKind)).containsOnly(OutcomeKind.APPLIED);
    assertThat(stream.outcomes()).hasSize(6);
  }

  @Test
  void shouldBelieveAPersonRatherThanTheTool() {
    SourceKey gone = new SourceKey("crm", "contact", "2");
    Decision apart =
        new Decision(
            DecisionKind.CANNOT_LINK,
            "person",
            List.of("crm|contact|1", "crm|contact|2"),
            "ann",
            "father and son, merged by mistake",
            Instant.EPOCH);
    List<SourceEvent> events =
        List.of(
            ToyEvents.event("crm", "contact", "1", 1, "name=A;email=a@example.com"),
            ToyEvents.event("crm", "contact", "2", 2, "name=B;email=b@example.com"),
            ToyEvents.merged("crm", "contact", "2", 3, "1"));
    events.forEach(stream::send);
    stream.decide("d", apart);
    assertThat(in(stream.links(), gone.linkKey("person")).getCanonicalId())
        .isEqualTo(AliasId.of(Entities.PERSON, gone));

    try (ToyStream before = new ToyStream()) {
      before.decide("d", apart);
      events.reversed().forEach(before::send);
      assertThat(before.content()).isEqualTo(stream.content());
    }
  }

  @Test
  void shouldNameBusinessEventsAndWhatCausedThem() {
    stream.send(ToyEvents.event("crm", "deal", "9", 1, "name=Party;status=OPEN;amount=10"));
    SourceEvent won = ToyEvents.event("crm", "deal", "9", 2, "name=Party;status=WON;amount=10");
    stream.send(won);

    Change change = stream.changes(Entities.DEAL).getLast();
    assertThat(change.getEvents()).containsExactly("deal.won");
    assertThat(change.getCausedBy()).isEqualTo(won.getEventId());
    assertThat(change.getFields())
        .singleElement()
        .satisfies(
            field -> {
              assertThat(field.getField()).isEqualTo("status");
              assertThat(field.getBefore()).isEqualTo("\"OPEN\"");
              assertThat(field.getAfter()).isEqualTo("\"WON\"");
            });
  }

  @Test
  void shouldCompleteReferencesByTheCanonicalId() {
    stream.send(ToyEvents.event("pos", "contact", "7", 1, "name=A;email=a@example.com"));
    stream.send(ToyEvents.event("crm", "contact", "1", 2, "name=A;email=a@example.com"));
    stream.send(ToyEvents.event("crm", "deal", "9", 1, "name=Party;contact=1"));

    assertThat(stream.newest(Entities.DEAL, Deal.class).values())
        .singleElement()
        .satisfies(
            deal -> {
              assertThat(deal.getPrimaryContact().getAlias())
                  .isEqualTo(AliasId.of(Entities.PERSON, new SourceKey("crm", "contact", "1")));
              assertThat(deal.getPrimaryContact().getId())
                  .isEqualTo(AliasId.of(Entities.PERSON, new SourceKey("pos", "contact", "7")));
            });
  }

  @Test
  void shouldTellApartRepeatedOldUnchangedAndUnwantedEvents() {
    SourceEvent second = ToyEvents.event("crm", "deal", "9", 2, "name=Party");
    stream.send(second);
    stream.send(second);
    stream.send(ToyEvents.event("crm", "deal", "9", 1, "name=Old"));
    stream.send(ToyEvents.event("crm", "deal", "9", 3, "name=Party"));
    stream.send(ToyEvents.event("crm", "deal", "10", 1, "name=Party;skip=1"));

    assertThat(stream.outcomes())
        .extracting(Outcome::getKind)
        .containsExactly(
            OutcomeKind.APPLIED,
            OutcomeKind.DUPLICATE,
            OutcomeKind.SUPERSEDED,
            OutcomeKind.UNCHANGED,
            OutcomeKind.FILTERED);
    assertThat(stream.changes(Entities.DEAL)).hasSize(1);
  }

  @Test
  void shouldKeepADeletedRecordsLastValues() {
    stream.send(ToyEvents.event("crm", "deal", "9", 1, "name=Party"));
    stream.send(ToyEvents.deleted("crm", "deal", "9", 2));

    assertThat(stream.newest(Entities.DEAL, Deal.class).values())
        .singleElement()
        .satisfies(
            deal -> {
              assertThat(deal.getDeleted()).isTrue();
              assertThat(deal.getName()).isEqualTo("Party");
            });
    assertThat(stream.changes(Entities.DEAL).getLast().getEvents()).containsExactly("deal.deleted");
  }

  @Test
  void shouldCarryTheTraceThroughAllStages() {
    RecordHeaders headers = new RecordHeaders();
    headers.add("traceparent", "00-aa-bb-01".getBytes(StandardCharsets.UTF_8));
    stream.send(ToyEvents.event("crm", "contact", "1", 1, "name=A;email=a@example.com"), headers);

    for (String topic : List.of("canonical.person.v1", "changes.person.v1", "ledger.v1")) {
      assertThat(stream.headers(topic))
          .isNotEmpty()
          .allSatisfy(found -> assertThat(found.lastHeader("traceparent")).isNotNull());
    }
  }

  static Stream<Arguments> unfit() {
    SourceEvent good = ToyEvents.event("crm", "deal", "9", 1, "name=Party");
    byte[] bytes = ToyStream.encode(SOURCE, good);
    byte[] unknown = bytes.clone();
    unknown[1] = 99;
    byte[] key = utf8("deal|9");
    SourceEvent gone =
        SourceEvent.newBuilder(good).setObject("unheard").setOperation(Operation.DELETE).build();
    return Stream.of(
        Arguments.of("NULL_VALUE", Stage.DECODE, key, null),
        Arguments.of("NULL_KEY", Stage.DECODE, null, bytes),
        Arguments.of("NOT_FRAMED", Stage.DECODE, key, utf8("{}")),
        Arguments.of("UNKNOWN_SCHEMA", Stage.DECODE, key, unknown),
        Arguments.of("UNDECODABLE", Stage.DECODE, key, Arrays.copyOf(bytes, 9)),
        Arguments.of("WRONG_TYPE", Stage.DECODE, key, ToyStream.encode(SOURCE, new Ref("a", null))),
        Arguments.of("MISADDRESSED", Stage.DECODE, utf8("deal|8"), bytes),
        Arguments.of(
            "MISADDRESSED",
            Stage.DECODE,
            key,
            ToyStream.encode(SOURCE, ToyEvents.event("pos", "deal", "9", 1, "name=Party"))),
        unfit("NOT_JSON", ToyEvents.event("crm", "deal", "9", 1, "nonsense")),
        unfit("UNKNOWN_OBJECT", ToyEvents.event("crm", "_delivery", "9", 1, "name=Party")),
        unfit("UNKNOWN_OBJECT", gone),
        unfit("UNKNOWN_VALUE", ToyEvents.event("crm", "deal", "9", 1, "status=UNHEARD_OF")),
        unfit("UNSTORABLE", ToyEvents.event("crm", "deal", "9", 1, "amount=0.00001")));
  }

  private static Arguments unfit(String code, SourceEvent event) {
    return Arguments.of(
        code,
        Stage.MAP,
        utf8(event.getObject() + "|" + event.getSourceId()),
        ToyStream.encode(SOURCE, event));
  }

  @ParameterizedTest
  @MethodSource("unfit")
  void shouldQuarantineWhatDoesNotFitWithItsCauseAndItsBytes(
      String code, Stage stage, byte[] key, byte[] value) {
    stream.sendRaw(SOURCE, key, value);

    DeadLetter letter = stream.deadLetters().getLast();
    Outcome outcome = stream.outcomes().getLast();
    assertThat(letter.getCode()).isEqualTo(code);
    assertThat(letter.getStage()).isEqualTo(stage);
    assertThat(letter.getCause()).endsWith(".").doesNotContain("Exception");
    assertThat(letter.getTopic()).isEqualTo(SOURCE);
    assertThat(letter.getOriginal()).isEqualTo(original(stage, value));
    assertThat(outcome.getKind()).isEqualTo(OutcomeKind.QUARANTINED);
    assertThat(outcome.getCode()).isEqualTo(code);
    assertThat(outcome.getEventId()).isEqualTo(letter.getEventId());
    assertThat(stream.outcomes()).hasSize(1);

    stream.send(ToyEvents.event("crm", "deal", "1", 1, "name=Next"));
    assertThat(stream.outcomes().getLast().getKind()).isEqualTo(OutcomeKind.APPLIED);
  }

  private static ByteBuffer original(Stage stage, byte[] value) {
    if (value == null) {
      return ByteBuffer.allocate(0);
    }
    return stage == Stage.DECODE
        ? ByteBuffer.wrap(value)
        : ToyStream.decode(SOURCE, value).getPayload();
  }

  @Test
  void shouldTakeAMendedCopyOfAQuarantinedEvent() {
    SourceEvent unfit = ToyEvents.event("crm", "deal", "9", 5, "status=UNHEARD_OF");
    stream.send(unfit);
    stream.send(unfit);
    stream.send(
        SourceEvent.newBuilder(unfit)
            .setVia(Via.REPLAY)
            .setPayload(ByteBuffer.wrap(utf8("id=9;status=WON")))
            .build());

    assertThat(stream.outcomes())
        .extracting(Outcome::getKind)
        .containsExactly(OutcomeKind.QUARANTINED, OutcomeKind.DUPLICATE, OutcomeKind.APPLIED);
    assertThat(stream.deadLetters()).hasSize(1);
  }

  @Test
  void shouldComeToTheOraclesContentInAnyOrder() {
    List<SourceEvent> events = new ArrayList<>(ToyEvents.history(Toy.ALONE, 7));
    Collections.shuffle(events, new Random(7));
    events.forEach(stream::send);

    assertThat(stream.content()).isEqualTo(Toy.ALONE.oracle().fold(events));
    assertThat(stream.outcomes()).hasSameSizeAs(events);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
