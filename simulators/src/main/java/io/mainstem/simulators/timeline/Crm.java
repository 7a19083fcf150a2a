package io.mainstem.simulators.timeline;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.simulators.business.Business;
import io.mainstem.simulators.business.Calendar;
import io.mainstem.simulators.business.Client;
import io.mainstem.simulators.business.DealPlan;
import io.mainstem.simulators.business.Dice;
import io.mainstem.simulators.business.Person;
import io.mainstem.simulators.timeline.Happening.RecordChanged;
import io.mainstem.simulators.timeline.Happening.RecordDeleted;
import io.mainstem.simulators.timeline.Happening.Told;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The CRM: contacts, companies, and deals on their way through the stages. */
final class Crm {
  static final String CONTACTS = "contacts";
  static final String COMPANIES = "companies";
  static final String DEALS = "deals";

  /** A contact someone deletes on this day; known to no other tool. */
  private static final int DELETED_ON_DAY = 3;

  private static final int DELETED_PERSON = 27;
  private static final List<String> JOBS =
      List.of("Office manager", "Events lead", "PA to the director", "Bursar", "Club secretary");

  private final Business business;
  private final HubSpotRecords hubspot;

  Crm(Business business) {
    this.business = business;
    this.hubspot = new HubSpotRecords(business);
  }

  List<Happening> opening() {
    List<Happening> happenings = new ArrayList<>();
    Instant at = Calendar.instant(Calendar.opening());
    for (Client client : business.clients()) {
      ObjectNode company = hubspot.company(client, at);
      happenings.add(created(COMPANIES, "company", company, at));
    }
    for (Person person : business.everyone()) {
      if (person.contactId() != null && person.since().equals(Calendar.opening())) {
        happenings.add(created(CONTACTS, "contact", hubspot.contact(person, null, at), at));
      }
    }
    for (DealPlan deal : business.deals()) {
      if (deal.steps().getFirst().at().equals(Calendar.opening())) {
        happenings.add(created(DEALS, "deal", hubspot.deal(deal, 0), at));
      }
    }
    return happenings;
  }

  List<Happening> day(int day) {
    List<Happening> happenings = new ArrayList<>();
    for (Person person : business.people()) {
      if (person.contactId() != null) {
        happenings.addAll(person(person, day));
      }
    }
    for (DealPlan deal : business.deals()) {
      for (int step = 0; step < deal.steps().size(); step++) {
        if (on(deal.steps().get(step).at(), day)) {
          happenings.addAll(step(deal, step));
        }
      }
    }
    return happenings;
  }

  private List<Happening> person(Person person, int day) {
    List<Happening> happenings = new ArrayList<>();
    if (on(person.since(), day)) {
      Instant at = Calendar.instant(person.since());
      happenings.add(created(CONTACTS, "contact", hubspot.contact(person, null, at), at));
    }
    if (person.number() == DELETED_PERSON && day == DELETED_ON_DAY) {
      happenings.add(deleted(person, Calendar.instant(Calendar.date(day).atTime(10, 41))));
    }
    LocalDateTime changes = changes(person);
    if (on(changes, day) && person.number() != DELETED_PERSON) {
      happenings.add(promoted(person, Calendar.instant(changes)));
    }
    return happenings;
  }

  private Happening promoted(Person person, Instant at) {
    String job = Dice.of(business.seed(), "job", person.number()).pick(JOBS);
    ObjectNode contact = hubspot.contact(person, job, at);
    Notice notice = hubspot.changed("contact", contact, "jobtitle", at);
    return RecordChanged.of(
        at, Tool.HUBSPOT, CONTACTS, Objects.requireNonNull(person.contactId()), contact, notice);
  }

  private Happening deleted(Person person, Instant at) {
    String id = Objects.requireNonNull(person.contactId());
    return new RecordDeleted(
        at, Tool.HUBSPOT, CONTACTS, id, List.of(hubspot.deleted("contact", id, at)));
  }

  /** Once, two to fifty days after we first hear of them, someone's job title is filled in. */
  private LocalDateTime changes(Person person) {
    Dice dice = Dice.of(business.seed(), "promotion", person.number());
    LocalDateTime day = person.since().plusDays(dice.between(2, 50));
    return day.toLocalDate().atTime(dice.between(9, 17), dice.between(0, 59), dice.between(0, 59));
  }

  private List<Happening> step(DealPlan deal, int step) {
    Instant at = Calendar.instant(deal.steps().get(step).at());
    ObjectNode record = hubspot.deal(deal, step);
    if (step == 0) {
      return List.of(created(DEALS, "deal", record, at));
    }
    List<Happening> happenings = new ArrayList<>();
    happenings.add(
        RecordChanged.of(
            at,
            Tool.HUBSPOT,
            DEALS,
            deal.id(),
            record,
            hubspot.changed("deal", record, "dealstage", at)));
    if (deal.steps().get(step).stage().equals(DealPlan.WON)) {
      happenings.add(new Told(at.plus(Duration.ofMillis(1)), wonLine(deal, at)));
    }
    return happenings;
  }

  private String wonLine(DealPlan deal, Instant at) {
    Client client = business.clients().get(deal.client());
    String there =
        client.xeroContactId() == null
            ? "accounting has never heard of them"
            : "accounting knows them as " + client.booksName();
    return String.format(
        Locale.UK,
        "%s  deal won: %s, £%,.2f; %s",
        Calendar.clock(at),
        deal.name(),
        deal.pence() / 100.0,
        there);
  }

  private Happening created(String shelf, String kind, ObjectNode record, Instant at) {
    return RecordChanged.of(
        at,
        Tool.HUBSPOT,
        shelf,
        record.path("id").asText(),
        record,
        hubspot.created(kind, record, at));
  }

  private static boolean on(@Nullable LocalDateTime at, int day) {
    return at != null && at.toLocalDate().equals(Calendar.date(day));
  }
}
