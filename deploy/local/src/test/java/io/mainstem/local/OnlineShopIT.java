package io.mainstem.local;

import static io.mainstem.local.Evidence.live;
import static io.mainstem.local.Evidence.one;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The online shop's first two days. What became of an order is asked of the tools themselves. */
class OnlineShopIT {
  private static final int DAYS = 2;
  private static final int WARES = 8;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Planted: its payment status is unknown. */
  private static final String ON_HOLD = "#9999";

  @TempDir Path data;

  @Test
  void shouldKeepEveryOrderAsOneRecordInTheStoreAndInEveryTool() throws Exception {
    Map<String, String> simulation =
        Map.of("SIM_SEED", "42", "SIM_DAYS", String.valueOf(DAYS), "SIM_SECONDS_PER_DAY", "2");
    try (LocalRun run = LocalRun.demo("online-shop", data, simulation);
        Evidence evidence = new Evidence(run)) {
      JsonNode expected = evidence.tools("/_expected?days=" + DAYS);
      int orders = expected.at("/records/shopify.orders").asInt();
      int malformed = expected.path("malformed").size();
      assertThat(orders).isGreaterThan(20);
      Awaitility.await("the days have been played and everything is at rest")
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(500))
          .untilAsserted(
              () -> {
                evidence.assertStoryOver();
                assertThat(evidence.count("ops.action where state = 'VERIFIED'"))
                    .isEqualTo(3 * orders);
                evidence.assertEveryEventHasOneOutcome(malformed);
              });

      assertThat(evidence.count("ops.action")).isEqualTo(3 * orders);
      assertThat(evidence.count(live("order"))).isEqualTo(orders);
      assertThat(evidence.count(live("person"))).isEqualTo(expected.path("people").asInt());
      assertThat(
              evidence.count(
                  "reporting.stock_on_hand where sku is not null and product is not null"))
          .isEqualTo(WARES);
      JsonNode invoices = evidence.tools("/_records/xero/Invoices");
      JsonNode messages = evidence.tools("/_records/slack/messages");
      List<String> names = new ArrayList<>();
      for (JsonNode order : evidence.tools("/_records/shopify/orders")) {
        String name = order.path("name").asText();
        if (!name.equals(ON_HOLD)) {
          names.add(name);
          assertOneRecord(evidence, order, invoices, messages);
        }
      }
      assertThat(names).hasSize(orders);
      evidence.assertEveryAcknowledgedDeliveryIsStored(evidence.tools("/_sent"));
    }
  }

  private static void assertOneRecord(
      Evidence evidence, JsonNode order, JsonNode invoices, JsonNode messages) throws Exception {
    String name = order.path("name").asText();
    BigDecimal total = new BigDecimal(order.path("total_price").asText());
    String email = order.at("/customer/email").asText();

    JsonNode invoice =
        one(invoices, name, i -> i.path("Reference").asText().startsWith("Order " + name + " ("));
    assertThat(invoice.path("Status").asText()).isEqualTo("DRAFT");
    assertThat(invoice.path("Total").decimalValue()).isEqualByComparingTo(total);
    JsonNode contact =
        one(
            evidence.tools("/_records/xero/Contacts"),
            email,
            c -> c.path("ContactID").equals(invoice.at("/Contact/ContactID")));
    assertThat(contact.path("EmailAddress").asText()).isEqualToIgnoringCase(email);
    one(messages, name, m -> m.path("text").asText().startsWith("Order " + name + " of "));
    one(
        evidence.tools("/_records/mailchimp/members"),
        email,
        m -> m.path("email_address").asText().equalsIgnoreCase(email));
    assertThat(
            evidence.counts(
                """
                select p.status, p.amount::integer
                from reporting.payment p
                join reporting.order o on o.id = p.order_alias
                where o.order_number = '%s' and p.amount = o.total_amount
                """
                    .formatted(name)))
        .as("payments of " + name)
        .hasSize(1);
  }
}
