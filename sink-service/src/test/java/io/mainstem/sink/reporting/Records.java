package io.mainstem.sink.reporting;

import io.mainstem.schemas.canonical.Money;
import io.mainstem.schemas.canonical.Order;
import io.mainstem.schemas.canonical.OrderLine;
import io.mainstem.schemas.canonical.OrderStatus;
import io.mainstem.schemas.canonical.Quantity;
import io.mainstem.schemas.canonical.Ref;
import io.mainstem.schemas.event.Outcome;
import io.mainstem.schemas.event.OutcomeKind;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

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
