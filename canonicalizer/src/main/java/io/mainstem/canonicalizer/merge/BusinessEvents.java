package io.mainstem.canonicalizer.merge;

import io.mainstem.schemas.event.ChangeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** What a change means to the business: names such as {@code deal.won}, by transition. */
final class BusinessEvents {
  private static final String STATUS = "status";

  /** Per entity: the status entered, and what it is called. */
  private static final Map<String, Map<String, String>> ENTERED =
      Map.of(
          "deal", Map.of("WON", "deal.won", "LOST", "deal.lost"),
          "invoice",
              Map.of(
                  "SENT", "invoice.sent",
                  "PART_PAID", "invoice.part_paid",
                  "PAID", "invoice.paid",
                  "OVERDUE", "invoice.overdue",
                  "VOID", "invoice.voided"),
          "order",
              Map.of(
                  "PAID", "order.paid",
                  "FULFILLED", "order.fulfilled",
                  "CANCELLED", "order.cancelled",
                  "RETURNED", "order.returned"),
          "payment",
              Map.of(
                  "AUTHORISED", "payment.authorised",
                  "CAPTURED", "payment.captured",
                  "SETTLED", "payment.settled",
                  "FAILED", "payment.failed",
                  "VOIDED", "payment.voided",
                  "REFUNDED", "payment.refunded"),
          "shift",
              Map.of(
                  "PUBLISHED", "shift.published",
                  "IN_PROGRESS", "shift.started",
                  "COMPLETED", "shift.completed",
                  "NO_SHOW", "shift.no_show",
                  "APPROVED", "shift.approved",
                  "CANCELLED", "shift.cancelled"),
          "employee", Map.of("LEAVER", "employee.left"));

  private BusinessEvents() {}

  static List<String> of(
      String entity, ChangeKind kind, @Nullable IndexedRecord before, IndexedRecord after) {
    List<String> events = new ArrayList<>();
    boolean restored = before != null && Envelope.deleted(before) && !Envelope.deleted(after);
    switch (kind) {
      case CREATED -> events.add(entity + ".created");
      case MERGED -> events.add(entity + ".merged");
      case SPLIT -> events.add(entity + ".split");
      case DELETED -> events.add(entity + ".deleted");
      case UPDATED -> {
        if (restored) {
          events.add(entity + ".restored");
        }
      }
    }
    if (kind != ChangeKind.MERGED && kind != ChangeKind.DELETED) {
      String from = status(before);
      String to = status(after);
      if (to != null && !to.equals(from)) {
        transition(events, entity, from, to);
      }
    }
    return events;
  }

  private static void transition(
      List<String> events, String entity, @Nullable String from, String to) {
    if (entity.equals("order") && !to.equals("DRAFT") && (from == null || from.equals("DRAFT"))) {
      events.add("order.placed");
    }
    String named = ENTERED.getOrDefault(entity, Map.of()).get(to);
    if (named != null) {
      events.add(named);
    }
  }

  private static @Nullable String status(@Nullable IndexedRecord canonical) {
    if (canonical == null) {
      return null;
    }
    Schema.Field field = canonical.getSchema().getField(STATUS);
    Object value = field == null ? null : canonical.get(field.pos());
    return value == null ? null : value.toString();
  }
}
