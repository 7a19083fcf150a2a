package io.mainstem.sink.reporting;

import io.mainstem.schemas.canonical.Company;
import io.mainstem.schemas.canonical.LosingValue;
import io.mainstem.schemas.canonical.Money;
import io.mainstem.schemas.canonical.Order;
import io.mainstem.schemas.canonical.OrderLine;
import io.mainstem.schemas.canonical.OrderStatus;
import io.mainstem.schemas.canonical.Provenance;
import io.mainstem.schemas.canonical.Quantity;
import io.mainstem.schemas.canonical.Ref;
import io.mainstem.schemas.canonical.Site;
import io.mainstem.schemas.canonical.SourceRef;
import io.mainstem.schemas.event.Decision;
import io.mainstem.schemas.event.DecisionKind;
import io.mainstem.schemas.event.Link;
import io.mainstem.schemas.event.Outcome;
import io.mainstem.schemas.event.OutcomeKind;
import io.mainstem.schemas.event.Suggestion;
import io.mainstem.schemas.event.SuggestionEvidence;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plainly invented records. */
final class Records {
  static final Instant NOON = Instant.parse("2026-03-02T12:00:00.123456Z");

  private Records() {}

  static Order order(String id, long version, int lines) {
    List<OrderLine> orderLines = new ArrayList<>();
    for (int line = 0; line < lines; line++) {
      orderLines.add(
          OrderLine.newBuilder()
              .setLineId("l" + line)
              .setName("Soup \"of the day\"")
              .setQuantity(new Quantity(new BigDecimal("2.000000"), "H87"))
              .setTotal(pounds("9.0000"))
              .build());
    }
    return Order.newBuilder()
        .setId(id)
        .setVersion(version)
        .setUpdatedAt(NOON)
        .setOccurredAt(NOON)
        .setOrderNumber("A-" + version)
        .setSite(new Ref("sit_invented", null))
        .setBusinessDate(LocalDate.parse("2026-03-02"))
        .setStatus(OrderStatus.PAID)
        .setLines(orderLines)
        .setTotal(pounds("21.6000"))
        .setNetSales(pounds("18.0000"))
        .build();
  }

  static Order orderAt(String alias, String site, String id, long version) {
    Order order = order(id, version, 0);
    order.setSite(new Ref(alias, site));
    return order;
  }

  static Site site(String id, long version, @Nullable String mergedInto) {
    return Site.newBuilder()
        .setId(id)
        .setVersion(version)
        .setUpdatedAt(NOON)
        .setName("Site " + id)
        .setMergedInto(mergedInto)
        .build();
  }

  static Link siteLink(String alias, String canonicalId) {
    return Link.newBuilder()
        .setEntity("site")
        .setConnection("pos")
        .setObject("site")
        .setSourceId(alias)
        .setAlias(alias)
        .setCanonicalId(canonicalId)
        .setRule("name")
        .setReason("Same name.")
        .setAt(NOON)
        .build();
  }

  /** Accounting's name for it stands; the CRM has another. */
  static Company disputed(String id, long version, String crmSays, boolean conflict) {
    return Company.newBuilder()
        .setId(id)
        .setVersion(version)
        .setUpdatedAt(NOON.plusSeconds(version - 1))
        .setTradingName("Row Ltd")
        .setSources(
            List.of(
                new SourceRef("accounting", "contact", "4", 1L, NOON),
                new SourceRef("crm", "company", "9", 1L, NOON)))
        .setProvenance(
            Map.of(
                "tradingName",
                Provenance.newBuilder()
                    .setSource(0)
                    .setRule("authority: accounting before crm")
                    .setLosers(List.of(new LosingValue(1, crmSays, conflict)))
                    .build()))
        .build();
  }

  static Suggestion suggestion(String left, String right, double probability) {
    return Suggestion.newBuilder()
        .setEntity("person")
        .setLeft(left)
        .setRight(right)
        .setProbability(probability)
        .setEvidence(List.of(new SuggestionEvidence("family name", "the same", 7.5)))
        .setAt(NOON)
        .build();
  }

  static Decision decision(DecisionKind kind, String by, Instant at, String... records) {
    return Decision.newBuilder()
        .setKind(kind)
        .setEntity("person")
        .setRecords(List.of(records))
        .setDecidedBy(by)
        .setReason("they said so")
        .setAt(at)
        .build();
  }

  static Money pounds(String amount) {
    return new Money(new BigDecimal(amount), "GBP");
  }

  static Outcome outcome(String eventId, OutcomeKind kind) {
    return Outcome.newBuilder()
        .setEventId(eventId)
        .setConnection("pos")
        .setObject("order")
        .setSourceId(eventId)
        .setDeliveryId("d-" + eventId)
        .setKind(kind)
        .setReceivedAt(NOON)
        .setAt(NOON)
        .build();
  }
}
