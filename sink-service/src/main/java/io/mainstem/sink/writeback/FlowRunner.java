package io.mainstem.sink.writeback;

import io.mainstem.connections.Workspace;
import io.mainstem.connections.flows.Flow;
import io.mainstem.connections.flows.Policy;
import io.mainstem.schemas.event.Action;
import io.mainstem.schemas.event.ActionState;
import io.mainstem.sink.flow.PlanResult;
import io.mainstem.sink.flow.Planner;
import io.mainstem.sink.flow.Trigger;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/**
 * Plans what the remembered events ask for and stores it as actions; carries out what people
 * decided about actions that wait.
 */
final class FlowRunner implements Loop.Step {
  /** How long a flow waits for the records its event speaks of. */
  static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int BATCH = 50;

  private final Workspace workspace;
  private final Map<String, Flow> flows;
  private final Map<String, ToolClient> tools;
  private final DataSource database;
  private final BooleanSupplier historyIsKnown;
  private final InstantSource clock;
  private final TriggerStore triggers = new TriggerStore();
  private final ActionStore actions = new ActionStore();
  private final FlowRecords records = new FlowRecords();

  /**
   * Plans for these flows.
   *
   * @param historyIsKnown whether actions of earlier days were read back from their topic: planning
   *     before that could repeat them
   */
  FlowRunner(
      Workspace workspace,
      Map<String, Flow> flows,
      Map<String, ToolClient> tools,
      DataSource database,
      BooleanSupplier historyIsKnown,
      InstantSource clock) {
    this.workspace = workspace;
    this.flows = Map.copyOf(flows);
    this.tools = Map.copyOf(tools);
    this.database = database;
    this.historyIsKnown = historyIsKnown;
    this.clock = clock;
  }

  @Override
  public boolean run() throws SQLException {
    if (!historyIsKnown.getAsBoolean()) {
      return false;
    }
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      List<TriggerStore.Open> due = triggers.due(connection, clock.instant(), BATCH);
      for (TriggerStore.Open open : due) {
        plan(connection, open);
        connection.commit();
      }
      boolean decided = carryOutDecision(connection) || releaseConfigured(connection);
      connection.commit();
      return !due.isEmpty() || decided;
    }
  }

  private void plan(Connection connection, TriggerStore.Open open) throws SQLException {
    Trigger trigger = open.trigger();
    Flow flow = flows.get(trigger.flow());
    if (flow == null) {
      triggers.close(connection, trigger, "UNFIT", "the flow is not in flows.yaml any more");
      return;
    }
    FlowRecords.Found found =
        records.load(
            connection, flow, trigger.entity(), trigger.id(), trigger.version(), open.document());
    Instant now = clock.instant();
    boolean patient = now.isBefore(open.firstSeen().plus(PATIENCE));
    if (!found.waitingFor().isEmpty() && patient) {
      triggers.postpone(
          connection, trigger, now.plus(LOOK_AGAIN), "waiting for the " + found.waitingFor());
      return;
    }
    if (!found.known().containsKey(trigger.entity())) {
      triggers.close(connection, trigger, "UNFIT", "the " + trigger.entity() + " never arrived");
      return;
    }
    switch (Planner.plan(flow, trigger, found.known())) {
      case PlanResult.NotMet _ ->
          triggers.close(connection, trigger, "NOT_MET", "the condition does not hold");
      case PlanResult.Unfit unfit -> triggers.close(connection, trigger, "UNFIT", unfit.cause());
      case PlanResult.Planned planned -> {
        actions.insert(
            connection, action(connection, flow, trigger, planned, now), open.traceParent());
        triggers.close(connection, trigger, "PLANNED", planned.key().id());
      }
    }
  }

  private Action action(
      Connection connection, Flow flow, Trigger trigger, PlanResult.Planned planned, Instant now)
      throws SQLException {
    Action action =
        Action.newBuilder()
            .setId(planned.key().id())
            .setVersion(0)
            .setFlow(flow.name())
            .setType(flow.write().operation().replace('_', ' '))
            .setConnection(flow.connection())
            .setObject(tool(flow.connection()).object(flow.write().operation()))
            .setEntity(trigger.entity())
            .setCanonicalId(trigger.id())
            .setTransition(trigger.transition())
            .setPolicy(flow.policy().mode().name().toLowerCase(Locale.ROOT))
            .setState(ActionState.PROPOSED)
            .setPayload(planned.payload().toString())
            .setIdempotencyKey(planned.key().id())
            .setPlannedAt(now)
            .setUpdatedAt(now)
            .build();
    int inLastHour = actions.allowedSince(connection, flow.name(), now.minus(HOUR));
    return switch (flow.policy().decide(planned.worth(), inLastHour)) {
      case Policy.Decision.Allowed _ -> allowed(action, now);
      case Policy.Decision.NeedsApproval needed ->
          ActionSteps.to(action, ActionState.PROPOSED, "NEEDS_APPROVAL", needed.reason(), now);
      case Policy.Decision.Forbidden forbidden ->
          ActionSteps.to(action, ActionState.PROPOSED, "NEVER", forbidden.reason(), now);
    };
  }

  private Action allowed(Action action, Instant now) {
    io.mainstem.connections.Connection target = tool(action.getConnection()).connection();
    if (target.configured()) {
      return ActionSteps.to(action, ActionState.APPROVED, null, "allowed by policy", now);
    }
    return ActionSteps.to(
        action,
        ActionState.PROPOSED,
        ActionSteps.NOT_CONFIGURED,
        target.name() + " is not configured: " + String.join(", ", target.missing()) + " not set",
        now);
  }

  private ToolClient tool(String connection) {
    ToolClient tool = tools.get(connection);
    if (tool == null) {
      throw new IllegalStateException(
          workspace.name() + ": connection " + connection + " vanished after the check");
    }
    return tool;
  }

  private boolean carryOutDecision(Connection connection) throws SQLException {
    Optional<ActionStore.Decided> decided = actions.decided(connection);
    if (decided.isEmpty()) {
      return false;
    }
    ActionStore.Decided word = decided.get();
    Instant now = clock.instant();
    String said = word.verdict().toLowerCase(Locale.ROOT) + " by " + word.by();
    Action next =
        word.verdict().equals("REJECT")
            ? ActionSteps.to(word.action(), ActionState.REJECTED, "REJECTED", said, now)
            : ActionSteps.again(word.action(), said, now);
    return actions.update(
        connection, next, now, word.action().getAttempts() > 0, "person " + word.by());
  }

  /** What waited for a connection goes on once it is configured. */
  private boolean releaseConfigured(Connection connection) throws SQLException {
    UnaryOperator<Action> release =
        action -> ActionSteps.again(action, "the connection is configured now", clock.instant());
    for (ToolClient tool : tools.values()) {
      if (tool.connection().configured()) {
        Optional<Action> waiting =
            actions.waiting(connection, tool.connection().name(), ActionSteps.NOT_CONFIGURED);
        if (waiting.isPresent()) {
          return actions.update(
              connection, release.apply(waiting.get()), clock.instant(), false, "configuration");
        }
      }
    }
    return false;
  }
}
