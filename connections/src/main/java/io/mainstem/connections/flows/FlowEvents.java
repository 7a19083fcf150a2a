package io.mainstem.connections.flows;

import io.mainstem.schemas.Entities;
import io.mainstem.schemas.EntityType;
import io.mainstem.schemas.event.Insight;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/** The events a flow can listen for, and what each is about. */
public final class FlowEvents {
  public static final String INSIGHT = "insight";

  /** Once for each severity an insight reaches while it lasts. */
  public static final String INSIGHT_OPENED = "insight.opened";

  public static final String INSIGHT_RESOLVED = "insight.resolved";

  private static final List<String> OF_EVERY_ENTITY =
      List.of("created", "deleted", "restored", "merged", "split");

  private static final Map<String, List<String>> OF_STATUS =
      Map.of(
          "deal", List.of("won", "lost"),
          "invoice", List.of("sent", "part_paid", "paid", "overdue", "voided"),
          "order", List.of("placed", "paid", "fulfilled", "cancelled", "returned"),
          "payment", List.of("authorised", "captured", "settled", "failed", "voided", "refunded"),
          "shift", List.of("published", "started", "completed", "no_show", "approved", "cancelled"),
          "employee", List.of("left"));

  private FlowEvents() {}

  public static List<String> all() {
    List<String> events = new ArrayList<>(List.of(INSIGHT_OPENED, INSIGHT_RESOLVED));
    for (EntityType entity : Entities.all()) {
      OF_EVERY_ENTITY.forEach(event -> events.add(entity.name() + "." + event));
      OF_STATUS
          .getOrDefault(entity.name(), List.of())
          .forEach(event -> events.add(entity.name() + "." + event));
    }
    return events;
  }

  /** {@code deal.won} is about {@code deal}. */
  public static String subject(String event) {
    return event.substring(0, event.indexOf('.'));
  }

  static Schema schema(String subject) {
    return subject.equals(INSIGHT) ? Insight.getClassSchema() : Entities.named(subject).schema();
  }
}
