package io.mainstem.canonicalizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.canonicalizer.map.SourceDecider;
import io.mainstem.canonicalizer.map.WorkspaceIdentifiers;
import io.mainstem.canonicalizer.merge.Content;
import io.mainstem.canonicalizer.merge.Envelope;
import io.mainstem.canonicalizer.merge.FieldAuthority;
import io.mainstem.canonicalizer.replay.CanonicalContent;
import io.mainstem.canonicalizer.replay.Outlook;
import io.mainstem.canonicalizer.replay.Replay;
import io.mainstem.canonicalizer.replay.WhatIf;
import io.mainstem.canonicalizer.resolve.WorkspaceRules;
import io.mainstem.canonicalizer.topology.Rules;
import io.mainstem.connections.Identity;
import io.mainstem.connections.Ownership;
import io.mainstem.connections.expression.Business;
import io.mainstem.schemas.Entities;
import io.mainstem.schemas.EntityType;
import io.mainstem.schemas.event.AuditEntry;
import io.mainstem.schemas.event.SourceEvent;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Other files: what-if says what they would do, and the running stages then do just that. */
class RuleChangeTest {
  private static final Business BUSINESS =
      new Business("GBP", "GB", ZoneId.of("Europe/London"), LocalTime.of(4, 0));
  private static final List<String> CONNECTIONS = Toy.ALONE.connections();
  private static final String EMAIL = "{name: email, of: \"person.emails.map(e, e.address)\"}";
  private static final String PHONE = "{name: phone, of: \"person.phones.map(p, p.e164)\"}";
  private static final String COMPANY =
      "company: {strong: [{name: name, of: \"[company.legalName]\"}], compare: []}\n";

  private static final FieldAuthority AS_EVER = by(CONNECTIONS);

  /** The files of a business. */
  record Files(WorkspaceRules identity, FieldAuthority authority) {
    static Files of(String identity, FieldAuthority authority) {
      return new Files(
          new WorkspaceRules(Identity.ofText(identity, BUSINESS), BUSINESS), authority);
    }

    Map<String, SourceDecider> deciders() {
      Map<String, SourceDecider> deciders = new HashMap<>();
      CONNECTIONS.forEach(
          name ->
              deciders.put(
                  name,
                  new SourceDecider(
                      new ToyMapper(name), new WorkspaceIdentifiers(identity.identity()))));
      return deciders;
    }

    Rules rules() {
      return new Rules(deciders(), identity, authority);
    }

    CanonicalContent fold(List<SourceEvent> events) {
      return new Replay(deciders(), rules().resolving(), authority).fold(events);
    }

    WhatIf whatIf(Files other) {
      return new WhatIf(
          new WhatIf.Files(identity, authority),
          new WhatIf.Files(other.identity(), other.authority()));
    }
  }

  private static FieldAuthority by(List<String> order) {
    return (entity, field) -> Ownership.by(order);
  }

  /** Names and addresses of people and companies stand together. */
  private static FieldAuthority grouped(List<String> order) {
    return (entity, field) ->
        new Ownership(
            Set.of("emails", "phones", "legalName", "name", "amount").contains(field) ? "g" : null,
            Ownership.Lists.BY_SCHEMA,
            List.of(new Ownership.Order(null, Instant.MIN, order, order.size(), 1)));
  }

  private static String person(String strong, String more) {
    return COMPANY
        + "person:\n  strong: ["
        + strong
        + "]\n"
        + """
          compare:
            - {name: name, as: text, of: "[person.name.full]"}
            - {name: job, as: exact, of: "[person.jobTitle]"}
          block: [[name]]
          prior: 0.01
          ask: 0.1
          coherence: -10
        """
        + more;
  }

  private static final Files TODAY = Files.of(person(EMAIL, "  link: 0.5\n"), AS_EVER);

  static Stream<Arguments> changes() {
    return Stream.of(
        Arguments.of("nothing", TODAY),
        Arguments.of(
            "an order", Files.of(person(EMAIL, "  link: 0.5\n"), by(CONNECTIONS.reversed()))),
        Arguments.of(
            "a group", Files.of(person(EMAIL, "  link: 0.5\n"), grouped(CONNECTIONS.reversed()))),
        Arguments.of("an identifier less", Files.of(person("", "  link: 0.5\n"), AS_EVER)),
        Arguments.of(
            "an identifier more", Files.of(person(EMAIL + ", " + PHONE, "  link: 0.5\n"), AS_EVER)),
        Arguments.of("a threshold", Files.of(person(EMAIL, "  link: 0.9999\n"), AS_EVER)),
        Arguments.of(
            "another comparison",
            Files.of(
                person(EMAIL, "  link: 0.5\n")
                    .replace("    - {name: job, as: exact, of: \"[person.jobTitle]\"}\n", ""),
                AS_EVER)),
        Arguments.of(
            "weights",
            Files.of(
                person(EMAIL, "  link: 0.5\n")
                    .replace("jobTitle]\"", "jobTitle]\", levels: {the same: [0.5, 0.5]}"),
                AS_EVER)),
        Arguments.of(
            "generic values",
            Files.of(person(EMAIL, "  link: 0.5\n  generic: [\"^p1\"]\n"), AS_EVER)),
        Arguments.of(
            "smaller clusters",
            Files.of(person(EMAIL, "  link: 0.5\n  maxClusterSize: 2\n"), AS_EVER)),
        Arguments.of(
            "nothing but people",
            Files.of(person(EMAIL, "  link: 0.5\n  reportOnly: true\n"), AS_EVER)),
        Arguments.of(
            "no comparison",
            Files.of(
                COMPANY + "person: {strong: [" + EMAIL + "], compare: []}\n",
                by(CONNECTIONS.reversed()))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void shouldDoExactlyWhatWhatIfSays(String change, Files other) {
    List<SourceEvent> events = events(1, 50);
    ToyStream stream = new ToyStream(TODAY.rules());
    events.forEach(stream::send);
    Map<String, SpecificRecord> before = newest(stream);
    List<Outlook> outlooks = outlooks(stream, other);
    assertThat(stream.content()).isEqualTo(TODAY.fold(events));

    ToyStream after = stream.restarted(other.rules());
    after.rest();

    assertThat(after.brakes()).isEmpty();
    assertThat(text(after.content())).isEqualTo(text(other.fold(events)));
    assertThat(
            outlooks.stream()
                .flatMap(each -> each.differences().stream())
                .map(RuleChangeTest::words))
        .as(change)
        .containsExactlyInAnyOrderElementsOf(happened(masters(before), masters(newest(after))));
    assertThat(outlooks.stream().mapToLong(each -> each.differences().size()).sum() > 0)
        .isEqualTo(!change.equals("nothing"));
    assertThat(after.droppedRecords()).isZero();
    after.close();
  }

  /** Killed after every few slices, with events in between: as if the files had always been so. */
  @Test
  void shouldResumeWhereItWasAndHandleWhatArrivesMeanwhile() {
    Files other =
        Files.of(person(PHONE, "  link: 0.9\n  mergeAtMost: 1000\n"), by(CONNECTIONS.reversed()));
    List<SourceEvent> events = new ArrayList<>(events(2, 180));
    ToyStream stream = new ToyStream(TODAY.rules());
    events.forEach(stream::send);
    stream = stream.restarted(other.rules());
    List<SourceEvent> late = events(3, 45);
    int restarts = 0;
    for (int i = 0; i < late.size(); i++) {
      stream.send(late.get(i));
      if (i % 3 == 0) {
        stream.tick(1);
      }
      if (i % 15 == 14) {
        restarts += stream.isBusy() ? 1 : 0;
        stream = stream.restarted(other.rules());
      }
    }
    stream.rest();
    events.addAll(late);

    assertThat(restarts).as("restarted in the middle").isPositive();
    assertThat(text(stream.content())).isEqualTo(text(other.fold(events)));
    assertThat(stream.outcomes()).hasSameSizeAs(events);
    stream.close();
  }

  @Test
  void shouldHoldOnToTheRulesAcceptedLastWhereOthersWouldMergeTooMuch() {
    List<SourceEvent> events = new ArrayList<>(events(4, 45));
    ToyStream stream = new ToyStream(TODAY.rules());
    events.forEach(stream::send);
    int merged = Math.toIntExact(people(stream, more(1000)).merged());
    Outlook tooMuch = people(stream, more(merged - 1));
    assertThat(merged).isGreaterThan(2);
    assertThat(tooMuch.braked()).isTrue();
    assertThat(people(stream, more(merged)).braked()).isFalse();

    stream = stream.restarted(more(merged - 1).rules());
    stream.rest();
    assertThat(stream.brakes()).isEqualTo(Map.of("person", merged - 1));
    assertThat(stream.audit())
        .extracting(AuditEntry::getVerb, AuditEntry::getSubject)
        .containsExactly(org.assertj.core.api.Assertions.tuple("braked", "identity.yaml/person"));
    assertThat(stream.content()).isEqualTo(TODAY.fold(events));

    List<SourceEvent> late = events(5, 12);
    late.forEach(stream::send);
    events.addAll(late);
    assertThat(stream.content()).as("late events too").isEqualTo(TODAY.fold(events));

    stream = stream.restarted(more(1000).rules());
    stream.rest();
    assertThat(stream.brakes()).isEmpty();
    assertThat(stream.content()).isEqualTo(more(1000).fold(events));
    stream.close();
  }

  @Test
  void shouldTakeUpRulesAtTheLimit() {
    List<SourceEvent> events = events(4, 45);
    ToyStream stream = new ToyStream(TODAY.rules());
    events.forEach(stream::send);
    int merged = Math.toIntExact(people(stream, more(1000)).merged());

    stream = stream.restarted(more(merged).rules());
    stream.rest();

    assertThat(stream.brakes()).isEmpty();
    assertThat(stream.content()).isEqualTo(more(merged).fold(events));
    stream.close();
  }

  /** A line for each, so that a difference can be read. */
  private static List<String> text(CanonicalContent content) {
    return Stream.concat(
            content.records().values().stream(),
            content.links().entrySet().stream().map(Object::toString))
        .toList();
  }

  private static Files more(int mergeAtMost) {
    return Files.of(
        person(EMAIL + ", " + PHONE, "  link: 0.5\n  mergeAtMost: " + mergeAtMost + "\n"), AS_EVER);
  }

  private static Outlook people(ToyStream stream, Files other) {
    return outlooks(stream, other).stream()
        .filter(each -> each.entity().equals("person"))
        .findFirst()
        .orElseThrow();
  }

  private static List<Outlook> outlooks(ToyStream stream, Files other) {
    return TODAY.whatIf(other).of(stream.stored(), Set.of());
  }

  private static String words(Outlook.Difference difference) {
    return switch (difference) {
      case Outlook.Merged merged -> merged.id() + " merged into " + merged.into();
      case Outlook.Split split -> split.id() + " split";
      case Outlook.Changed changed -> changed.id() + " changed";
    };
  }

  private static List<String> happened(
      Map<String, SpecificRecord> before, Map<String, SpecificRecord> after) {
    List<String> happened = new ArrayList<>();
    Set<String> ids = new TreeSet<>(before.keySet());
    ids.addAll(after.keySet());
    for (String id : ids) {
      SpecificRecord old = before.get(id);
      SpecificRecord young = ToyStream.in(after, id);
      boolean wasLive = old != null && Envelope.mergedInto(old) == null;
      String into = Envelope.mergedInto(young);
      if (wasLive && into != null) {
        happened.add(id + " merged into " + into);
      } else if (!wasLive && into == null) {
        happened.add(id + " split");
      } else if (wasLive && !Content.same(old, young)) {
        happened.add(id + " changed");
      }
    }
    return happened;
  }

  /** Facts are told anew only for the ids they refer to. */
  private static Map<String, SpecificRecord> masters(Map<String, SpecificRecord> all) {
    Map<String, SpecificRecord> masters = new HashMap<>(all);
    masters.keySet().removeIf(id -> !Entities.ofId(id).orElseThrow().isMaster());
    return masters;
  }

  private static Map<String, SpecificRecord> newest(ToyStream stream) {
    Map<String, SpecificRecord> newest = new HashMap<>();
    for (EntityType entity : Entities.all()) {
      newest.putAll(stream.newest(entity, entity.type()));
    }
    return newest;
  }

  /** Contacts, deals and payments of three tools, with much in common and some said again. */
  private static List<SourceEvent> events(long seed, int count) {
    Random random = new Random(seed);
    List<SourceEvent> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String connection = CONNECTIONS.get(random.nextInt(CONNECTIONS.size()));
      String id = seed + "-" + random.nextInt(count / 2);
      events.add(
          SourceEvent.newBuilder(
                  ToyEvents.event(connection, "contact", id, i + 1, contact(random, count)))
              .setReceivedAt(ToyEvents.MORNING.plusSeconds(seed * 10_000 + i))
              .build());
      if (i % 10 == 0) {
        events.add(ToyEvents.event(connection, "deal", id, i + 1, "name=D;amount=1;contact=" + id));
        events.add(ToyEvents.event(connection, "payment", id, i + 1, "till=T" + i % 3));
      }
    }
    return events;
  }

  private static String contact(Random random, int count) {
    StringBuilder says = new StringBuilder("name=Person ").append(random.nextInt(count / 4));
    if (random.nextInt(2) == 0) {
      says.append(";email=p").append(random.nextInt(count / 4)).append("@example.com");
    }
    if (random.nextInt(2) == 0) {
      says.append(";phone=+4420").append(random.nextInt(count / 4));
    }
    if (random.nextInt(2) == 0) {
      says.append(";job=Job ").append(random.nextInt(4));
    }
    if (random.nextInt(3) == 0) {
      says.append(";company=Company ").append(random.nextInt(8));
    }
    return says.toString();
  }
}
