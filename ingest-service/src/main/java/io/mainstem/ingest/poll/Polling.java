package io.mainstem.ingest.poll;

import io.mainstem.connections.Connection;
import io.mainstem.connections.pull.PullPlan;
import io.mainstem.connections.pull.SubscriptionPlan;
import io.mainstem.ingest.publish.Publisher;
import io.mainstem.ingest.tool.TokenKeeper;
import io.mainstem.ingest.tool.ToolLine;
import io.mainstem.runtime.state.ConnectionStates;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** One connection that may be read by whoever owns it. */
public final class Polling {
  private final PollParts parts;
  private final List<PullPlan> plans;
  private final Subscriber subscriber;
  private final PollStatus status = new PollStatus();

  private Polling(PollParts parts, List<PullPlan> plans, Subscriber subscriber) {
    this.parts = parts;
    this.plans = plans;
    this.subscriber = subscriber;
    if (plans.isEmpty()) {
      status.silent();
    }
  }

  /**
   * For one connection.
   *
   * @param receipts ids of what a page brings
   */
  public static Polling of(
      Connection connection,
      ToolLine line,
      TokenKeeper tokens,
      ConnectionStates states,
      Publisher publisher,
      InstantSource clock,
      RandomGenerator random,
      Supplier<UUID> receipts,
      MeterRegistry meters) {
    PollParts parts =
        new PollParts(
            connection.name(),
            line,
            tokens,
            states,
            new PullSink(connection.name(), connection.tool().name(), publisher, clock, receipts),
            clock,
            random,
            meters,
            connection.options().every());
    return new Polling(
        parts,
        connection.options().polling() ? PullPlan.of(connection, tokens) : List.of(),
        new Subscriber(
            parts,
            SubscriptionPlan.of(connection, tokens).orElse(null),
            connection.options().subscribe()));
  }

  /** Nothing is read, and no token or webhook needs tending. */
  public boolean isIdle() {
    return plans.isEmpty() && !parts.tokens().isNeeded() && !subscriber.isNeeded();
  }

  public PollStatus status() {
    return status;
  }

  /** Starts as its owner; closing what comes back stops. */
  public AutoCloseable start() {
    return new Poller(parts, plans, subscriber, status).start();
  }
}
