package io.mainstem.simulators.business;

import java.util.List;

/**
 * What is planted, so that a test can ask whether it was found.
 *
 * @param labourSite name of the site that overspends on labour
 * @param labourFromDay first day of it
 * @param labourOver by how much, as a share of the day's budget
 * @param voidSite name of the site with the odd till
 * @param voidTill device id of the odd till
 * @param voidFromDay first day of it
 * @param voidShare share of its payments voided from then on
 * @param usualVoidShare share voided at every other till
 * @param firstWonDealKnownClient a deal won on day 0 whose client is in accounting under another
 *     spelling
 * @param firstWonDealNewClient a deal won on day 0 whose client accounting has never heard of
 * @param movedClient company id in the CRM of the one client of which accounting has another
 *     address
 * @param oddities deliveries and records that must end in quarantine
 */
public record Incidents(
    String labourSite,
    int labourFromDay,
    double labourOver,
    String voidSite,
    String voidTill,
    String voidTillName,
    int voidFromDay,
    double voidShare,
    double usualVoidShare,
    String firstWonDealKnownClient,
    String firstWonDealNewClient,
    String movedClient,
    List<Oddity> oddities) {

  public Incidents {
    oddities = List.copyOf(oddities);
  }

  /** What is wrong with a planted payload. */
  public enum OddityKind {
    UNKNOWN_PAYMENT_STATUS,
    NOT_JSON,
    UNPARSEABLE_DEAL_AMOUNT,
    UNKNOWN_INVOICE_STATUS,
    UNPARSEABLE_PAYMENT_AMOUNT,
    WRONG_SHAPE,
    UNKNOWN_ORDER_STATE
  }

  /** A planted payload: which day, at what minute of it, and what is wrong. */
  public record Oddity(int day, int minute, OddityKind kind) {}
}
