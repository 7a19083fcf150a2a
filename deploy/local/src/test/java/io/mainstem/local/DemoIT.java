package io.mainstem.local;

import static io.mainstem.local.Evidence.live;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.simulators.business.Business;
import io.mainstem.simulators.timeline.Expected;
import io.mainstem.simulators.timeline.Expected.WonDeal;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The demo's first day, played by simulated tools into real services. What must be true afterwards
 * is counted from the seed alone, by code that has never read a webhook.
 */
class DemoIT {
  private static final long SEED = 42;
  private static final int DAYS = 1;
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Map<String, String> ORDER_STATUS =
      Map.of("OPEN", "OPEN", "COMPLETED", "PAID", "CANCELED", "CANCELLED", "DRAFT", "DRAFT");
  private static final Map<String, String> PAYMENT_STATUS =
      Map.of(
          "PENDING", "PENDING",
          "APPROVED", "AUTHORISED",
          "COMPLETED", "CAPTURED",
          "CANCELED", "VOIDED",
          "FAILED", "FAILED");

  @TempDir Path data;

  @Test
  void shouldEndTheFirstDayWithWhatTheSeedSaysInTheStoreAndInXero() throws Exception {
    Expected expected = Expected.after(SEED, DAYS);
    Map<String, String> simulation =
        Map.of(
            "SIM_SEED", Long.toString(SEED),
            "SIM_DAYS", Integer.toString(DAYS),
            "SIM_SECONDS_PER_DAY", "8");
    try (LocalRun run = LocalRun.demo("restaurant-group", data, simulation);
        Evidence store = new Evidence(run)) {
      awaitRest(store, expected);

      assertThat(store.counts("select status, count(*) from reporting.order group by 1"))
          .isEqualTo(translated(expected.orders(), ORDER_STATUS));
      assertThat(store.counts("select status, count(*) from reporting.payment group by 1"))
          .isEqualTo(translated(expected.payments(), PAYMENT_STATUS));
      assertThat(moneyBySiteAndDay(store, "net_sales", "reporting.sales_by_site_day"))
          .isEqualTo(rounded(expected.netSales()));
      assertThat(moneyBySiteAndDay(store, "worked_cost", "reporting.labour_by_site_day"))
          .isEqualTo(rounded(expected.labourCost()));
      assertThat(store.count(live("site"))).isEqualTo(expected.sites());
      assertThat(store.count(live("employee"))).isEqualTo(expected.employees());
      assertThat(store.count(live("shift"))).isEqualTo(expected.shifts());
      assertThat(store.count(live("target"))).isEqualTo(expected.labourBudgets());
      assertThat(store.count(live("terminal"))).isEqualTo(expected.terminals().size());
      store.assertEveryEventHasOneOutcome(expected.malformed().size());
      store.assertEveryAcknowledgedDeliveryIsStored(store.tools("/_sent").path("entries"));
      for (WonDeal deal : expected.wonDeals()) {
        assertInvoicedOnce(run, store, deal);
      }
      assertTheMovedClientIsAConflict(run, store);
      new ThreeSmiths(run, store).assertThatTheyAreToldApart();
    }
  }

  /** Nothing in flight, nothing still ringing, every won deal's action at its end. */
  private static void awaitRest(Evidence store, Expected expected) {
    Awaitility.await("the day has been played and everything is at rest")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(
            () -> {
              JsonNode sent = store.tools("/_sent?totals=true");
              assertThat(sent.path("inFlight").asInt()).isZero();
              assertThat(store.count("reporting.order"))
                  .isEqualTo(Expected.total(expected.orders()));
              assertThat(store.count("reporting.payment"))
                  .isEqualTo(Expected.total(expected.payments()));
              assertThat(store.count("ops.source_event")).isEqualTo(store.count("ops.outcome"));
              assertThat(store.count("ops.quarantine")).isEqualTo(expected.malformed().size());
              assertThat(
                      store.count("ops.action where flow like 'won-deal%' and state = 'VERIFIED'"))
                  .isEqualTo(expected.wonDeals().size());
              assertThat(store.count("reporting.shift where status = 'COMPLETED'"))
                  .isEqualTo(expected.shiftsWorked());
              assertThat(store.counts("select status, count(*) from reporting.order group by 1"))
                  .isEqualTo(translated(expected.orders(), ORDER_STATUS));
            });
  }

  private static void assertInvoicedOnce(LocalRun run, Evidence store, WonDeal deal)
      throws IOException, InterruptedException, SQLException {
    Map<String, String> xero = run.environmentOf("sink-service");
    JsonNode invoices =
        store.json(
            URI.create(xero.get("XERO_API") + "/api.xro/2.0/Invoices?Statuses=DRAFT"),
            Map.of(
                "Authorization",
                "Bearer " + xero.get("XERO_ACCESS_TOKEN"),
                "xero-tenant-id",
                String.valueOf(xero.get("XERO_TENANT_ID")),
                "Accept",
                "application/json"));
    int found = 0;
    for (JsonNode invoice : invoices.path("Invoices")) {
      if (invoice.path("Reference").asText().startsWith(deal.dealName())) {
        found++;
        assertThat(invoice.path("SubTotal").decimalValue()).isEqualByComparingTo(deal.amount());
        assertThat(invoice.path("Status").asText()).isEqualTo("DRAFT");
        if (deal.xeroContactId() != null) {
          assertThat(invoice.path("Contact").path("ContactID").asText())
              .isEqualTo(deal.xeroContactId());
        }
      }
    }
    assertThat(found).as("draft invoices for " + deal.dealName()).isEqualTo(1);
    assertThat(
            store.count(
                "reporting.invoice where status = 'DRAFT' and net_total_amount = " + deal.amount()))
        .isEqualTo(1);
  }

  /** Accounting's address stands, the CRM's is listed, and the command says why. */
  private static void assertTheMovedClientIsAConflict(LocalRun run, Evidence store)
      throws IOException, InterruptedException, SQLException {
    String moved = Business.of(SEED).incidents().movedClient();
    JsonNode conflicts = run.ask("/api/conflicts?entity=company&field=addresses");
    assertThat(conflicts.path("conflicts"))
        .singleElement()
        .satisfies(
            conflict -> {
              assertThat(conflict.path("connection").asText()).isEqualTo("crm");
              assertThat(conflict.path("sourceId").asText()).isEqualTo(moved);
              assertThat(conflict.path("winningValue").asText()).contains("4 LEDGER ROW");
            });
    JsonNode why =
        run.ask("/api/why?key=crm/company/" + moved + "&field=addresses")
            .path("why")
            .path(0)
            .path("fields")
            .path(0);
    assertThat(why.path("because").asText())
        .contains("accounting before crm", "since 1 January 2026", "'billing'");
    assertThat(store.count("reporting.conflict where entity = 'company' and field = 'addresses'"))
        .isEqualTo(1);
  }

  private static SortedMap<String, Integer> translated(
      Map<String, Integer> counts, Map<String, String> words) {
    SortedMap<String, Integer> translated = new TreeMap<>();
    counts.forEach((word, count) -> translated.merge(words.get(word), count, Integer::sum));
    return translated;
  }

  private static SortedMap<String, BigDecimal> rounded(
      SortedMap<String, SortedMap<LocalDate, BigDecimal>> money) {
    SortedMap<String, BigDecimal> flat = new TreeMap<>();
    money.forEach(
        (site, days) ->
            days.forEach((day, amount) -> flat.put(site + " " + day, amount.setScale(4))));
    return flat;
  }

  private static SortedMap<String, BigDecimal> moneyBySiteAndDay(
      Evidence store, String column, String view) throws SQLException {
    SortedMap<String, BigDecimal> money = new TreeMap<>();
    String query =
        "select site, business_date, %s from %s where %s is not null"
            .formatted(column, view, column);
    try (Statement statement = store.store().createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        money.put(rows.getString(1) + " " + rows.getString(2), rows.getBigDecimal(3).setScale(4));
      }
    }
    return money;
  }
}
