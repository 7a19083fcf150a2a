package io.mainstem.sink.flow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What a flow makes of a trigger. */
public sealed interface PlanResult {
  /**
   * A write, complete but for ids that only the tool knows.
   *
   * @param payload {@code input} of the operation; {@code match} as calls with their own operation
   *     and input; {@code at}, when the event happened
   * @param worth what it moves, for the policy; null where it moves nothing
   */
  record Planned(ActionKey key, ObjectNode payload, @Nullable BigDecimal worth)
      implements PlanResult {}

  /** The flow's condition does not hold. */
  record NotMet() implements PlanResult {}

  /** The flow cannot be worked out for these records. The cause names no values. */
  record Unfit(String cause) implements PlanResult {}
}
