package io.mainstem.connections.flows;

import io.mainstem.connections.expression.Expression;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a flow may do without asking.
 *
 * @param mode whether it may write at all
 * @param perHour at most so many writes in any hour; more wait for a person
 * @param value the money an action moves; null where it moves none
 * @param maxValue an action worth more waits for a person; null where there is no limit
 */
public record Policy(
    Mode mode, int perHour, @Nullable Expression value, @Nullable BigDecimal maxValue) {
  public static final int DEFAULT_PER_HOUR = 60;
  public static final int MAX_PER_HOUR = 3_600;

  /** Whether a flow may write. */
  public enum Mode {
    /** Within its limits without asking. */
    AUTOMATIC,
    /** Every action waits for a person. */
    APPROVAL,
    /** Actions are shown and never done. */
    NEVER
  }

  /** Whether an action may go ahead. */
  public sealed interface Decision {
    record Allowed() implements Decision {}

    record NeedsApproval(String reason) implements Decision {}

    record Forbidden(String reason) implements Decision {}
  }

  /**
   * Judges one action by the mode and the limits.
   *
   * @param worth what the action moves, if anything
   * @param inLastHour actions this flow was allowed in the hour before
   */
  public Decision decide(@Nullable BigDecimal worth, int inLastHour) {
    return switch (mode) {
      case NEVER -> new Decision.Forbidden("policy never: shown, not done");
      case APPROVAL -> new Decision.NeedsApproval("policy approval: waits for a person");
      case AUTOMATIC -> {
        if (maxValue != null && (worth == null || worth.compareTo(maxValue) > 0)) {
          yield new Decision.NeedsApproval(
              worth == null
                  ? "value unknown (limit " + maxValue.toPlainString() + "): waits for a person"
                  : "value above the limit of "
                      + maxValue.toPlainString()
                      + ": waits for a person");
        }
        yield inLastHour < perHour
            ? new Decision.Allowed()
            : new Decision.NeedsApproval(
                "more than " + perHour + " writes in an hour: waits for a person");
      }
    };
  }
}
