package io.mainstem.sink.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.connections.Workspace;
import io.mainstem.connections.flows.Flow;
import io.mainstem.connections.flows.Policy;
import io.mainstem.schemas.event.InsightState;
import io.mainstem.schemas.event.Severity;
import io.mainstem.sink.Business;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.IndexedRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PlannerTest {
  private final Business business = new Business("r1");
  private Workspace workspace;

  @BeforeAll
  void load() throws Exception {
    workspace = Business.workspace(Map.of());
  }

  @Test
  void shouldPlanADraftInvoiceForAWonDealWithTheClientFilledIn() {
    Trigger trigger = only(new Triggers(workspace.flows()).of(business.won()));
    PlanResult.Planned planned = planned(trigger, records());
    JsonNode payload = planned.payload();

    assertThat(payload.at("/input/reference").asText()).isEqualTo(planned.key().marker());
    assertThat(payload.at("/input/memo").asText()).isEqualTo("Summer party for 80");
    assertThat(payload.at("/input/date").asText()).isEqualTo("2026-03-03");
    assertThat(payload.at("/input/dueDate").asText()).isEqualTo("2026-03-17");
    assertThat(payload.at("/input/currency").asText()).isEqualTo("GBP");
    assertThat(payload.at("/input/lines/0/unitAmount").decimalValue()).isEqualByComparingTo("2450");
    assertThat(payload.at("/at").asText()).isEqualTo("2026-03-03T15:30:00Z");
    assertThat(payload.at("/match/contactId/records"))
        .extracting(JsonNode::asText)
        .containsExactly(business.companyId(), business.personId());
    assertThat(payload.at("/match/contactId/create/input/name").asText())
        .isEqualTo("Paper Lantern Events r1");
    assertThat(payload.at("/match/contactId/create/input/email").asText())
        .isEqualTo("ada.r1@example.com");
    assertThat(planned.worth()).isEqualByComparingTo("2450");
  }

  @Test
  void shouldGiveTheSameActionWheneverItIsPlanned() {
    Trigger trigger = only(new Triggers(workspace.flows()).of(business.won()));
    assertThat(planned(trigger, records())).isEqualTo(planned(trigger, records()));
    Trigger other = only(new Triggers(workspace.flows()).of(new Business("r2").won()));
    assertThat(planned(other, records()).key()).isNotEqualTo(planned(trigger, records()).key());
  }

  @Test
  void shouldPlanNothingForADealWithoutMoney() {
    Trigger trigger = only(new Triggers(workspace.flows()).of(business.won()));
    Map<String, IndexedRecord> records = new HashMap<>(records());
    var free = business.deal();
    free.setAmount(null);
    records.put("deal", free);
    assertThat(Planner.plan(flow(trigger), trigger, records)).isInstanceOf(PlanResult.NotMet.class);
  }

  @Test
  void shouldTellAnInsightOnceForEachSeverityAndOnceWhenItIsOver() {
    Triggers triggers = new Triggers(workspace.flows());
    Trigger opened = only(triggers.of(business.insight(InsightState.OPEN, 1)));
    Trigger updated = only(triggers.of(business.insight(InsightState.OPEN, 2)));
    var worse = business.insight(InsightState.OPEN, 3);
    worse.setSeverity(Severity.CRITICAL);
    Trigger over = only(triggers.of(business.insight(InsightState.RESOLVED, 4)));

    assertThat(ActionKey.of(updated)).isEqualTo(ActionKey.of(opened));
    assertThat(
            List.of(
                ActionKey.of(opened), ActionKey.of(only(triggers.of(worse))), ActionKey.of(over)))
        .doesNotHaveDuplicates();
    assertThat(triggers.of(business.insight(InsightState.ACKED, 5))).isEmpty();

    PlanResult.Planned told =
        planned(over, Map.of("insight", business.insight(InsightState.RESOLVED, 4)));
    assertThat(told.payload().at("/input/text").asText())
        .isEqualTo("Resolved: Labour costs at Site B are 18% above target this week. r1");
    assertThat(told.payload().at("/input/channel/setting").asText()).isEqualTo("channel");
  }

  @Test
  void shouldSetNothingOffWhenTheInvoiceItselfComesBack() {
    var change = business.won();
    change.setEntity("invoice");
    change.setEvents(List.of("invoice.created", "invoice.sent"));
    assertThat(new Triggers(workspace.flows()).of(change)).isEmpty();
  }

  @Test
  void shouldAskAPersonAboveTheLimits() {
    Policy policy = new Policy(Policy.Mode.AUTOMATIC, 2, null, new BigDecimal("100"));
    assertThat(policy.decide(new BigDecimal("100"), 1)).isInstanceOf(Policy.Decision.Allowed.class);
    assertThat(policy.decide(new BigDecimal("100.01"), 1))
        .isInstanceOf(Policy.Decision.NeedsApproval.class);
    assertThat(policy.decide(null, 1)).isInstanceOf(Policy.Decision.NeedsApproval.class);
    assertThat(policy.decide(BigDecimal.ONE, 2)).isInstanceOf(Policy.Decision.NeedsApproval.class);
    assertThat(new Policy(Policy.Mode.NEVER, 2, null, null).decide(null, 0))
        .isInstanceOf(Policy.Decision.Forbidden.class);
  }

  private Map<String, IndexedRecord> records() {
    return Map.of(
        "deal", business.deal(), "company", business.company(), "person", business.person());
  }

  private PlanResult.Planned planned(Trigger trigger, Map<String, IndexedRecord> records) {
    return (PlanResult.Planned) Planner.plan(flow(trigger), trigger, records);
  }

  private Flow flow(Trigger trigger) {
    return workspace.flows().flows().stream()
        .filter(flow -> flow.name().equals(trigger.flow()))
        .findFirst()
        .orElseThrow();
  }

  private static Trigger only(List<Trigger> triggers) {
    assertThat(triggers).hasSize(1);
    return triggers.getFirst();
  }
}
