package io.mainstem.simulators.timeline;

import io.mainstem.simulators.business.Business;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What must be true once the first {@code days} days have been played and every delivery has been
 * dealt with. Counted from the happenings alone, so it is independent of anything that read the
 * webhooks. Planted payloads that must be quarantined count only in {@link #malformed}.
 *
 * @param orders orders by the state the till last gave them
 * @param payments payments by the status the till last gave them
 * @param netSales pounds of completed orders by site name and day: total less VAT and tip
 * @param labourCost pounds for worked time by site name and day
 * @param labourBudget pounds by site name and day
 * @param terminals by device id
 * @param customers people after merging by email and telephone number, with those since deleted
 *     left out
 * @param customersDeleted people whose only record was deleted
 * @param personRecords records about people by connection and kind
 * @param companies client companies after merging CRM and accounting
 * @param deals deals by the stage the CRM last gave them
 * @param bookkeeperInvoices invoices raised by hand, by the status accounting last gave them
 * @param wonDeals what a won deal should have put into accounting
 * @param malformed what must be in quarantine
 * @param repeated deliveries sent twice
 * @param late deliveries sent after a newer one of the same record
 */
public record Expected(
    long seed,
    int days,
    SortedMap<String, Integer> orders,
    SortedMap<String, Integer> payments,
    SortedMap<String, SortedMap<LocalDate, BigDecimal>> netSales,
    SortedMap<String, SortedMap<LocalDate, BigDecimal>> labourCost,
    SortedMap<String, SortedMap<LocalDate, BigDecimal>> labourBudget,
    List<TerminalCount> terminals,
    int sites,
    int employees,
    int shifts,
    int shiftsWorked,
    int labourBudgets,
    int customers,
    int customersDeleted,
    SortedMap<String, Integer> personRecords,
    int companies,
    SortedMap<String, Integer> deals,
    SortedMap<String, Integer> bookkeeperInvoices,
    List<WonDeal> wonDeals,
    List<Malformed> malformed,
    int repeated,
    int late) {

  public Expected {
    terminals = List.copyOf(terminals);
    wonDeals = List.copyOf(wonDeals);
    malformed = List.copyOf(malformed);
  }

  /** A till's payments and how many of them were voided. */
  public record TerminalCount(
      String site, String deviceId, String name, int payments, int voided) {}

  /**
   * A won deal and the draft invoice it calls for.
   *
   * @param xeroContactId whom accounting must bill, or null where the contact must be created first
   */
  public record WonDeal(
      String dealId,
      String dealName,
      String client,
      @Nullable String xeroContactId,
      @Nullable String xeroName,
      String contactEmail,
      BigDecimal amount,
      String currency,
      LocalDate wonOn) {}

  /** A planted payload. {@code sourceId} is null where not even that can be read. */
  public record Malformed(
      String connection,
      @Nullable String object,
      @Nullable String sourceId,
      String kind,
      LocalDate day) {}

  /** The expectation after a number of days, from 0 (only what existed before) upwards. */
  public static Expected after(long seed, int days) {
    return new Reckoning(new Timeline(Business.of(seed)), days).expected();
  }

  /** Everything that is counted by a word: the sum over all words. */
  public static int total(Map<String, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }
}
