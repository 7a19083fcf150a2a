package io.mainstem.canonicalizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.schemas.event.Outcome;
import io.mainstem.schemas.event.OutcomeKind;
import io.mainstem.schemas.event.SourceEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The checker of the broker tests, checked. */
class BalanceTest {
  private final SourceEvent first = ToyEvents.event("crm", "deal", "1", 1, "name=A");
  private final SourceEvent second = ToyEvents.event("crm", "deal", "2", 1, "name=B");
  private final List<SourceEvent> stored = List.of(first, second, second);
  private final List<Outcome> right =
      List.of(
          outcome(first, OutcomeKind.APPLIED),
          outcome(second, OutcomeKind.UNCHANGED),
          outcome(second, OutcomeKind.DUPLICATE));

  @Test
  void shouldAcceptOneOutcomeForEachCopy() {
    assertThat(Balance.violations(stored, right)).isEmpty();
  }

  @Test
  void shouldNoticeALostOutcomeWhicheverItIs() {
    for (int lost = 0; lost < right.size(); lost++) {
      List<Outcome> rest = new ArrayList<>(right);
      rest.remove(lost);
      assertThat(Balance.violations(stored, rest)).isNotEmpty();
    }
  }

  @Test
  void shouldNoticeASecondTerminalOutcomeThatATotalWouldHide() {
    List<Outcome> wrong =
        List.of(
            outcome(second, OutcomeKind.APPLIED),
            outcome(second, OutcomeKind.UNCHANGED),
            outcome(second, OutcomeKind.DUPLICATE));

    assertThat(Balance.violations(stored, wrong)).hasSize(2);
  }

  @Test
  void shouldNoticeAnOutcomeOfWhatWasNeverStored() {
    assertThat(Balance.violations(List.of(first), right)).isNotEmpty();
  }

  private static Outcome outcome(SourceEvent event, OutcomeKind kind) {
    return Outcome.newBuilder()
        .setEventId(event.getEventId())
        .setConnection(event.getConnection())
        .setObject(event.getObject())
        .setSourceId(event.getSourceId())
        .setDeliveryId(event.getDeliveryId())
        .setKind(kind)
        .setReceivedAt(event.getReceivedAt())
        .setAt(event.getReceivedAt())
        .build();
  }
}
