package io.mainstem.sink.flow;

import io.mainstem.connections.flows.Flow;
import io.mainstem.connections.flows.FlowEvents;
import io.mainstem.connections.flows.Flows;
import io.mainstem.schemas.event.Change;
import io.mainstem.schemas.event.Insight;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Finds the flows that a change or an insight sets off. */
public final class Triggers {
  private final Flows flows;

  public Triggers(Flows flows) {
    this.flows = flows;
  }

  /**
   * One for each flow and event: an event of one record sets a flow off once, however often told.
   */
  public List<Trigger> of(Change change) {
    List<Trigger> triggers = new ArrayList<>();
    Instant happened = change.getOccurredAt() == null ? change.getAt() : change.getOccurredAt();
    for (String event : change.getEvents()) {
      for (Flow flow : flows.on(event)) {
        triggers.add(
            new Trigger(
                flow.name(),
                change.getEntity(),
                change.getId(),
                event,
                event,
                change.getVersion(),
                happened,
                change.getCausedBy()));
      }
    }
    return triggers;
  }

  /** Once for each severity an insight reaches while it lasts, and once when it is over. */
  public List<Trigger> of(Insight insight) {
    String event =
        switch (insight.getState()) {
          case OPEN -> FlowEvents.INSIGHT_OPENED;
          case RESOLVED -> FlowEvents.INSIGHT_RESOLVED;
          case ACKED, FALSE_ALARM -> "";
        };
    String transition =
        event.equals(FlowEvents.INSIGHT_OPENED) ? event + " " + insight.getSeverity() : event;
    return flows.on(event).stream()
        .map(
            flow ->
                new Trigger(
                    flow.name(),
                    FlowEvents.INSIGHT,
                    insight.getId(),
                    transition,
                    event,
                    insight.getVersion(),
                    insight.getUpdatedAt(),
                    insight.getId()))
        .toList();
  }
}
