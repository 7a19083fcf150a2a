package io.mainstem.connections.pull;

import io.mainstem.connections.door.Delivery;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** A whole reading at once, for whoever needs neither pace nor retries: checks and trials. */
public final class Pull {
  private Pull() {}

  /**
   * Reads to the end, or to the first step that is no page.
   *
   * @param records takes each page's records
   * @return the last step
   */
  public static PullStep read(
      PullPlan plan,
      PullState from,
      Exchange exchange,
      Instant now,
      Consumer<List<Delivery>> records) {
    PullState state = from;
    while (true) {
      PullStep step = plan.step(state, exchange.send(plan.call(state)), now);
      switch (step) {
        case PullStep.Page(List<Delivery> page, PullState next) -> {
          records.accept(page);
          state = next;
        }
        case PullStep.Last last -> {
          records.accept(last.records());
          return step;
        }
        case PullStep.Again _, PullStep.Unauthorized _, PullStep.TooOld _, PullStep.Refused _ -> {
          return step;
        }
      }
    }
  }
}
