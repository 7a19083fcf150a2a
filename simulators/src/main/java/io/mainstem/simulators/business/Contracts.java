package io.mainstem.simulators.business;

import io.mainstem.simulators.business.DealPlan.Step;
import io.mainstem.simulators.business.Incidents.Oddity;
import io.mainstem.simulators.business.Incidents.OddityKind;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is agreed for the weeks ahead: deals, the bookkeeper's invoices, and the planted incidents.
 */
final class Contracts {
  private static final List<String> OCCASIONS =
      List.of(
          "spring conference lunch",
          "leaving party",
          "board dinner",
          "wedding breakfast",
          "product launch canapes",
          "summer party deposit",
          "team breakfast",
          "charity supper",
          "training day lunches",
          "anniversary dinner");
  private static final List<String> STAGES =
      List.of(
          "appointmentscheduled",
          "qualifiedtobuy",
          "presentationscheduled",
          "decisionmakerboughtin",
          "contractsent");
  private static final int CLIENT_KNOWN = 0;
  private static final int CLIENT_NEW = 17;
  private static final List<Integer> LATER_WINS = List.of(2, 4, 7, 9, 11, 12);
  private static final int OPEN_AT_START = 14;

  private Contracts() {}

  static List<DealPlan> deals(long seed, List<Client> clients) {
    List<DealPlan> deals = new ArrayList<>();
    deals.add(won(clients, 0, CLIENT_KNOWN, 245_000, Calendar.date(0).atTime(11, 5)));
    deals.add(won(clients, 1, CLIENT_NEW, 186_500, Calendar.date(0).atTime(15, 20)));
    for (int i = 0; i < LATER_WINS.size(); i++) {
      Dice dice = Dice.of(seed, "later-win", i);
      LocalDateTime at =
          Calendar.date(LATER_WINS.get(i)).atTime(dice.between(10, 16), dice.between(0, 59));
      deals.add(won(clients, deals.size(), 1 + i, dice.between(80, 1200) * 500, at));
    }
    for (int i = 0; i < OPEN_AT_START; i++) {
      Dice dice = Dice.of(seed, "open-deal", i);
      deals.add(wandering(clients, deals.size(), dice, i % clients.size(), Calendar.opening()));
    }
    for (int day = 0; day < Calendar.HORIZON_DAYS; day++) {
      Dice dice = Dice.of(seed, "new-deal", day);
      LocalDateTime at = Calendar.date(day).atTime(dice.between(9, 16), dice.between(0, 59));
      deals.add(wandering(clients, deals.size(), dice, dice.between(0, clients.size() - 1), at));
    }
    return List.copyOf(deals);
  }

  private static DealPlan won(
      List<Client> clients, int n, int client, int pence, LocalDateTime wonAt) {
    return new DealPlan(
        id(n),
        clients.get(client).name() + " " + OCCASIONS.get(n % OCCASIONS.size()),
        client,
        pence,
        List.of(
            new Step(Calendar.opening(), STAGES.get(3)),
            new Step(wonAt.minusMinutes(50), STAGES.get(4)),
            new Step(wonAt, DealPlan.WON)));
  }

  /**
   * A deal that moves along and is lost, won or left open; only clients known to accounting win.
   */
  private static DealPlan wandering(
      List<Client> clients, int n, Dice dice, int client, LocalDateTime from) {
    List<Step> steps = new ArrayList<>();
    steps.add(new Step(from, STAGES.get(0)));
    LocalDateTime at = from;
    for (int stage = 1; stage < STAGES.size() && dice.chance(0.8); stage++) {
      at = workingHour(dice, at.plusDays(dice.between(1, 4)));
      steps.add(new Step(at, STAGES.get(stage)));
    }
    if (steps.size() == STAGES.size()) {
      boolean mayWin = client < Founding.FIRST_CLIENT_UNKNOWN_TO_BOOKS;
      at = workingHour(dice, at.plusDays(dice.between(1, 4)));
      steps.add(new Step(at, mayWin && dice.chance(0.5) ? DealPlan.WON : DealPlan.LOST));
    }
    String occasion = dice.pick(OCCASIONS);
    int pence = dice.between(76, 1280) * 500;
    return new DealPlan(id(n), clients.get(client).name() + " " + occasion, client, pence, steps);
  }

  private static LocalDateTime workingHour(Dice dice, LocalDateTime day) {
    return day.toLocalDate().atTime(dice.between(9, 17), dice.between(0, 59));
  }

  private static String id(int n) {
    return String.valueOf(9_300_000_000L + n * 271L);
  }

  static List<InvoicePlan> invoices(long seed, List<Client> clients, List<Person> people) {
    List<InvoicePlan> invoices = new ArrayList<>();
    List<Payer> payers = new ArrayList<>();
    for (Client client : clients) {
      if (client.xeroContactId() != null) {
        Person contact = people.get(client.contact());
        String initial = contact.given().substring(0, 1);
        payers.add(
            new Payer(client.xeroContactId(), client.booksName(), initial, contact.family()));
      }
    }
    for (Person person : people) {
      if (person.xeroContactId() != null && person.since().equals(Calendar.opening())) {
        payers.add(
            new Payer(
                person.xeroContactId(),
                Spelling.books(person),
                Spelling.booksGiven(person),
                person.family()));
      }
    }
    for (int i = 0; i < 16; i++) {
      Dice dice = Dice.of(seed, "open-invoice", i);
      invoices.add(invoice(seed, i, dice, dice.pick(payers), Calendar.opening()));
    }
    for (int day = 0; day < Calendar.HORIZON_DAYS; day++) {
      Dice dice = Dice.of(seed, "new-invoice", day);
      int today = dice.between(3, 6);
      for (int i = 0; i < today; i++) {
        LocalDateTime at = Calendar.date(day).atTime(dice.between(9, 16), dice.between(0, 59), i);
        invoices.add(invoice(seed, invoices.size(), dice, dice.pick(payers), at));
      }
    }
    return List.copyOf(invoices);
  }

  /** A contact as accounting writes it. */
  private record Payer(String contactId, String name, String given, String family) {}

  private static InvoicePlan invoice(
      long seed, int n, Dice dice, Payer payer, LocalDateTime raised) {
    @Nullable LocalDateTime paid =
        dice.chance(0.75) ? workingHour(dice, raised.plusDays(dice.between(1, 12))) : null;
    return new InvoicePlan(
        Dice.uuid(seed, "invoice", n).toString(),
        String.format(Locale.ROOT, "CK-%05d", 4100 + n),
        payer.contactId(),
        payer.name(),
        payer.given(),
        payer.family(),
        "Catering, " + dice.pick(OCCASIONS),
        dice.between(40, 900) * 500,
        raised,
        paid);
  }

  static Incidents incidents(long seed, List<Site> sites, List<Client> clients) {
    Site labour = sites.get(0);
    Site voids = sites.get(2);
    Till odd = voids.tills().get(1);
    Dice dice = Dice.of(seed, "oddities");
    List<Oddity> oddities = new ArrayList<>();
    for (int week = 0; week < Calendar.HORIZON_DAYS / 7; week++) {
      int monday = week * 7;
      oddities.add(odd(dice, monday, 10, OddityKind.UNKNOWN_PAYMENT_STATUS));
      oddities.add(odd(dice, monday, 12, OddityKind.NOT_JSON));
      oddities.add(odd(dice, monday, 14, OddityKind.UNPARSEABLE_DEAL_AMOUNT));
      oddities.add(odd(dice, monday + 1, 9, OddityKind.UNKNOWN_INVOICE_STATUS));
      oddities.add(odd(dice, monday + 2, 13, OddityKind.UNPARSEABLE_PAYMENT_AMOUNT));
      oddities.add(odd(dice, monday + 3, 16, OddityKind.WRONG_SHAPE));
      oddities.add(odd(dice, monday + 4, 18, OddityKind.UNKNOWN_ORDER_STATE));
    }
    return new Incidents(
        labour.name(),
        1,
        0.18,
        voids.name(),
        odd.deviceId(),
        odd.name(),
        2,
        0.12,
        0.03,
        id(0),
        id(1),
        clients.get(Founding.MOVED_CLIENT).companyId(),
        oddities);
  }

  private static Oddity odd(Dice dice, int day, int hour, OddityKind kind) {
    return new Oddity(day, hour * 60 + dice.between(0, 59), kind);
  }
}
