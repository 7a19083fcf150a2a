package io.mainstem.sink.writeback;

import io.mainstem.connections.expression.ExpressionFailure;
import io.mainstem.connections.flows.Flow;
import io.mainstem.schemas.event.Action;
import io.mainstem.sink.flow.Planner;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** Compares what the tool holds with what was written, by the flow's own words. Pure. */
final class ReadBack {
  private ReadBack() {}

  static boolean holds(Flow flow, Action action, @Nullable BigDecimal worth, IndexedRecord result) {
    Map<String, IndexedRecord> variables =
        new HashMap<>(
            Planner.afterwards(
                action.getId(), action.getTransition(), action.getPlannedAt(), worth));
    variables.put(action.getObject(), result);
    try {
      return flow.verify() == null || flow.verify().test(variables);
    } catch (ExpressionFailure e) {
      return false;
    }
  }
}
