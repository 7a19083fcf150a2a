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
import java.util.Locale;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The design studio's first three days. What a won deal came to is asked of the simulated tools
 * themselves.
 */
class DesignStudioIT {
  private static final int DAYS = 3;
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String MYSTERY = "Mystery";

  /** Asana's first delivery after its handshake holds no event. */
  private static final String HEARTBEAT = "asana-1";

  @TempDir Path data;

  @Test
  void shouldTurnEveryWonDealIntoAProjectAFolderADraftInvoiceAndAMessageOnce() throws Exception {
    Map<String, String> simulation =
        Map.of("SIM_SEED", "42", "SIM_DAYS", String.valueOf(DAYS), "SIM_SECONDS_PER_DAY", "1");
    try (LocalRun run = LocalRun.demo("design-studio", data, simulation);
        Evidence evidence = new Evidence(run)) {
      JsonNode expected = evidence.tools("/_expected?days=" + DAYS);
      int won = expected.at("/totals/deals by stage/closedwon").asInt();
      int malformed = expected.path("malformed").size();
      assertThat(won).isEqualTo(2);
      Awaitility.await("the days have been played and everything is at rest")
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(500))
          .untilAsserted(
              () -> {
                evidence.assertStoryOver();
                assertThat(evidence.count(live("deal") + " and status = 'WON'")).isEqualTo(won);
                assertThat(evidence.count("ops.action where state = 'VERIFIED'"))
                    .isEqualTo(4 * won);
                evidence.assertEveryEventHasOneOutcome(malformed);
              });

      assertThat(evidence.count("ops.action")).isEqualTo(4 * won);
      for (JsonNode deal : evidence.tools("/_records/hubspot/deals")) {
        JsonNode properties = deal.path("properties");
        if (properties.path("dealstage").asText().equals("closedwon")
            && !properties.path("dealname").asText().equals(MYSTERY)) {
          assertDoneOnce(evidence, properties);
        }
      }
      assertThat(evidence.count(live("person"))).isEqualTo(expected.path("people").asInt());
      List<JsonNode> sent = new ArrayList<>();
      evidence.tools("/_sent").forEach(sent::add);
      sent.removeIf(delivery -> delivery.path("delivery").asText().equals(HEARTBEAT));
      evidence.assertEveryAcknowledgedDeliveryIsStored(sent);
    }
  }

  private static void assertDoneOnce(Evidence evidence, JsonNode deal) throws Exception {
    String name = deal.path("dealname").asText();
    String client = name.substring(0, name.indexOf(" · "));
    JsonNode invoice =
        one(
            evidence.tools("/_records/quickbooks/Invoice"),
            name,
            r -> r.at("/CustomerMemo/value").asText().equals(name));
    assertThat(invoice.path("TotalAmt").decimalValue())
        .isEqualByComparingTo(new BigDecimal(deal.path("amount").asText()));
    JsonNode customer =
        one(
            evidence.tools("/_records/quickbooks/Customer"),
            name,
            r -> r.at("/Id").asText().equals(invoice.at("/CustomerRef/value").asText()));
    assertThat(customer.path("CompanyName").asText()).startsWith(client);
    JsonNode project =
        one(
            evidence.tools("/_records/asana/projects"),
            name,
            r -> r.at("/name").asText().equals(name));
    JsonNode task =
        one(
            evidence.tools("/_records/asana/tasks"),
            name,
            r -> r.at("/name").asText().equals("Write the brief · " + client));
    assertThat(task.at("/projects/0/gid").asText()).isEqualTo(project.path("gid").asText());
    one(
        evidence.tools("/_records/drive/folders"),
        name,
        r -> r.at("/name").asText().equals(client.toLowerCase(Locale.ROOT).replace(' ', '-')));
    one(
        evidence.tools("/_records/slack/messages"),
        name,
        r -> r.path("text").asText().contains(name));
  }
}
