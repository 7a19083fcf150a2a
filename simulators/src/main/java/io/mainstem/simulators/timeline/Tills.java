package io.mainstem.simulators.timeline;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.simulators.business.Business;
import io.mainstem.simulators.business.Calendar;
import io.mainstem.simulators.business.Dice;
import io.mainstem.simulators.business.MenuItem;
import io.mainstem.simulators.business.Person;
import io.mainstem.simulators.business.Site;
import io.mainstem.simulators.business.StaffMember;
import io.mainstem.simulators.business.Till;
import io.mainstem.simulators.timeline.Happening.Noticed;
import io.mainstem.simulators.timeline.Happening.Reason;
import io.mainstem.simulators.timeline.Happening.RecordChanged;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A day's trade at the tills. Every order is opened, paid and closed; some payments are voided and
 * taken again. Voids are dealt out evenly, so that each till's rate is what the incidents say it
 * is.
 */
final class Tills {
  private static final double ORDERS_A_DAY = 44;
  private static final double[] WEEKDAY = {0.82, 0.88, 0.95, 1.05, 1.25, 1.35, 1.0};
  private static final double REPAID_SHARE = 0.7;
  private static final double CASH_SHARE = 0.12;
  private static final double REPEATED_SHARE = 0.02;
  private static final double LATE_SHARE = 0.015;
  private static final Duration AUTHORISE = Duration.ofSeconds(4);

  private final Business business;
  private final SquareRecords square;
  private final List<Person> regulars;

  Tills(Business business) {
    this.business = business;
    this.square = new SquareRecords(business);
    this.regulars =
        business.people().stream()
            .filter(p -> p.tillCustomerId() != null && p.since().equals(Calendar.opening()))
            .toList();
  }

  List<Happening> day(int day) {
    List<Happening> happenings = new ArrayList<>();
    for (Site site : business.sites()) {
      int orders = orders(day, site);
      Set<Integer> voided = voided(day, site, orders);
      for (int n = 0; n < orders; n++) {
        happenings.addAll(sell(day, site, n, voided.contains(n)));
      }
    }
    return happenings;
  }

  private int orders(int day, Site site) {
    Dice fixed = Dice.of(business.seed(), "trade", site.id());
    Dice dice = Dice.of(business.seed(), "orders", day, site.id());
    double place = fixed.between(88, 118) / 100.0;
    double luck = dice.between(94, 106) / 100.0;
    return (int) Math.round(ORDERS_A_DAY * WEEKDAY[day % 7] * place * luck);
  }

  /** The till of the n-th order: dealt by share, the same every day. */
  private static Till till(Site site, int n) {
    int point = n * 37 % 100;
    for (Till till : site.tills()) {
      point -= till.sharePercent();
      if (point < 0) {
        return till;
      }
    }
    return site.tills().get(site.tills().size() - 1);
  }

  /**
   * The day's orders whose payment is voided: where a till's running tally reaches a whole number.
   */
  private Set<Integer> voided(int day, Site site, int orders) {
    Set<Integer> voided = new HashSet<>();
    for (Till till : site.tills()) {
      double tally = Dice.of(business.seed(), "void", till.deviceId()).between(0, 99) / 100.0;
      for (int before = 0; before < day; before++) {
        tally += voidShare(before, till) * ordersAt(site, till, orders(before, site));
      }
      double share = voidShare(day, till);
      for (int n = 0; n < orders; n++) {
        if (till(site, n).equals(till)) {
          if (Math.floor(tally + share) > Math.floor(tally)) {
            voided.add(n);
          }
          tally += share;
        }
      }
    }
    return voided;
  }

  private static int ordersAt(Site site, Till till, int orders) {
    int count = 0;
    for (int n = 0; n < orders; n++) {
      if (till(site, n).equals(till)) {
        count++;
      }
    }
    return count;
  }

  /** Voids per order that give the wanted share of voids per payment. */
  private double voidShare(int day, Till till) {
    boolean odd =
        till.deviceId().equals(business.incidents().voidTill())
            && day >= business.incidents().voidFromDay();
    double rate = odd ? business.incidents().voidShare() : business.incidents().usualVoidShare();
    return rate / (1 - REPAID_SHARE * rate);
  }

  private List<Happening> sell(int day, Site site, int n, boolean voided) {
    Dice dice = Dice.of(business.seed(), "sale", day, site.id(), n);
    Sale sale = sale(day, site, n, dice);
    Instant payAt = sale.openedAt().plusSeconds(dice.between(18 * 60, 75 * 60));
    List<Happening> happenings = new ArrayList<>();
    happenings.add(changedOrder(sale.open(), true, sale.openedAt()));
    boolean retaken = voided && dice.chance(REPAID_SHARE);
    if (voided) {
      String id = dice.id(29);
      Instant at = payAt.plusSeconds(dice.between(25, 180));
      Sale by =
          site.name().equals(business.incidents().voidSite()) ? byTheUsualHand(sale, day) : sale;
      happenings.add(changedPayment(by.cardPayment(id, "AUTHORIZED", payAt, payAt), true, payAt));
      happenings.add(changedPayment(by.cardPayment(id, "VOIDED", payAt, at), false, at));
      payAt = at.plusSeconds(60);
    }
    if (voided && !retaken) {
      happenings.add(changedOrder(sale.cancelled(2, payAt), false, payAt));
    } else {
      happenings.addAll(pay(sale, payAt, voided ? 4 : 3, !voided && dice.chance(CASH_SHARE), dice));
    }
    return deliveredBadly(happenings, dice);
  }

  /** From the day the odd till goes odd, it is one person who voids there. */
  private Sale byTheUsualHand(Sale sale, int day) {
    if (day < business.incidents().voidFromDay()
        || !sale.till().deviceId().equals(business.incidents().voidTill())) {
      return sale;
    }
    StaffMember hand = sale.site().staff().get(10);
    return new Sale(
        sale.orderId(),
        sale.reference(),
        sale.table(),
        sale.site(),
        sale.till(),
        hand,
        sale.customer(),
        sale.lines(),
        sale.discountPercent(),
        sale.tipPence(),
        sale.openedAt());
  }

  private List<Happening> pay(Sale sale, Instant payAt, int version, boolean cash, Dice dice) {
    String id = dice.id(29);
    if (cash) {
      return List.of(
          changedPayment(sale.cashPayment(id, payAt), true, payAt),
          changedOrder(
              sale.paid(version, payAt.plusSeconds(1), id, false), false, payAt.plusSeconds(1)));
    }
    List<Happening> happenings = new ArrayList<>();
    if (dice.chance(0.012)) {
      String failed = dice.id(29);
      Instant at = payAt.minusSeconds(45);
      happenings.add(changedPayment(sale.cardPayment(failed, "FAILED", at, at), true, at));
    }
    Instant done = payAt.plus(AUTHORISE);
    ObjectNode captured = sale.cardPayment(id, "CAPTURED", payAt, done);
    happenings.add(changedPayment(sale.cardPayment(id, "AUTHORIZED", payAt, payAt), true, payAt));
    happenings.add(changedPayment(captured, false, done));
    Instant closed = done.plusSeconds(1);
    happenings.add(changedOrder(sale.paid(version, closed, id, true), false, closed));
    return happenings;
  }

  private Sale sale(int day, Site site, int n, Dice dice) {
    int minute = minute(dice);
    Instant at =
        Calendar.instant(
            Calendar.date(day).atStartOfDay().plusMinutes(minute).plusSeconds(dice.between(0, 59)));
    List<StaffMember> floor =
        site.staff().stream().filter(who -> "floor".equals(who.role())).toList();
    Person regular = dice.chance(0.3) ? dice.pick(regulars) : null;
    Person smith = business.smiths().visits(site.id(), n);
    boolean tips = minute > 12 * 60 && dice.chance(0.22);
    List<Sale.Line> lines = lines(dice, minute);
    long bill = lines.stream().mapToLong(Sale.Line::grossPence).sum();
    String reference =
        String.format(
            Locale.ROOT,
            "%s-%s-%03d",
            site.code(),
            Calendar.date(day).toString().replace("-", ""),
            n + 1);
    return new Sale(
        dice.id(29),
        reference,
        "Table " + dice.between(1, 24),
        site,
        till(site, n),
        dice.pick(floor),
        smith == null ? regular : smith,
        lines,
        regular != null && dice.chance(0.2) ? 10 : 0,
        tips ? Math.round(bill * 0.1 / 50.0) * 50 : 0,
        at);
  }

  /** Breakfast, lunch and dinner, in minutes of the day. */
  private static int minute(Dice dice) {
    int part = dice.between(1, 100);
    if (part <= 20) {
      return dice.between(8 * 60, 11 * 60 + 20);
    }
    return part <= 55
        ? dice.between(12 * 60, 14 * 60 + 30)
        : dice.between(17 * 60 + 30, 21 * 60 + 45);
  }

  private List<Sale.Line> lines(Dice dice, int minute) {
    List<String> courses =
        minute < 11 * 60 + 30
            ? List.of("Breakfast", "Drinks")
            : List.of("Starters", "Mains", "Mains", "Sides", "Puddings", "Drinks");
    int covers = dice.between(1, 4);
    List<Sale.Line> lines = new ArrayList<>();
    List<MenuItem> chosen = new ArrayList<>();
    for (String course : courses) {
      List<MenuItem> items =
          business.menu().stream().filter(item -> item.category().equals(course)).toList();
      MenuItem item = dice.pick(items);
      boolean wanted = "Mains".equals(course) || "Breakfast".equals(course) || dice.chance(0.55);
      if (wanted && !chosen.contains(item)) {
        chosen.add(item);
        lines.add(new Sale.Line(dice.id(22), item, dice.between(1, Math.max(1, covers - 1))));
      }
    }
    return List.copyOf(lines);
  }

  private Happening changedOrder(ObjectNode order, boolean created, Instant at) {
    return RecordChanged.of(
        at,
        Tool.SQUARE,
        SquareRecords.ORDERS,
        order.path("id").asText(),
        order,
        square.orderRing(order, created, at));
  }

  private Happening changedPayment(ObjectNode payment, boolean created, Instant at) {
    Notice notice =
        square.fat(
            created ? "payment.created" : "payment.updated",
            "payment",
            payment.path("location_id").asText(),
            payment,
            at);
    return RecordChanged.of(
        at, Tool.SQUARE, SquareRecords.PAYMENTS, payment.path("id").asText(), payment, notice);
  }

  /** Some deliveries come twice; some only after their successor. */
  private static List<Happening> deliveredBadly(List<Happening> happenings, Dice dice) {
    List<Happening> result = new ArrayList<>();
    Instant last = happenings.getLast().at();
    for (Happening happening : happenings) {
      if (happening instanceof RecordChanged changed && dice.chance(LATE_SHARE)) {
        result.add(
            new RecordChanged(
                changed.at(),
                changed.tool(),
                changed.shelf(),
                changed.id(),
                changed.record(),
                List.of(),
                null));
        changed
            .notices()
            .forEach(
                notice -> result.add(new Noticed(last.plusSeconds(90), notice, Reason.LATE, null)));
      } else {
        result.add(happening);
        if (happening instanceof RecordChanged changed && dice.chance(REPEATED_SHARE)) {
          Instant again = changed.at().plusSeconds(dice.between(60, 900));
          changed
              .notices()
              .forEach(notice -> result.add(new Noticed(again, notice, Reason.REPEATED, null)));
        }
      }
    }
    return result;
  }
}
