package io.mainstem.simulators.timeline;

import io.mainstem.simulators.business.Business;
import io.mainstem.simulators.business.Calendar;
import io.mainstem.simulators.business.Dice;
import io.mainstem.simulators.business.MenuItem;
import io.mainstem.simulators.business.Person;
import io.mainstem.simulators.business.Site;
import io.mainstem.simulators.business.StaffMember;
import io.mainstem.simulators.timeline.Happening.RecordChanged;
import io.mainstem.simulators.timeline.Happening.Told;
import io.mainstem.simulators.timeline.Happening.WeekPublished;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Everything that happens, in order: first what exists already, then one day after another. */
public final class Timeline {
  private final Business business;
  private final SquareRecords square;
  private final Tills tills;
  private final Crm crm;
  private final Books books;
  private final Oddities oddities;
  private final Rota rota;

  public Timeline(Business business) {
    this.business = business;
    this.square = new SquareRecords(business);
    this.tills = new Tills(business);
    this.crm = new Crm(business);
    this.books = new Books(business);
    this.oddities = new Oddities(business);
    this.rota = new Rota(business);
  }

  public Business business() {
    return business;
  }

  public Rota rota() {
    return rota;
  }

  /** What the tools already hold on the Sunday before the first day, announced as created. */
  public List<Happening> opening() {
    Instant at = Calendar.instant(Calendar.opening());
    List<Happening> happenings = new ArrayList<>();
    for (Site site : business.sites()) {
      happenings.add(
          RecordChanged.of(
              at,
              Tool.SQUARE,
              SquareRecords.LOCATIONS,
              site.locationId(),
              square.location(site),
              square.locationRing(site, at)));
      for (StaffMember who : site.staff()) {
        happenings.add(
            RecordChanged.of(
                at,
                Tool.SQUARE,
                SquareRecords.TEAM_MEMBERS,
                who.teamMemberId(),
                square.teamMember(who),
                square.fat("team_member.created", "team_member", "", square.teamMember(who), at)));
      }
    }
    for (MenuItem item : business.menu()) {
      happenings.add(
          RecordChanged.of(
              at, Tool.SQUARE, SquareRecords.CATALOG, item.itemId(), square.item(item)));
    }
    business.everyone().stream()
        .filter(person -> person.since().equals(Calendar.opening()))
        .forEach(person -> happenings.addAll(customer(person, 1, at)));
    happenings.addAll(crm.opening());
    happenings.addAll(books.opening());
    return happenings;
  }

  /** All that happens on a day, in order. */
  public List<Happening> day(int day) {
    if (day < 0 || day >= Calendar.HORIZON_DAYS) {
      throw new IllegalArgumentException(
          "day: " + day + " (expected: 0 to " + (Calendar.HORIZON_DAYS - 1) + ")");
    }
    List<Happening> happenings = new ArrayList<>();
    if (day % 7 == 0) {
      Instant early = Calendar.instant(Calendar.date(day).atTime(6, 0));
      happenings.add(new WeekPublished(early, day / 7));
    }
    happenings.addAll(tills.day(day));
    happenings.addAll(rota.worked(day));
    happenings.addAll(crm.day(day));
    happenings.addAll(books.day(day));
    happenings.addAll(customers(day));
    happenings.addAll(oddities.day(day));
    happenings.addAll(stayedLate(day));
    happenings.sort(Comparator.comparing(Happening::at));
    return List.copyOf(happenings);
  }

  private List<Happening> customers(int day) {
    List<Happening> happenings = new ArrayList<>();
    for (Person person : business.people()) {
      if (person.since().toLocalDate().equals(Calendar.date(day))) {
        happenings.addAll(customer(person, 1, Calendar.instant(person.since())));
      }
      LocalDateTime corrected = corrected(person);
      if (corrected.toLocalDate().equals(Calendar.date(day))) {
        happenings.addAll(customer(person, 2, Calendar.instant(corrected)));
      }
    }
    return happenings;
  }

  /** Once, someone at the till asks for the whole name. */
  private LocalDateTime corrected(Person person) {
    Dice dice = Dice.of(business.seed(), "corrected", person.number());
    LocalDateTime day = person.since().plusDays(dice.between(2, 55));
    return day.toLocalDate().atTime(dice.between(9, 21), dice.between(0, 59), dice.between(0, 59));
  }

  private List<Happening> customer(Person person, int version, Instant at) {
    if (person.tillCustomerId() == null) {
      return List.of();
    }
    var record = square.customer(person, version, at);
    String type = version == 1 ? "customer.created" : "customer.updated";
    return List.of(
        RecordChanged.of(
            at,
            Tool.SQUARE,
            SquareRecords.CUSTOMERS,
            Objects.requireNonNull(person.tillCustomerId()),
            record,
            square.fat(type, "customer", "", record, at)));
  }

  private List<Happening> stayedLate(int day) {
    List<Happening> told = new ArrayList<>();
    for (Site site : business.sites()) {
      if (rota.overspends(day, site)) {
        long cost = rota.workedAt(day, site).stream().mapToLong(ShiftRow::costPence).sum();
        String line =
            String.format(
                Locale.UK,
                "23:55  %s: the evening stayed on late and someone was called in; labour £%,.0f for"
                    + " a budget of £%,.0f",
                site.name(),
                cost / 100.0,
                rota.budgetPence(day, site) / 100.0);
        told.add(new Told(Calendar.instant(Calendar.date(day).atTime(23, 55)), line));
      }
    }
    return told;
  }
}
