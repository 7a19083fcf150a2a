package io.mainstem.connections.flows;

import io.mainstem.schemas.Entities;
import io.mainstem.schemas.EntityType;
import io.mainstem.schemas.event.Insight;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/** The events a flow can listen for, and what each is about. */
public final class FlowEvents {
  public static final String INSIGHT = "insight";

  /** Once for each severity an insight reaches while it lasts. */
  public static final String INSIGHT_OPENED = "insight.opened";

  public static final String INSIGHT_RESOLVED = "insight.resolved";

  private FlowEvents() {}

  public static List<String> all() {
    List<String> events = new ArrayList<>(List.of(INSIGHT_OPENED, INSIGHT_RESOLVED));
    Entities.all().stream().map(EntityType::events).forEach(events::addAll);
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
