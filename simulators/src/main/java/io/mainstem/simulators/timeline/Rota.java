package io.mainstem.simulators.timeline;

import io.mainstem.simulators.business.Business;
import io.mainstem.simulators.business.Calendar;
import io.mainstem.simulators.business.Dice;
import io.mainstem.simulators.business.Incidents;
import io.mainstem.simulators.business.Site;
import io.mainstem.simulators.business.StaffMember;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The rota of a site: what is planned, what it may cost, and what was worked. At the planted site
 * people stay on late and someone is called in, so that the day costs the planted share more than
 * its budget.
 */
public final class Rota {
  /** Post (index in the site's staff), start and end in minutes of the day, break. */
  private static final int[][] WEEKDAY = {
    {0, 10 * 60, 18 * 60, 30},
    {2, 9 * 60, 17 * 60, 30},
    {3, 14 * 60 + 30, 22 * 60, 30},
    {4, 15 * 60, 22 * 60, 20},
    {6, 16 * 60, 22 * 60 + 30, 20},
    {7, 10 * 60, 16 * 60, 0},
    {9, 7 * 60 + 30, 14 * 60, 20},
    {11, 16 * 60 + 30, 22 * 60, 0},
  };

  private static final int[][] REST_DAYS = {
    {1, 10 * 60, 18 * 60, 30},
    {3, 9 * 60, 17 * 60, 30},
    {4, 14 * 60 + 30, 22 * 60, 30},
    {5, 15 * 60, 22 * 60, 20},
    {6, 16 * 60, 22 * 60 + 30, 20},
    {8, 10 * 60, 16 * 60, 0},
    {9, 7 * 60 + 30, 14 * 60, 20},
    {10, 17 * 60, 22 * 60 + 30, 0},
    {11, 16 * 60 + 30, 22 * 60, 0},
  };

  /**
   * Whoever is called in unplanned: a post that is never on the day's plan, so nobody works twice.
   */
  private static final int COVER_POST_WEEKDAY = 8;

  private static final int COVER_POST_WEEKEND = 7;
  private static final int COVER_MINUTES = 5 * 60 + 30;

  private static final int COVER_SLOT = 20;

  private final Business business;

  public Rota(Business business) {
    this.business = business;
  }

  /** The planned shifts of a day, as published. */
  public List<ShiftRow> planned(int day) {
    List<ShiftRow> rows = new ArrayList<>();
    for (Site site : business.sites()) {
      int[][] plan = plan(day);
      for (int slot = 0; slot < plan.length; slot++) {
        rows.add(plannedRow(day, site, slot, plan[slot]));
      }
    }
    return rows;
  }

  /** The labour budgets of a day: the planned cost, rounded to five pounds. */
  public List<BudgetRow> budgets(int day) {
    return business.sites().stream()
        .map(
            site ->
                new BudgetRow(
                    (day + 1L) * 100 + site.id(),
                    site.id(),
                    Calendar.date(day),
                    budgetPence(day, site)))
        .toList();
  }

  /** What the clock cards say: each shift started, then finished. */
  public List<Happening.ShiftChanged> worked(int day) {
    List<Happening.ShiftChanged> happenings = new ArrayList<>();
    for (Site site : business.sites()) {
      for (ShiftRow row : workedAt(day, site)) {
        Instant start = Objects.requireNonNull(row.actualStart());
        happenings.add(new Happening.ShiftChanged(start, row.started(start)));
        happenings.add(new Happening.ShiftChanged(row.updatedAt(), row));
      }
    }
    return happenings;
  }

  /** The finished shifts of one site and day. */
  public List<ShiftRow> workedAt(int day, Site site) {
    Dice dice = Dice.of(business.seed(), "clock", day, site.id());
    List<ShiftRow> rows = new ArrayList<>();
    for (int slot = 0; slot < plan(day).length; slot++) {
      ShiftRow row = plannedRow(day, site, slot, plan(day)[slot]);
      Instant start = row.plannedStart().plus(Duration.ofMinutes(dice.between(-6, 5)));
      Instant end = row.plannedEnd().plus(Duration.ofMinutes(dice.between(-6, 8)));
      rows.add(row.finished(start, end));
    }
    return overspends(day, site) ? overspent(day, site, rows, dice) : rows;
  }

  public boolean overspends(int day, Site site) {
    Incidents incidents = business.incidents();
    return site.name().equals(incidents.labourSite()) && day >= incidents.labourFromDay();
  }

  public long budgetPence(int day, Site site) {
    long pence = 0;
    int[][] plan = plan(day);
    for (int slot = 0; slot < plan.length; slot++) {
      pence += plannedRow(day, site, slot, plan[slot]).costPence();
    }
    return Math.round(pence / 500.0) * 500;
  }

  /**
   * Adds cover and minutes until the day costs the planted share above its budget, to a pound or
   * two.
   */
  private List<ShiftRow> overspent(int day, Site site, List<ShiftRow> rows, Dice dice) {
    List<ShiftRow> result = new ArrayList<>();
    ShiftRow cover = coverAt(day, site);
    double share = business.incidents().labourOver() + dice.between(-8, 8) / 1000.0;
    long target = Math.round(budgetPence(day, site) * (1 + share));
    long missing = target - cover.costPence() - total(rows);
    List<ShiftRow> late = rows.stream().filter(Rota::closes).toList();
    long ratePence = late.stream().mapToLong(ShiftRow::pencePerMinute).sum();
    long minutes = Math.round((double) missing / ratePence);
    for (ShiftRow row : rows) {
      Instant end = Objects.requireNonNull(row.actualEnd());
      Instant start = Objects.requireNonNull(row.actualStart());
      result.add(closes(row) ? row.finished(start, end.plus(Duration.ofMinutes(minutes))) : row);
    }
    result.add(cover);
    return result;
  }

  /** Those who work the evening are the ones who stay on. */
  private static boolean closes(ShiftRow row) {
    return Calendar.local(row.plannedEnd()).getHour() >= 22;
  }

  /** Whether a shift was never on the plan. */
  static boolean cover(ShiftRow row) {
    return (row.id() % 1000 - row.siteId() * 30L) == COVER_SLOT;
  }

  /** Someone called in: the rota tool writes the shift only as it is worked. */
  private ShiftRow coverAt(int day, Site site) {
    int post = weekend(day) ? COVER_POST_WEEKEND : COVER_POST_WEEKDAY;
    int[] slot = {post, 17 * 60, 17 * 60 + COVER_MINUTES, 0};
    ShiftRow row = plannedRow(day, site, COVER_SLOT, slot);
    return row.finished(row.plannedStart(), row.plannedEnd());
  }

  private ShiftRow plannedRow(int day, Site site, int slot, int[] plan) {
    LocalDate date = Calendar.date(day);
    StaffMember who = site.staff().get(plan[0]);
    Instant publishedAt = Calendar.instant(Calendar.date(day - day % 7).minusDays(4).atTime(16, 0));
    return new ShiftRow(
        (day + 1L) * 1000 + site.id() * 30L + slot,
        who.id(),
        site.id(),
        who.role(),
        Calendar.instant(date.atStartOfDay().plusMinutes(plan[1])),
        Calendar.instant(date.atStartOfDay().plusMinutes(plan[2])),
        null,
        null,
        plan[3],
        "PUBLISHED",
        who.pencePerMinute(),
        publishedAt);
  }

  private static int[][] plan(int day) {
    return weekend(day) ? REST_DAYS : WEEKDAY;
  }

  private static boolean weekend(int day) {
    return day % 7 >= 4;
  }

  private static long total(List<ShiftRow> rows) {
    return rows.stream().mapToLong(ShiftRow::costPence).sum();
  }
}
